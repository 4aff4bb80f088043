// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import WebPolicy

/// Fields without what differs from visit to visit.
enum PolicyText {
    /// Nonces are taken out, and the queries of addresses for reports.
    static func stable(_ text: String) -> String {
        var out = ""
        var rest = text[...]
        while let start = rest.range(of: "'nonce-") {
            out += rest[..<start.upperBound]
            rest = rest[start.upperBound...]
            rest = rest[(rest.firstIndex { $0 == "'" || $0 == " " || $0 == ";" } ?? rest.endIndex)...]
        }
        out += rest
        let words = out.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard word.contains("://"), let mark = word.firstIndex(of: "?") else { return String(word) }
            let end = word.last == ";" || word.last == "," ? String(word.suffix(1)) : ""
            return word[..<mark] + end
        }
        return String(words.joined(separator: " ").prefix(8_192))
    }
}

/// `Set-Cookie` without its value.
enum CookieText {
    /// Nil where browsers ignore it.
    static func stable(_ field: String, at now: Date) -> String? {
        guard let cookie = SetCookie(field) else { return nil }
        var parts = ["\(cookie.name.prefix(128))="]
        if let domain = cookie.domain { parts.append("Domain=\(domain)") }
        if let path = cookie.path { parts.append("Path=\(path)") }
        if let lifetime = cookie.lifetime(at: now) {
            let days = max(-36_500, min(36_500, (lifetime / 86_400).rounded()))
            // What lives for less than half a day lives for a second of it all the same.
            parts.append("Max-Age=\(lifetime > 0 && days == 0 ? 1 : Int(days) * 86_400)")
        }
        if cookie.isSecure { parts.append("Secure") }
        if cookie.isHTTPOnly { parts.append("HttpOnly") }
        switch cookie.sameSite {
        case .strict: parts.append("SameSite=Strict")
        case .lax: parts.append("SameSite=Lax")
        case .some(.none): parts.append("SameSite=None")
        case .other(let text): parts.append("SameSite=\(text.prefix(32))")
        case nil: break
        }
        if cookie.isPartitioned { parts.append("Partitioned") }
        return parts.joined(separator: "; ")
    }
}
