// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate's RSA key is short.
package struct WeakRSAKey: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.weak-rsa-key",
        title: "The RSA key is weak",
        measures:
            "Bits of the RSA moduli of leaf and intermediates; a public exponent of 1 or an even one counts as "
            + "broken, one below 65537 as phase-out.",
        scope: .address,
        levels: ["phase-out", "weak", "broken"],
        references: [
            "NIST SP 800-131Ar2 §3", "NIST SP 800-57pt1r5 §5.6.1", "FIPS 186-5 §5.1",
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

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        guard chain.leaf != nil else { throw ServedChain.empty }
        let keys = chain.links.filter(\.isRSA)
        guard !keys.isEmpty else {
            let types = Set(chain.links.map(\.keyType)).sorted().listed(atMost: 4)
            return .notApplicable(because: "the key is \(types)")
        }
        let flaws = keys.flatMap { key in self.flaws(of: key).map { (key, $0) } }
        let levels = Self.identity.levels
        func gravity(_ level: String) -> Int { levels.firstIndex(of: level) ?? 0 }
        if let worst = flaws.max(by: { gravity($0.1.level) < gravity($1.1.level) }) {
            return .fail(
                level: worst.1.level,
                seen: chain.label(worst.0) + worst.1.seen,
                expected: worst.1.expected
            )
        }
        guard keys.allSatisfy({ $0.keyBits > 0 }) else {
            return .unknown(because: Unestablished(phase: .reply, reason: "the key's size cannot be read"))
        }
        return .pass
    }

    private struct Flaw {
        let level: String
        let seen: String
        let expected: String
    }

    private func flaws(of key: CertificateSummary) -> [Flaw] {
        let steps = [("broken", brokenBits), ("weak", minimumBits), ("phase-out", phaseOutBits)]
        var flaws: [Flaw] = []
        if key.keyBits > 0, let step = steps.first(where: { key.keyBits < $0.1 }) {
            let expected = "at least \(step.1) bits"
            flaws.append(Flaw(level: step.0, seen: "RSA of \(key.keyBits) bits", expected: expected))
        }
        guard let exponent = key.exponent, let lastDigit = exponent.last?.wholeNumberValue else {
            return flaws
        }
        if exponent == "1" || lastDigit.isMultiple(of: 2) {
            flaws.append(Flaw(level: "broken", seen: "a public exponent of \(exponent)", expected: "65537"))
        } else if let small = Int(exponent), small < 65537 {
            flaws.append(Flaw(level: "phase-out", seen: "a public exponent of \(small)", expected: "65537"))
        }
        return flaws
    }
}
