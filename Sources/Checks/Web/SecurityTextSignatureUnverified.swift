// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the signature of security.txt is not what the operator's keys promise.
package struct SecurityTextSignatureUnverified: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.security-txt-signature",
        title: "The signature of security.txt does not hold",
        measures:
            "The OpenPGP signature of the file, by the keys of SecurityTxtKey=; without such keys, and for keys of "
            + "others, nothing is said of it.",
        scope: .endpoint,
        levels: ["unsigned", "unusable", "lapsed", "bad"],
        references: ["RFC 9116 §2.3", "RFC 9580 §7"],
        remedy:
            "Sign the file anew after each change (gpg --clearsign) with a key of SecurityTxtKey=; where nobody changed "
            + "it, find out who did."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let file = try view.securityText()
        guard !file.body.isEmpty else {
            return .notApplicable(because: "there is none: see web.security-txt-missing")
        }
        let signature = try view.evidence.one(SecurityTextSignature.self, of: view.subject).fact
        guard !signature.listed.isEmpty else {
            guard signature.state != .unsigned else {
                return .notApplicable(because: "it is not signed, which RFC 9116 §2.3 recommends")
            }
            return .notTested(because: "SecurityTxtKey= names no key by which to verify its signature")
        }
        switch signature.state {
        case .unsigned:
            return .fail(level: "unsigned", seen: "no signature", expected: "one by a key of SecurityTxtKey=")
        case .malformed: return Self.unusable("it is broken: \(signature.reason ?? "it cannot be read")")
        case .weak: return Self.unusable("it is made with \(signature.hash ?? "a weak hash")")
        case .unsupported: throw Self.open("it is not verified here: \(signature.reason ?? "its kind")")
        case .unlisted: throw Self.open(Self.stranger(signature))
        case .bad:
            return .fail(
                level: "bad",
                seen: "\(signature.signer?.fingerprint ?? "the key") did not sign this text",
                expected: "the text that was signed"
            )
        case .good: return try Self.verdict(onGood: signature, at: now)
        }
    }

    /// A listed key made it; whether it counts is a matter of time.
    private static func verdict(onGood signature: SecurityTextSignature, at now: Date) throws(Unestablished)
        -> Verdict
    {
        let key = signature.signer?.fingerprint ?? "the key"
        if let revoked = signature.signer?.revoked {
            return lapsed("\(key), revoked on \(CalendarDay(revoked))")
        }
        if let end = signature.expires, end <= now {
            return lapsed("the signature expired on \(CalendarDay(end))")
        }
        if let end = signature.signer?.expires, end <= now {
            // Owners put the end off, which the operator's copy may not know yet.
            throw open("\(key) expired on \(CalendarDay(end)), as the file of SecurityTxtKey= has it")
        }
        if let made = signature.made, made > now.addingTimeInterval(86_400) {
            throw open("it is dated \(CalendarDay(made)), a day to come")
        }
        return .pass
    }

    private static func unusable(_ words: String) -> Verdict {
        .fail(level: "unusable", seen: words, expected: "a signature that can be verified")
    }

    private static func lapsed(_ words: String) -> Verdict {
        .fail(level: "lapsed", seen: words, expected: "a signature by a key in force")
    }

    private static func stranger(_ signature: SecurityTextSignature) -> String {
        let issuer = signature.issuer.map { "by \($0), which" } ?? "by a key that"
        let reason = signature.reason.map { ": \($0)" } ?? ""
        return "it is \(issuer) SecurityTxtKey= does not vouch for\(reason)"
    }

    private static func open(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}
