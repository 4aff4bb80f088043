// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where passwords or private keys can be fetched.
package struct SecretsExposed: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.secrets",
        title: "Secrets lie open",
        measures:
            "Files of settings with passwords and private keys, known by their content; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["settings", "key"],
        references: ["CWE-538", "CWE-312", "NIST SP 800-53r5 IA-5(7)"],
        remedy: "Take the file away, and replace every password and key in it: it has been read."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        try view.verdict(
            on: .secrets,
            levels: [
                (
                    "settings",
                    [
                        .environment, .databaseSettings, .transferSettings, .phpSource, .webSettings,
                        .passwordList,
                        .transferSites,
                    ]
                ), ("key", [.privateKey, .cloudKeys, .registryToken, .gitPasswords]),
            ],
            expected: "none of the paths that were asked for"
        )
    }
}
