// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate was not issued for servers.
package struct KeyUsageUnfit: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.key-usage",
        title: "The certificate is not meant for servers",
        measures:
            "Whether the leaf certificate's key usage has digitalSignature, keyEncipherment or keyAgreement, "
            + "its extended key usage serverAuth, and whether it is an authority.",
        scope: .address,
        levels: ["unfit"],
        references: [
            "RFC 5280 §4.2.1.3", "RFC 5280 §4.2.1.12", "CA/Browser Forum Baseline Requirements §7.1.2.7",
        ],
        remedy: "Get an end-entity certificate with extendedKeyUsage serverAuth."
    )

    /// OpenSSL's short and long names of id-kp-serverAuth and anyExtendedKeyUsage, and their numbers.
    private static let servers: Set<String> = [
        "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1",
        "anyExtendedKeyUsage", "Any Extended Key Usage", "2.5.29.37.0",
    ]

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let leaf = try served.leaf()
        guard !leaf.isAuthority else {
            return .fail(
                level: "unfit",
                seen: "a certificate authority's own",
                expected: "an end-entity certificate"
            )
        }
        let usages = leaf.extendedKeyUsage
        guard usages.isEmpty || usages.contains(where: Self.servers.contains) else {
            return .fail(level: "unfit", seen: usages.listed(), expected: "serverAuth")
        }
        let uses: Set = ["digitalSignature", "keyEncipherment", "keyAgreement"]
        guard leaf.keyUsage.isEmpty || leaf.keyUsage.contains(where: uses.contains) else {
            return .fail(level: "unfit", seen: leaf.keyUsage.listed(), expected: "digitalSignature")
        }
        return .pass
    }
}
