// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where any certification authority may issue for the domain.
package struct CAAMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.caa-missing",
        title: "No CAA record limits who may issue",
        measures: "The CAA records nearest to the domain, going up (RFC 8659 §3).",
        scope: .domain,
        levels: ["missing", "malformed"],
        references: ["RFC 8659 §3", "RFC 8659 §4"],
        remedy: "Publish CAA records with the authorities that you use, and issue \";\" where none may."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let found = try view.authorisations()
        guard !found.records.isEmpty || found.malformed > 0 else {
            return .fail(
                level: "missing",
                seen: "no CAA record at \(view.domain) or above",
                expected: "CAA records with issue"
            )
        }
        let unknown = found.records.filter { $0.isCritical && !Self.tags.contains($0.tag) }.map(\.tag)
        guard found.malformed == 0, unknown.isEmpty else {
            let words =
                unknown.isEmpty
                ? "records that cannot be read" : "critical tags that nobody knows: " + unknown.listed()
            return .fail(
                level: "malformed",
                seen: "\(found.name): \(words)",
                expected: "records that authorities can read"
            )
        }
        guard found.records.contains(where: { $0.tag == "issue" }) else {
            return .fail(
                level: "missing",
                seen: "\(found.name) has CAA records and none with issue",
                expected: "a record with issue"
            )
        }
        return .pass
    }

    /// RFC 8659 §4, RFC 9495.
    private static let tags: Set<String> = [
        "issue", "issuewild", "iodef", "issuemail", "contactemail", "contactphone",
    ]
}
