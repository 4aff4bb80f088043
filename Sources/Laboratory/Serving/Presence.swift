// SPDX-License-Identifier: Apache-2.0

/// An official account and the two sites that speak of it; as it is made, both agree.
struct Presence: Hashable, Sendable {
    /// Which of the two this one is.
    enum Side: Hashable, Sendable { case site, platform }

    typealias Document = (type: String, text: String)

    let side: Side
    let site: String
    let platform: String
    /// The account on the platform.
    var user = "mfa"
    /// What WebFinger names; the account itself where all is well.
    var namedUser = "mfa"
    /// Whether this side links to the other with rel=me.
    var linksAcross = true
    /// Accounts that nobody has heard of, linked as well.
    var strangers: [String] = []
    /// Hosts that trust.txt names as the site's own; empty for no trust.txt.
    var controlled: [String]

    init(_ side: Side, site: String, platform: String) {
        (self.side, self.site, self.platform) = (side, site, platform)
        controlled = [site]
    }

    /// What the page at / has.
    func links(port: String) -> String {
        guard side == .site else { return "" }
        let own = linksAcross ? [profile(user, port: port)] : []
        return (own + strangers).map(Self.link).joined()
    }

    func document(at path: String, port: String) -> Document? {
        switch (side, path.prefix { $0 != "?" }) {
        case (.site, "/trust.txt") where !controlled.isEmpty:
            return ("text/plain", controlled.map { "control=https://\($0)/\n" }.joined())
        case (.platform, "/@\(user)"):
            return (
                "text/html; charset=utf-8",
                """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>@\(user)</title></head>
                <body><h1>@\(user)</h1>\(linksAcross ? Self.link("https://\(site):\(port)/") : "")</body>
                </html>

                """
            )
        case (.platform, "/.well-known/webfinger"):
            let page = profile(namedUser, port: port)
            return (
                "application/jrd+json",
                """
                {"subject": "acct:\(user)@\(platform)", "links": [
                {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": "\(page)"}]}

                """
            )
        default: return nil
        }
    }

    private func profile(_ user: String, port: String) -> String { "https://\(platform):\(port)/@\(user)" }

    private static func link(_ target: String) -> String { "<a rel=\"me\" href=\"\(target)\">\(target)</a>" }
}
