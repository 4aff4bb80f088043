// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate is not for the name that clients ask for.
package struct NameMismatch: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.name-mismatch",
        title: "The certificate is for other names",
        measures:
            "Whether a DNS name or address of subjectAltName matches the name asked for; the subject "
            + "does not count.",
        scope: .address,
        levels: ["mismatch", "no-names"],
        references: ["RFC 9525 §6", "RFC 9110 §4.3.4"],
        remedy: "Get a certificate whose subjectAltName lists the host."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let leaf = try served.leaf()
        let match = try served.match()
        guard !match.matches else { return .pass }
        let commonName = leaf.commonName.map { ", only the common name \($0)" } ?? ""
        return .fail(
            level: leaf.names.isEmpty ? "no-names" : "mismatch",
            seen: leaf.names.isEmpty ? "no subjectAltName\(commonName)" : leaf.names.listed(),
            expected: match.serverName
        )
    }
}
