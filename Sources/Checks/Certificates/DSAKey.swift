// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a certificate that clients rely on has a DSA key.
package struct DSAKey: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.dsa-key",
        title: "A certificate is for a DSA key",
        measures:
            "Whether the leaf or an intermediate has a DSA key.",
        scope: .address,
        levels: ["dsa"],
        references: ["FIPS 186-5", "CA/Browser Forum Baseline Requirements §6.1.5"],
        remedy:
            "Get a certificate for a P-256 key; clients of today refuse DSA."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        guard !chain.certificates.isEmpty else {
            return .notApplicable(because: "the chain served is empty")
        }
        guard let found = chain.links.first(where: { $0.keyType == "DSA" }) else { return .pass }
        return .fail(
            level: "dsa",
            seen: "\(chain.label(found))DSA of \(found.keyBits) bits",
            expected: "an EC or RSA key"
        )
    }
}
