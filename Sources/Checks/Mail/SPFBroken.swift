// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where receivers cannot evaluate the SPF record, or not within their limits.
package struct SPFBroken: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.spf-broken",
        title: "The SPF record does not work",
        measures:
            "Records, syntax, terms that cause questions (10 at most), names without records (2 at most), includes and ptr, with all that the record leads to.",
        scope: .domain,
        levels: ["pointers", "voids", "includes", "lookups", "syntax"],
        references: ["RFC 7208 §4.5", "RFC 7208 §4.6.4", "RFC 7208 §5.5"],
        remedy: "Mend the record; replace includes of services that are no longer used, and ptr by addresses."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let survey = try view.survey()
        guard survey.records > 0 else { return .notApplicable(because: "there is no SPF record") }
        if let problem = survey.problem {
            return .fail(level: "syntax", seen: problem, expected: "one sound record")
        }
        guard survey.lookups <= SPFEvaluation.mostLookups else {
            return .fail(
                level: "lookups",
                seen: "\(survey.lookups) terms cause questions",
                expected: "at most \(SPFEvaluation.mostLookups)"
            )
        }
        guard survey.troubles.isEmpty else {
            let words = survey.troubles.map { "\($0.domain) \($0.detail)" }
            return .fail(
                level: "includes",
                seen: words.listed(),
                expected: "includes with one sound record each"
            )
        }
        guard survey.voids.count <= SPFEvaluation.mostVoidLookups else {
            let names = survey.voids.map(\.description).listed()
            return .fail(
                level: "voids",
                seen: "no record at \(names)",
                expected: "at most \(SPFEvaluation.mostVoidLookups) such names"
            )
        }
        if survey.usesPointers {
            return .fail(level: "pointers", seen: "the mechanism ptr", expected: "no ptr")
        }
        if let (name, reason) = survey.unknown.min(by: { $0.key < $1.key }) {
            return .unknown(
                because: Unestablished(phase: .resolve, reason: "\(name): \(reason)", attempts: 1)
            )
        }
        return .pass
    }
}
