// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct StartTLSMissingTests {
    private let scene = Scene(endpoints: [.listed("www", service: .smtp)])

    private func verdict(_ offer: StartTLSOffer) throws -> Verdict {
        try scene.seeing(offer).verdict(of: StartTLSMissing.self)
    }

    @Test func anOfferPasses() throws {
        #expect(try verdict(StartTLSOffer(.offered)) == .pass)
    }

    @Test func absenceFails() throws {
        #expect(
            try verdict(StartTLSOffer(.absent))
                == .fail(level: "absent", seen: "TLS is not offered", expected: "TLS")
        )
        #expect(
            try verdict(StartTLSOffer(.absent, code: "502"))
                == .fail(level: "absent", seen: "TLS is not offered (502)", expected: "TLS")
        )
    }

    @Test func refusalFailsAtItsOwnLevel() throws {
        #expect(
            try verdict(StartTLSOffer(.refused, code: "52"))
                == .fail(level: "refused", seen: "TLS is refused (52)", expected: "TLS")
        )
    }

    @Test func whoWasTurnedAwayKnowsNothing() throws {
        let reason = Unestablished(phase: .greeting, reason: "turned away for now (421 busy)", attempts: 5)
        let scene = scene.missing(Question(StartTLSOffer.self), because: reason)
        #expect(try scene.verdict(of: StartTLSMissing.self) == .unknown(because: reason))
    }

    @Test func silenceIsUnknown() throws {
        let scene = scene.missing(Question(Reachability.self))
        #expect(try scene.verdict(of: StartTLSMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func tlsFromTheFirstByteIsNotApplicable() throws {
        let scene = Scene(endpoints: [.listed("www", service: .imaps)])
        #expect(try scene.verdict(of: StartTLSMissing.self).state == .notApplicable)
    }
}
