// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where security.txt cannot be relied on.
package struct SecurityTextBroken: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.security-txt-broken",
        title: "security.txt is broken",
        measures:
            "The rules of RFC 9116, among them its end and the shape of its signature; whether that holds, "
            + "web.security-txt-signature says.",
        scope: .endpoint,
        levels: ["imperfect", "broken", "expired"],
        references: ["RFC 9116 §2"],
        remedy:
            "Keep Contact and one Expires of less than a year ahead; serve it as text/plain; "
            + "charset=utf-8."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let file = try view.securityText()
        guard !file.body.isEmpty else {
            return .notApplicable(because: "there is none: see web.security-txt-missing")
        }
        let text = SecurityTxt(Array(file.body.utf8), foundAt: file.addresses)
        if let expires = text.expires, expires <= now {
            return .fail(
                level: "expired",
                seen: "Expires: \(expires.formatted(.iso8601))",
                expected: "a day to come"
            )
        }
        let isBroken = text.problems.contains(where: Self.isGrave) || !file.isUTF8
        var words = text.problems.map(\.rawValue) + (file.isUTF8 ? [] : ["not-utf-8"])
        if file.mediaType != "text/plain" { words.append("media type \(file.mediaType ?? "none")") }
        if let charset = file.charset, charset != "utf-8" { words.append("charset \(charset)") }
        if let expires = text.expires, expires > now.addingTimeInterval(398 * 86_400) {
            words.append("it expires more than a year ahead")
        }
        guard words.isEmpty else {
            return .fail(level: isBroken ? "broken" : "imperfect", seen: words.listed(), expected: "RFC 9116")
        }
        return .pass
    }

    /// Whether readers may not be able to use the file.
    private static func isGrave(_ problem: SecurityTxt.Problem) -> Bool {
        switch problem {
        case .notUTF8, .malformedLine, .noContact, .contactNoURI, .noExpires, .severalExpires,
            .invalidExpires,
            .brokenSignature:
            true
        case .byteOrderMark, .lineEnding, .contactNotHTTPS, .severalLanguages, .invalidLanguage,
            .addressNotHTTPS, .notCanonical:
            false
        }
    }
}
