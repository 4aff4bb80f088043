// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct RegistrationExpiringTests {
    private static let settings = ["Days": "60", "ImminentDays": "14"]

    private func verdict(days: Double?, statuses: [String] = ["active"]) throws -> Verdict {
        let events = days.map {
            [
                DomainRegistration.Event(
                    action: "expiration",
                    date: Scene.now.addingTimeInterval($0 * 86_400)
                )
            ]
        }
        return try DomainScene.registered(statuses, events ?? [])
            .verdict(of: RegistrationExpiring.self, Self.settings)
    }

    @Test(arguments: [
        (61.0, nil), (60.0, "soon"), (14.5, "soon"), (14.0, "imminent"), (0.5, "imminent"), (0.0, "expired"),
        (-3.0, "expired"),
    ])
    func theDaysLeftDecide(days: Double, level: String?) throws {
        let verdict = try verdict(days: days)
        #expect(verdict.level == level)
        #expect(level != nil || verdict == .pass)
    }

    @Test(arguments: ["redemption period", "pending delete"])
    func aStatusOfTheEndCountsWhateverTheDate(_ status: String) throws {
        #expect(try verdict(days: 300, statuses: [status]).level == "expired")
    }

    @Test func whatTheRegistryDoesNotSayIsUnknown() throws {
        #expect(try verdict(days: nil).state == .unknown)
    }

    @Test func twoEndsAreUnknown() throws {
        let events = [1.0, 400].map {
            DomainRegistration.Event(
                action: "expiration",
                date: Scene.now.addingTimeInterval($0 * 86_400)
            )
        }
        let scene = try DomainScene.registered(["active"], events)
        #expect(try scene.verdict(of: RegistrationExpiring.self, Self.settings).state == .unknown)
    }

    @Test func aRegistryThatDoesNotAnswerLeavesItUnknown() throws {
        let scene = try DomainScene.registered([], []).missing(Question(DomainRegistration.self))
        #expect(try scene.verdict(of: RegistrationExpiring.self, Self.settings).state == .unknown)
        #expect(try scene.verdict(of: RegistrationUnlocked.self).state == .unknown)
    }

    @Test func withoutARegistryItDoesNotApply() throws {
        let scene = try DomainScene.sound()
        #expect(try scene.verdict(of: RegistrationExpiring.self, Self.settings).state == .notApplicable)
        #expect(try scene.verdict(of: RegistrationUnlocked.self).state == .notApplicable)
    }
}

extension DomainScene {
    static func registered(_ statuses: [String], _ events: [DomainRegistration.Event]) throws -> DomainScene {
        try DomainScene.sound()
            .listing(ListedDomain(name: "mfa.example", mission: nil, registry: "https://rdap.example"))
            .seeing(DomainRegistration(statuses: statuses, events: events, isDelegationSigned: nil))
    }
}
