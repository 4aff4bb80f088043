// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate's RSA key is short.
package struct WeakRSAKey: Check {
    package static let identity = CheckIdentity(
        id: "certificate.weak-rsa-key",
        title: "The RSA key is weak",
        measures: "Bits of the leaf certificate's RSA modulus; a public exponent of 1 counts as broken.",
        scope: .address,
        levels: ["phase-out", "weak", "broken"],
        references: [
            "NIST SP 800-131Ar2 §3", "NIST SP 800-57pt1r5 §5.6.1",
            "CA/Browser Forum Baseline Requirements §6.1.5",
        ],
        remedy: "Get a certificate for a P-256 key, or for an RSA key of 3072 bits.",
        settings: ["PhaseOutBits", "MinimumBits", "BrokenBits"]
    )

    private let phaseOutBits: Int
    private let minimumBits: Int
    private let brokenBits: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        phaseOutBits = try settings.integer("PhaseOutBits", in: 1024...16384)
        minimumBits = try settings.integer("MinimumBits", in: 1024...16384)
        brokenBits = try settings.integer("BrokenBits", in: 512...16384)
        guard minimumBits <= phaseOutBits else {
            throw SettingError(key: "MinimumBits", problem: "it is larger than PhaseOutBits")
        }
        guard brokenBits <= minimumBits else {
            throw SettingError(key: "BrokenBits", problem: "it is larger than MinimumBits")
        }
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> CertificateSummary
    {
        try evidence.servedLeaf(of: subject)
    }

    package func judge(_ leaf: CertificateSummary, at now: Date) -> Verdict {
        guard leaf.isRSA else { return .notApplicable(because: "the key is \(leaf.keyType)") }
        guard leaf.keyBits > 0 else {
            return .unknown(because: Unestablished(phase: .reply, reason: "the key's size cannot be read"))
        }
        if leaf.exponent == "1" {
            return .fail(level: "broken", seen: "a public exponent of 1", expected: "65537")
        }
        let level: (name: String, bits: Int)
        switch leaf.keyBits {
        case ..<brokenBits: level = ("broken", brokenBits)
        case ..<minimumBits: level = ("weak", minimumBits)
        case ..<phaseOutBits: level = ("phase-out", phaseOutBits)
        default: return .pass
        }
        return .fail(
            level: level.name,
            seen: "RSA of \(leaf.keyBits) bits",
            expected: "at least \(level.bits) bits"
        )
    }
}
