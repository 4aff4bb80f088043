// SPDX-License-Identifier: Apache-2.0
package import HTTPWire

/// The address of an account's page, told from others as platforms tell them: leniently, so that no account is taken
/// for another's because its address was written in another way.
package struct ProfileAddress: Hashable, Sendable {
    private let text: String

    package init(_ url: WebURL) {
        var host = url.host
        for prefix in ["www.", "m.", "mobile."] where host.hasPrefix(prefix) && host.count > prefix.count + 3
        {
            host = String(host.dropFirst(prefix.count))
            break
        }
        host = Self.sameHosts[host] ?? host
        var segments = url.path.lowercased().split(separator: "/").map(String.init)
        // Mastodon has two addresses for a profile.
        if segments.count == 2, segments[0] == "users" { segments = ["@\(segments[1])"] }
        // Queries say where a visitor comes from, but for pages that are known by number alone.
        let number = segments == ["profile.php"] ? url.query.map { "?\($0)" } : nil
        text = ([host] + segments).joined(separator: "/") + (number ?? "")
    }

    /// Nil where the text is no address of the web.
    package init?(_ text: String) {
        guard let url = WebURL(text), url.isWeb else { return nil }
        self.init(url)
    }

    private static let sameHosts = [
        "twitter.com": "x.com", "fb.com": "facebook.com", "telegram.me": "t.me", "threads.com": "threads.net",
        "instagr.am": "instagram.com", "vkontakte.ru": "vk.com",
    ]
}
