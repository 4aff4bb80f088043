// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import HTTPWire

/// Marks of a page that asks its visitor to prove that it is no robot: what lies behind is not seen, and is not refused.
package enum BotChallenge {
    /// Of the content, in bytes; such pages are short.
    private static let longest = 65_536

    /// Fields that say so, with what their value begins with; by the documentation of Cloudflare and AWS WAF.
    private static let fields = [
        ("cf-mitigated", "challenge"), ("x-amzn-waf-action", "challenge"), ("x-amzn-waf-action", "captcha"),
    ]

    /// Pieces of the scripts and forms that do so.
    private static let pieces = [
        "/cdn-cgi/challenge-platform/", "cf-browser-verification", "challenges.cloudflare.com",
        "_Incapsula_Resource", "captcha-delivery.com", "awsWafCookieDomainList", "hcaptcha.com/1/api.js",
        "recaptcha/api.js", "px-captcha", "ddos-guard/js-challenge", "anubis_challenge",
    ]

    /// What marks it; nil where nothing does.
    ///
    /// A form with a riddle on a page that answers 200 is no challenge.
    package static func mark(of head: HTTPHead, _ content: some Collection<UInt8>) -> String? {
        for (name, value) in fields
        where head.values(of: name).contains(where: { $0.lowercased().hasPrefix(value) }) {
            return "\(name): \(value)"
        }
        guard [401, 403, 405, 429, 503].contains(head.status) else { return nil }
        let text = String(decoding: content.prefix(longest), as: UTF8.self)
        return pieces.first { text.contains($0) }
    }
}
