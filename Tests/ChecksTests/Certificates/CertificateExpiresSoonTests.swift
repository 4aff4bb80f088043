// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CertificateExpiresSoonTests {
    private static let settings = ["Soon": "30%", "VerySoon": "0.1"]

    /// A certificate of 100 days, so that days left are percents.
    private static func verdict(daysLeft: Double) throws -> Verdict {
        let end = day("2026-12-31")
        return try Scene.modern().chain(.leaf(from: end.addingTimeInterval(-100 * 86400), until: end))
            .verdict(of: CertificateExpiresSoon.self, settings, at: end.addingTimeInterval(-daysLeft * 86400))
    }

    @Test(arguments: [
        (100, "pass"), (30, "pass"), (29.9, "soon"), (10, "soon"), (9.9, "very-soon"), (0, "very-soon"),
        (-0.1, "not_applicable"), (100.1, "not_applicable"),
    ])
    func levels(_ daysLeft: Double, _ expected: String) throws {
        let verdict = try Self.verdict(daysLeft: daysLeft)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func aLifeOfOneInstantIsVerySoonOver() throws {
        let scene = try Scene.modern().chain(.leaf(from: Scene.now, until: Scene.now))
        #expect(try scene.verdict(of: CertificateExpiresSoon.self, Self.settings).level == "very-soon")
    }

    @Test func aLifeThatEndsBeforeItBeginsIsUnknown() throws {
        let scene = try Scene.modern().chain(.leaf(from: day("2027-01-01"), until: day("2026-01-01")))
        #expect(try scene.verdict(of: CertificateExpiresSoon.self, Self.settings).state == .unknown)
    }

    @Test func thresholdsMustBeInOrder() {
        let settings = CheckSettings(["Soon": "10%", "VerySoon": "20%"])
        #expect(throws: SettingError.self) { try CertificateExpiresSoon(settings) }
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(
            try scene.verdict(of: CertificateExpiresSoon.self, Self.settings)
                == .unknown(because: Scene.silence)
        )
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(
            try Scene.modern().chain().verdict(of: CertificateExpiresSoon.self, Self.settings).state
                == .unknown
        )
    }
}
