// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct EarlyDataAcceptedTests {
    private func verdict(_ maximum: Int, _ isAccepted: Bool?) throws -> Verdict {
        try Scene.modern().seeing(EarlyData(maximum: maximum, isAccepted: isAccepted))
            .verdict(of: EarlyDataAccepted.self)
    }

    @Test func whatIsNotAllowedOrNotTakenPasses() throws {
        #expect(try verdict(0, nil) == .pass)
        #expect(try verdict(16_384, false) == .pass)
    }

    @Test func whatIsTakenFails() throws {
        #expect(
            try verdict(16_384, true)
                == .fail(
                    level: "accepted",
                    seen: "16384 bytes allowed and a request taken",
                    expected: "no early data"
                )
        )
        #expect(try verdict(1, nil).level == "offered")
    }

    @Test func withoutTLS13ItDoesNotApply() throws {
        let scene = try Scene.modern().versions(.tls12)
        #expect(try scene.verdict(of: EarlyDataAccepted.self).state == .notApplicable)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(EarlyData.self))
        #expect(try scene.verdict(of: EarlyDataAccepted.self) == .unknown(because: Scene.silence))
    }
}
