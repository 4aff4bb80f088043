// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where names that may be taken for the domain are in use by others.
package struct LookAlikesInUse: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.look-alikes",
        title: "Names that look like the domain are in use",
        measures:
            "Look-alikes of the domain that have an address or take mail, by DNS alone; looked for where LookAlikes= says so.",
        scope: .domain,
        levels: ["with-address", "with-mail"],
        references: ["RFC 5890 §4.4"],
        remedy: "See who has the name; take it down or register it, or list it in LookAlikeKnown=."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard view.listed?.lookAlikes != nil else {
            return .notTested(because: "LookAlikes= does not ask for it")
        }
        let names = try view.evidence.one(LookAlikeNames.self, of: view.subject).fact
        let hits = names.hits.filter { $0.takesMail || $0.hasAddress }
        guard let worst = hits.first else {
            guard names.unansweredCount > 0 else { return .pass }
            throw Unestablished(
                phase: .resolve,
                reason: "\(names.unansweredCount) of \(names.asked) look-alikes were not answered for",
                attempts: 1
            )
        }
        let listed = hits.map { hit in
            let shown = hit.shown == hit.name ? "" : ", \(hit.shown)"
            return "\(hit.name)\(shown) (\(hit.records.joined(separator: ", ")))"
        }.listed()
        let rest = names.unansweredCount == 0 ? "" : ", \(names.unansweredCount) not answered for"
        return .fail(
            level: worst.takesMail ? "with-mail" : "with-address",
            seen: "\(listed); \(names.asked) of \(names.generated) names asked\(rest)",
            expected: "none but known ones"
        )
    }
}
