// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a certificate's version or serial number is not what RFC 5280 asks for.
package struct CertificateNotConformant: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.not-conformant",
        title: "The certificate breaks the rules for certificates",
        measures:
            "Version, and length and sign of the serial number; fewer than 64 bits count only under a public authority.",
        scope: .address,
        levels: ["serial", "version"],
        references: [
            "RFC 5280 §4.1.2.1", "RFC 5280 §4.1.2.2", "CA/Browser Forum Baseline Requirements §7.1",
        ],
        remedy:
            "Get a certificate of version 3 from an authority that numbers at random, with 64 bits or more."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        let links = chain.links
        guard !links.isEmpty else { return .notApplicable(because: "the chain served is empty") }
        if let old = links.first(where: { $0.version.map { $0 < 3 } ?? false }) {
            return .fail(
                level: "version",
                seen: "\(chain.label(old))version \(old.version ?? 0)",
                expected: "version 3"
            )
        }
        for link in links {
            let digits = link.serial.drop { $0 == "-" }
            let significant = digits.drop { $0 == "0" }.count
            let problem: String? =
                if link.serial.hasPrefix("-") || significant == 0 {
                    "a serial number that is not positive"
                } else if digits.count > 40 {
                    "a serial number of \(digits.count / 2) bytes"
                } else {
                    nil
                }
            if let problem {
                return .fail(level: "serial", seen: chain.label(link) + problem, expected: "1 to 20 bytes")
            }
        }
        let leaf = try served.leaf()
        guard try served.isPublic(), leaf.serial.count < 16 else { return .pass }
        return .fail(
            level: "serial",
            seen: "a serial number of \((leaf.serial.count + 1) / 2) bytes",
            expected: "64 random bits or more"
        )
    }
}
