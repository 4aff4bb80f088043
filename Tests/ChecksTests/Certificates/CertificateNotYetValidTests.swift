// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CertificateNotYetValidTests {
    private static let start = day("2026-10-24")

    @Test func theFirstInstantIsValid() throws {
        #expect(try Scene.modern().verdict(of: CertificateNotYetValid.self, at: Self.start) == .pass)
    }

    @Test func theSecondBeforeFails() throws {
        let now = Self.start.addingTimeInterval(-1)
        let verdict = try Scene.modern().verdict(of: CertificateNotYetValid.self, at: now)
        #expect(verdict.level == "not-yet-valid")
    }

    @Test func anUnreadableDateIsUnknown() throws {
        let scene = try Scene.modern().chain(.leaf(from: nil))
        #expect(try scene.verdict(of: CertificateNotYetValid.self).state == .unknown)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: CertificateNotYetValid.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: CertificateNotYetValid.self).state == .unknown)
    }
}
