// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct NoTransparencyTests {
    private static func verdict(_ inCertificate: Int, _ inExtension: Int) throws -> Verdict {
        try Scene.modern()
            .seeing(TransparencyTimestamps(inCertificate: inCertificate, inExtension: inExtension))
            .verdict(of: NoTransparency.self)
    }

    @Test func timestampsByEitherWayPass() throws {
        #expect(try Self.verdict(2, 0) == .pass)
        #expect(try Self.verdict(0, 1) == .pass)
    }

    @Test func noneFails() throws {
        #expect(try Self.verdict(0, 0).level == "missing")
    }

    @Test(arguments: [ChainTrust.Outcome.unknownRoot, .selfSigned])
    func aPrivateRootIsNotApplicable(_ outcome: ChainTrust.Outcome) throws {
        let scene = try Scene.modern().trust(outcome)
            .seeing(TransparencyTimestamps(inCertificate: 0, inExtension: 0))
        #expect(try scene.verdict(of: NoTransparency.self).state == .notApplicable)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(TransparencyTimestamps.self))
        #expect(try scene.verdict(of: NoTransparency.self) == .unknown(because: Scene.silence))
    }
}
