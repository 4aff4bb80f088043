// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where answers say which version of which software gives them.
package struct VersionDisclosed: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.version-disclosed",
        title: "Versions of software are disclosed",
        measures: "Fields and the generator element that name software with a version.",
        scope: .address,
        levels: ["disclosed"],
        references: ["NIST SP 800-53r5 SI-11", "CWE-200"],
        remedy:
            "Turn banners off (nginx: server_tokens off; Apache: ServerTokens Prod; PHP: "
            + "expose_php off)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let software = try view.answer().software.filter(Self.hasVersion)
        guard software.isEmpty else {
            return .fail(level: "disclosed", seen: software.listed(), expected: "no version")
        }
        return .pass
    }

    /// A digit behind a slash or a space, or digits with a point between.
    private static func hasVersion(_ text: String) -> Bool {
        let value = Array(text.drop { $0 != ":" }.dropFirst(2))
        return value.indices.dropFirst().contains { index in
            guard value[index].isNumber else { return false }
            let before = value[index - 1]
            let isBehindPoint = before == "." && index > 1 && value[index - 2].isNumber
            return before == "/" || before == " " || isBehindPoint
        }
    }
}
