// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the page of a host of statements does not lead to corrections.
package struct CorrectionsUnlinked: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.corrections-unlinked",
        title: "No way to corrections is seen",
        measures:
            "Words for corrections, in several languages, in the text, labels and links of the page at / of a host of "
            + "statements; a heuristic that tells of their absence, not of a policy.",
        scope: .endpoint,
        levels: ["unlinked"],
        references: ["NIST SP 800-53r5 IR-7"],
        remedy: "Keep a dated page or feed of corrections, and link it from the first page."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        guard view.endpoint?.role == .statementHost else {
            return .notApplicable(because: "it is no host of statements")
        }
        let addresses = view.evidence.addresses(of: view.subject.name)
        guard !addresses.isEmpty else {
            throw view.evidence.reason(Question(CorrectionMarks.self), of: view.subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        var gaps: [Unestablished] = []
        for address in addresses {
            do throws(Unestablished) {
                _ = try WebView(of: address, in: view.evidence).document()
                let marks = try view.evidence.one(CorrectionMarks.self, of: address).fact
                guard marks.addresses.isEmpty, marks.words.isEmpty else { return .pass }
                guard let gap = marks.gap else { continue }
                throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
            } catch {
                gaps.append(error)
            }
        }
        if let gap = gaps.foremost { throw gap }
        return .fail(
            level: "unlinked",
            seen: "no word for corrections on the page at /",
            expected: "a link to corrections"
        )
    }
}
