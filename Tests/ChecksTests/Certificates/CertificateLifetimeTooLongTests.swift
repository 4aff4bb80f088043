// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CertificateLifetimeTooLongTests {
    /// `seconds` from the first to the last second of the life, both included.
    private static func verdict(from: String, seconds: Double) throws -> Verdict {
        let start = day(from)
        return try Scene.modern().chain(.leaf(from: start, until: start.addingTimeInterval(seconds - 1)))
            .verdict(of: CertificateLifetimeTooLong.self)
    }

    @Test(
        arguments: [
            ("2018-02-28", 1188), ("2018-03-01", 825), ("2020-08-31", 825), ("2020-09-01", 398),
            ("2026-03-14", 398),
            ("2026-03-15", 200), ("2027-03-14", 200), ("2027-03-15", 100), ("2029-03-14", 100),
            ("2029-03-15", 47),
        ] as [(String, Double)]
    )
    func theLimitOfTheFirstDayHolds(_ from: String, _ days: Double) throws {
        #expect(try Self.verdict(from: from, seconds: days * 86400) == .pass)
        let over = try Self.verdict(from: from, seconds: days * 86400 + 1)
        #expect(
            over
                == .fail(
                    level: "over-limit",
                    seen: "\(Int(days) + 1) days from \(from) on",
                    expected: "at most \(Int(days)) days"
                )
        )
    }

    @Test(arguments: [ChainTrust.Outcome.unknownRoot, .selfSigned, .issuerMissing])
    func aPrivateRootIsNotApplicable(_ outcome: ChainTrust.Outcome) throws {
        let scene = try Scene.modern().chain(.leaf(until: day("2040-01-01"))).trust(outcome)
        #expect(try scene.verdict(of: CertificateLifetimeTooLong.self).state == .notApplicable)
    }

    /// The operator added the anchor of a named store to the public one too.
    @Test func anAnchorOfANamedStoreIsNotPublic() throws {
        let scene = try Scene.modern().chain(.leaf(until: day("2040-01-01")))
            .seeing(ChainTrust.named("intranet", .trusted))
        #expect(try scene.verdict(of: CertificateLifetimeTooLong.self).state == .notApplicable)
        let other = try Scene.modern().chain(.leaf(until: day("2040-01-01")))
            .seeing(ChainTrust.named("intranet", .trusted, path: ["another anchor"]))
        #expect(try other.verdict(of: CertificateLifetimeTooLong.self).level == "over-limit")
    }

    @Test func anUnreadableDateIsUnknown() throws {
        let scene = try Scene.modern().chain(.leaf(until: nil))
        #expect(try scene.verdict(of: CertificateLifetimeTooLong.self).state == .unknown)
    }

    @Test func anUnseenTrustIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ChainTrust.self, CertificateChain.served))
        #expect(try scene.verdict(of: CertificateLifetimeTooLong.self) == .unknown(because: Scene.silence))
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: CertificateLifetimeTooLong.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: CertificateLifetimeTooLong.self).state == .unknown)
    }
}
