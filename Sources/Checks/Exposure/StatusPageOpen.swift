// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where anybody sees what operators see.
package struct StatusPageOpen: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.status-page",
        title: "Pages for operators are open",
        measures:
            "Pages and logs that servers and frameworks make about themselves, known by their content; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["settings", "requests"],
        references: ["CWE-497", "NIST SP 800-53r5 CM-7"],
        remedy: "Turn such pages off, or let addresses of operators alone reach them."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        try view.verdict(
            on: .statusPage,
            levels: [
                ("settings", [.serverInfo, .phpInfo, .databaseConsole, .springSettings, .debugLog]),
                ("requests", [.serverStatus, .errorLog, .requestLog]),
            ],
            expected: "none of the paths that were asked for"
        )
    }
}
