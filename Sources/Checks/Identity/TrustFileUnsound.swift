// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import HTTPWire
package import Model

/// Fails where a host of statements does not say, in a form that machines read, whose it is, or says it wrongly.
package struct TrustFileUnsound: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.trust-file-unsound",
        title: "trust.txt is missing or names hosts that nobody listed",
        measures:
            "Whether a host of statements has a trust.txt, and whether what it names as control= or controlledby= lies "
            + "in the listed estate.",
        scope: .endpoint,
        levels: ["missing", "unlisted"],
        references: ["draft-org-trust-relationship-protocol-00 §4"],
        remedy:
            "Publish trust.txt with the sites and accounts that are the ministry's own, and list those sites here."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        guard view.endpoint?.role == .statementHost else {
            return .notApplicable(because: "it is no host of statements")
        }
        guard let file = try view.trustFile(), !file.entries.isEmpty else {
            return .fail(level: "missing", seen: "no trust.txt", expected: "trust.txt at its known place")
        }
        let named = file.values(of: "control") + file.values(of: "controlledby")
        let strangers = named.filter { !view.isOfEstate(Self.host($0)) }
        guard strangers.isEmpty else {
            return .fail(
                level: "unlisted",
                seen: strangers.listed(),
                expected: "sites of the listed estate"
            )
        }
        return .pass
    }

    /// Of an address, or of a bare host name, which the draft does not have and files do.
    private static func host(_ text: String) -> String {
        if let url = WebURL(text), url.isWeb { return url.host }
        return WebURL("https://\(text)")?.host ?? text
    }
}
