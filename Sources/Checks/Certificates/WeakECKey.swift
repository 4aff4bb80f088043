// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate's elliptic-curve key is short.
package struct WeakECKey: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.weak-ec-key",
        title: "The elliptic-curve key is weak",
        measures:
            "Bits of the EC keys of leaf and intermediates; below 224 one withstands less than 112 bits of work.",
        scope: .address,
        levels: ["weak"],
        references: ["NIST SP 800-131Ar2 §3", "NIST SP 800-57pt1r5 §5.6.1"],
        remedy: "Get a certificate for a P-256 key."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        guard chain.leaf != nil else { throw ServedChain.empty }
        let keys = chain.links.filter(\.isEC)
        guard !keys.isEmpty else {
            let types = Set(chain.links.map(\.keyType)).sorted().listed(atMost: 4)
            return .notApplicable(because: "the key is \(types)")
        }
        if let weak = keys.filter({ $0.keyBits > 0 && $0.keyBits < 224 }).min(by: { $0.keyBits < $1.keyBits })
        {
            return .fail(
                level: "weak",
                seen: chain.label(weak) + "\(weak.curve ?? "an unnamed curve") of \(weak.keyBits) bits",
                expected: "at least 224 bits, P-256 where browsers connect"
            )
        }
        guard keys.allSatisfy({ $0.keyBits > 0 }) else {
            return .unknown(because: Unestablished(phase: .reply, reason: "the key's size cannot be read"))
        }
        return .pass
    }
}
