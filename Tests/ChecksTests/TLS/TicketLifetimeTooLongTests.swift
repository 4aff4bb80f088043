// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct TicketLifetimeTooLongTests {
    private let settings = ["Hours": "24"]

    private func ticket(
        _ version: ProtocolVersion,
        _ lifetime: Int?,
        _ outcome: SessionResumption.Outcome = .resumed
    ) -> SessionResumption {
        SessionResumption(
            version: version,
            mechanism: version == .tls13 ? .preSharedKey : .ticket,
            outcome: outcome,
            ticketLifetime: lifetime
        )
    }

    private func verdict(_ older: Int?, _ newer: Int?) throws -> Verdict {
        try Scene.modern().seeing(ticket(.tls12, older), ticket(.tls13, newer))
            .verdict(of: TicketLifetimeTooLong.self, settings)
    }

    @Test(arguments: [(300, 7200), (86_400, 86_400), (0, 0)])
    func aDayIsEnough(_ older: Int, _ newer: Int) throws {
        #expect(try verdict(older, newer) == .pass)
    }

    @Test(
        arguments: [
            (86_401, 300, "long", "tickets of TLS 1.2 for 86401 seconds"),
            (300, 604_800, "long", "tickets of TLS 1.3 for 604800 seconds"),
            (300, 604_801, "over-limit", "tickets of TLS 1.3 for 604801 seconds"),
        ]
    )
    func moreIsTooLong(_ older: Int, _ newer: Int, _ level: String, _ seen: String) throws {
        #expect(try verdict(older, newer) == .fail(level: level, seen: seen, expected: "at most 24 hours"))
    }

    @Test func withoutTicketsItDoesNotApply() throws {
        let scene = try Scene.modern()
            .seeing(ticket(.tls12, nil, .notIssued), ticket(.tls13, nil, .notIssued))
        #expect(try scene.verdict(of: TicketLifetimeTooLong.self, settings).state == .notApplicable)
    }

    @Test func anUnknownVersionHidesNothingThatIsKnown() throws {
        let question = Question(SessionResumption.self, SessionResumption.aspect(.tls13, .preSharedKey))
        let short = try Scene.modern().seeing(ticket(.tls12, 300)).missing(question)
        #expect(
            try short.verdict(of: TicketLifetimeTooLong.self, settings) == .unknown(because: Scene.silence)
        )
        let long = try Scene.modern().seeing(ticket(.tls12, 100_000)).missing(question)
        #expect(try long.verdict(of: TicketLifetimeTooLong.self, settings).level == "long")
    }

    @Test(arguments: ["0", "169", "a day"])
    func hoursHaveARange(_ hours: String) {
        #expect(throws: SettingError.self) {
            try TicketLifetimeTooLong(CheckSettings(["Hours": hours]))
        }
    }
}
