// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Alerts

/// That the self-check does not hold is a transition like others.
struct AlertSelfCheckTests {
    private static let key = AlertSample.key("tls.weak", "a")
    private static let held = SelfCheck(planted: 3)
    private static let missed = SelfCheck(differences: [.init(.missed, "tls.b", at: "bad")], planted: 3)
    private static let open = SelfCheck(reason: "no loopback")

    private static func told(_ course: [SelfCheck?], _ states: [AlertSample.State] = []) throws -> [[Alert]] {
        var ledger = AlertLedger(at: 1, AlertSample.posture([key: .pass]))
        return try course.enumerated().map { number, check in
            let posture = AlertSample.posture([key: states.isEmpty ? .pass : states[number]], hour: number)
            let (alerts, next) = ledger.following(
                posture.posture,
                posture.findings,
                at: Int64(number) + 2,
                in: AlertSample.estate,
                checked: check
            )
            // As it is kept in between.
            ledger = try JSONDecoder().decode(AlertLedger.self, from: JSONEncoder().encode(next))
            #expect(ledger == next)
            return alerts
        }
    }

    private static func kinds(_ course: [SelfCheck?]) throws -> [[AlertKind]] {
        try told(course).map { $0.map(\.kind) }
    }

    @Test func itIsToldOnceAndThatItHoldsAgain() throws {
        let course = [Self.held, Self.missed, Self.missed, Self.held, Self.held, Self.missed]
        #expect(try Self.kinds(course) == [[], [.cannotSee], [], [.seesAgain], [], [.cannotSee]])
        let alert = try #require(try Self.told([Self.missed]).first?.first)
        #expect(alert.subject == nil && alert.cycle == 2)
        #expect(alert.detail?.contains("not held: missed tls.b at bad") == true)
    }

    @Test func oneThatEstablishesNothingIsNeitherAndWhereNoneIsMadeNothingIsTold() throws {
        #expect(try Self.kinds([Self.missed, Self.open, Self.missed]) == [[.cannotSee], [], []])
        #expect(try Self.kinds([Self.open, Self.held, Self.open]) == [[], [], []])
        #expect(try Self.kinds([nil, Self.missed, nil, Self.held]) == [[], [.cannotSee], [], []])
    }

    /// Both would have the same key on a route.
    @Test func aCycleThatSeesNothingIsToldFirst() throws {
        let alerts = try Self.told([Self.missed, Self.missed], [.unknown, .unknown])
        #expect(alerts.map { $0.map(\.kind) } == [[.cannotSee], [.cannotSee]])
        #expect(Set(alerts.joined().map(\.id)).count == 2)
    }
}
