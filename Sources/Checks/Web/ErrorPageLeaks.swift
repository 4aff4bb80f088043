// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where pages of errors tell of what runs behind them.
package struct ErrorPageLeaks: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.error-page-leaks",
        title: "Pages of errors tell too much",
        measures: "The page that comes where there is none: traces of calls, words of databases, versions.",
        scope: .endpoint,
        levels: ["version", "trace"],
        references: ["NIST SP 800-53r5 SI-11", "CWE-209"],
        remedy: "Show a page of the site's own for errors, and turn debugging off."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.evidence.one(ErrorPage.self, of: view.subject).fact
        guard page.traces.isEmpty else {
            let seen = page.traces.map(\.rawValue).listed()
            return .fail(level: "trace", seen: "\(page.path) shows a trace (\(seen))", expected: "no trace")
        }
        guard page.software.isEmpty else {
            return .fail(
                level: "version",
                seen: "\(page.path) names \(page.software.listed())",
                expected: "no version"
            )
        }
        return .pass
    }
}
