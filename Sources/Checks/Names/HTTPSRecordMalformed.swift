// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where the HTTPS records of a site cannot be followed.
package struct HTTPSRecordMalformed: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.https-record-malformed",
        title: "HTTPS records cannot be followed",
        measures:
            "The HTTPS records of the domain, of www and of listed sites, and of the names that their aliases lead to.",
        scope: .domain,
        levels: ["ambiguous", "malformed"],
        references: ["RFC 9460 §2.2", "RFC 9460 §2.4.1", "RFC 9460 §8"],
        remedy: "Publish one alias or only services at a name, with parameters as RFC 9460 writes them."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        var gaps: [Unestablished] = []
        let found = view.bindings(&gaps).filter(\.isThere)
        var malformed: [String] = []
        var ambiguous: [String] = []
        for records in found {
            switch records.end {
            case .malformed(let why): malformed.append(why)
            case .ambiguous(let why): ambiguous.append(why)
            default: continue
            }
        }
        guard malformed.isEmpty else {
            return .fail(
                level: "malformed",
                seen: malformed.listed(separator: "; "),
                expected: "records that clients do not refuse"
            )
        }
        guard ambiguous.isEmpty else {
            return .fail(
                level: "ambiguous",
                seen: ambiguous.listed(separator: "; "),
                expected: "one alias that leads to services, or services alone"
            )
        }
        if let gap = gaps.foremost { return .withheld(because: gap) }
        return found.isEmpty ? .notApplicable(because: "there is no HTTPS record") : .pass
    }
}
