// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the leaf certificate is not for the name that clients ask for.
package struct NameMismatch: Check {
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

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package let names: [String]
        package let match: ServerNameMatch
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        Input(
            names: try evidence.servedLeaf(of: subject).names,
            match: try evidence.one(ServerNameMatch.self, CertificateChain.served, of: subject).fact
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard !input.match.matches else { return .pass }
        return .fail(
            level: input.names.isEmpty ? "no-names" : "mismatch",
            seen: input.names.isEmpty ? "no subjectAltName" : input.names.listed(),
            expected: input.match.serverName
        )
    }
}
