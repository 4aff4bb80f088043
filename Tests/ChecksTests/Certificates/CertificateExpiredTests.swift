// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CertificateExpiredTests {
    private static let end = day("2027-01-22")

    @Test func theLastInstantIsStillValid() throws {
        #expect(try Scene.modern().verdict(of: CertificateExpired.self, at: Self.end) == .pass)
    }

    @Test func theSecondAfterFails() throws {
        let verdict = try Scene.modern().verdict(
            of: CertificateExpired.self,
            at: Self.end.addingTimeInterval(1)
        )
        #expect(
            verdict
                == .fail(level: "expired", seen: "expired on 2027-01-22", expected: "a valid certificate")
        )
    }

    @Test func anUnreadableDateIsUnknown() throws {
        let scene = try Scene.modern().chain(.leaf(until: nil))
        #expect(try scene.verdict(of: CertificateExpired.self).state == .unknown)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: CertificateExpired.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: CertificateExpired.self).state == .unknown)
    }
}
