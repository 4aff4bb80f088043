// SPDX-License-Identifier: Apache-2.0
package import DNSWire

/// Where reports are to go (RFC 9990 §3, RFC 8460 §3).
package struct ReportURI: Hashable, Sendable {
    package enum Scheme: String, Hashable, Sendable { case mailto, https }

    package let scheme: Scheme
    /// The whole URI, without the size that older records put behind it.
    package let text: String
    /// Of the mail address or the web server.
    package let host: DNSName
    /// Whether `!size` stood behind, which RFC 9989 no longer has.
    package let hasSizeLimit: Bool

    /// Nil unless the text is a mailto: or https: URI with a host.
    package init?(_ text: String) {
        let trimmed = text.trimmingPrefix { $0 == " " || $0 == "\t" }
        let whole = String(trimmed.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        guard let colon = whole.firstIndex(of: ":"),
            let scheme = Scheme(rawValue: whole[..<colon].lowercased())
        else { return nil }
        var rest = whole[whole.index(after: colon)...]
        hasSizeLimit = scheme == .mailto && rest.contains("!")
        if hasSizeLimit { rest = rest.prefix { $0 != "!" } }
        let authority: Substring
        switch scheme {
        case .mailto:
            let address = rest.prefix { $0 != "?" }
            guard let at = address.lastIndex(of: "@"), at != address.startIndex else { return nil }
            authority = address[address.index(after: at)...]
        case .https:
            guard rest.hasPrefix("//") else { return nil }
            let whole = rest.dropFirst(2).prefix { !"/?#".contains($0) }
            let host = whole.lastIndex(of: "@").map { whole[whole.index(after: $0)...] } ?? whole
            authority = host.prefix { $0 != ":" }
        }
        guard !authority.isEmpty, authority.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let host = DNSName(String(authority)), !host.isRoot
        else { return nil }
        self.scheme = scheme
        self.host = host
        self.text = "\(whole[..<colon]):\(rest)"
    }

    /// The sound ones of a comma-separated list, and how many parts are none.
    package static func list(in text: String) -> (uris: [ReportURI], unusable: Int) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let uris = parts.compactMap { ReportURI(String($0)) }
        return (uris, parts.count - uris.count)
    }
}
