// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where nobody is told whom to write to about a weakness.
package struct SecurityTextMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.security-txt-missing",
        title: "security.txt is missing",
        measures: "Whether a file lies at /.well-known/security.txt.",
        scope: .endpoint,
        levels: ["missing"],
        references: ["RFC 9116 §3"],
        remedy: "Publish /.well-known/security.txt with Contact and Expires."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let file = try view.securityText()
        guard file.body.isEmpty else { return .pass }
        return .fail(
            level: "missing",
            seen: file.status == 200 ? "a page that is no such file" : "HTTP \(file.status)",
            expected: "the file"
        )
    }
}
