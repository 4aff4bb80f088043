// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct ConferenceWithoutFallbackTests {
    private static let name = "_turns._tcp.mfa.example"

    private func scene(_ ports: UInt16..., host: String = "turn.mfa.example") throws -> DomainScene {
        var scene = try DomainScene.sound()
        for port in ports {
            scene.endpoints.append(
                Endpoint(
                    id: "\(host):\(port)",
                    host: host,
                    port: port,
                    service: .turns,
                    role: .conference,
                    mission: nil,
                    criticality: Role.conference.defaultCriticality,
                    secrecyLifetimeDays: nil,
                    authorisation: Authorisation(tier: .active),
                    addresses: []
                )
            )
        }
        return scene
    }

    private static func place(_ port: UInt16, _ target: String = "turn.mfa.example") throws -> RecordData {
        .service(
            ServiceLocation(
                priority: 0,
                weight: 0,
                port: port,
                target: target == "." ? .root : try DomainScene.name(target)
            )
        )
    }

    @Test func aRelayAtAnotherPortAloneFails() throws {
        let verdict = try scene(5349).verdict(of: ConferenceWithoutFallback.self)
        #expect(verdict.level == "absent")
        let published = try scene(5349).with(Self.name, .srv, try Self.place(5349))
        #expect(try published.verdict(of: ConferenceWithoutFallback.self).level == "absent")
    }

    @Test func oneThatIsListedAtThePortPasses() throws {
        #expect(try scene(5349, 443).verdict(of: ConferenceWithoutFallback.self) == .pass)
        #expect(try scene(443).losing(Self.name, .srv).verdict(of: ConferenceWithoutFallback.self) == .pass)
    }

    @Test func oneThatIsPublishedAtThePortPasses() throws {
        let published = try scene(5349).with(
            Self.name,
            .srv,
            try Self.place(5349),
            try Self.place(443, "relay.mfa.example")
        )
        #expect(try published.verdict(of: ConferenceWithoutFallback.self) == .pass)
    }

    @Test func aPublishedAbsenceIsNone() throws {
        let refused = try scene(5349).with(Self.name, .srv, try Self.place(443, "."))
        #expect(try refused.verdict(of: ConferenceWithoutFallback.self).level == "absent")
    }

    @Test func withoutRelaysTheQuestionDoesNotArise() throws {
        let none = try DomainScene.sound().verdict(of: ConferenceWithoutFallback.self)
        let other = try scene(5349, host: "turn.other.example").verdict(of: ConferenceWithoutFallback.self)
        #expect(none.state == .notApplicable && other.state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try scene(5349).losing(Self.name, .srv)
        #expect(try scene.verdict(of: ConferenceWithoutFallback.self).state == .unknown)
    }
}
