// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct StapleUnusableTests {
    private static func verdict(
        _ status: RevocationStatus.Status,
        isSigned: Bool? = true,
        currency: RevocationStatus.Currency? = .current
    ) throws -> String {
        let verdict = try Scene.modern().seeing(
            RevocationStatus(
                chain: CertificateChain.served,
                source: .staple,
                status: status,
                isSigned: isSigned,
                currency: currency
            )
        )
        .verdict(of: StapleUnusable.self)
        return verdict.level ?? verdict.state.rawValue
    }

    @Test func whatClientsCanUsePasses() throws {
        #expect(try Self.verdict(.good) == "pass")
        #expect(try Self.verdict(.good, currency: .undated) == "pass")
        // That it is bad news is another check's.
        #expect(try Self.verdict(.revoked) == "pass")
    }

    @Test func timesThatDoNotCoverNowAreStale() throws {
        #expect(try Self.verdict(.good, currency: .stale) == "stale")
        #expect(try Self.verdict(.good, currency: .early) == "stale")
    }

    @Test(arguments: [RevocationStatus.Status.refused, .unrelated, .malformed, .unknown])
    func whatSaysNothingOfTheLeafIsInvalid(_ status: RevocationStatus.Status) throws {
        #expect(try Self.verdict(status) == "invalid")
    }

    @Test func anotherSignerIsInvalid() throws {
        #expect(try Self.verdict(.good, isSigned: false) == "invalid")
        #expect(try Self.verdict(.good, isSigned: nil) == "invalid")
    }

    @Test func withoutAStapleItIsNotApplicable() throws {
        #expect(try Self.verdict(.absent) == "not_applicable")
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(RevocationStatus.self, "default/0/staple"))
        #expect(try scene.verdict(of: StapleUnusable.self) == .unknown(because: Scene.silence))
    }
}
