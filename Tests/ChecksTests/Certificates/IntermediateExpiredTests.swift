// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct IntermediateExpiredTests {
    private static func verdict(_ certificates: CertificateSummary..., now: Date = Scene.now) throws
        -> Verdict
    {
        let chain = CertificateChain(aspect: CertificateChain.served, certificates: certificates)
        return try Scene.modern().seeing(chain).verdict(of: IntermediateExpired.self, at: now)
    }

    @Test func theLastInstantIsStillValid() throws {
        #expect(try Self.verdict(.leaf(), .intermediate(until: Scene.now)) == .pass)
    }

    @Test func theSecondAfterFails() throws {
        let verdict = try Self.verdict(
            .leaf(),
            .intermediate(until: Scene.now),
            now: Scene.now.addingTimeInterval(1)
        )
        #expect(verdict.level == "expired")
    }

    @Test func anExpiredLeafAloneDoesNotFailIt() throws {
        #expect(try Self.verdict(.leaf(until: day("2026-11-01")), .intermediate()) == .pass)
    }

    @Test func anExpiredRootDoesNotFailIt() throws {
        let root = CertificateSummary.intermediate(until: day("2021-09-30"), isSelfSigned: true)
        #expect(try Self.verdict(.leaf(), .intermediate(), root) == .pass)
        #expect(try Self.verdict(.leaf(), root).state == .notApplicable)
    }

    @Test func anUnreadableDateIsUnknownUnlessAnotherHasExpired() throws {
        #expect(try Self.verdict(.leaf(), .intermediate(until: nil)).state == .unknown)
        let expired = CertificateSummary.intermediate(until: day("2021-01-01"))
        #expect(try Self.verdict(.leaf(), .intermediate(until: nil), expired).level == "expired")
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: IntermediateExpired.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: IntermediateExpired.self).state == .notApplicable)
    }
}
