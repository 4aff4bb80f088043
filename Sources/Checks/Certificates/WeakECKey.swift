// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate's elliptic-curve key is short.
package struct WeakECKey: Check {
    package static let identity = CheckIdentity(
        id: "certificate.weak-ec-key",
        title: "The elliptic-curve key is weak",
        measures:
            "Bits of the leaf certificate's EC key; below 224 it withstands less than 112 bits of work.",
        scope: .address,
        levels: ["weak"],
        references: ["NIST SP 800-131Ar2 §3", "NIST SP 800-57pt1r5 §5.6.1"],
        remedy: "Get a certificate for a P-256 key."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> CertificateSummary
    {
        try evidence.servedLeaf(of: subject)
    }

    package func judge(_ leaf: CertificateSummary, at now: Date) -> Verdict {
        guard leaf.isEC else { return .notApplicable(because: "the key is \(leaf.keyType)") }
        guard leaf.keyBits > 0 else {
            return .unknown(because: Unestablished(phase: .reply, reason: "the key's size cannot be read"))
        }
        guard leaf.keyBits < 224 else { return .pass }
        return .fail(
            level: "weak",
            seen: "\(leaf.curve ?? "an unnamed curve") of \(leaf.keyBits) bits",
            expected: "at least 224 bits, P-256 where browsers connect"
        )
    }
}
