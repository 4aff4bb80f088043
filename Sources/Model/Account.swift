// SPDX-License-Identifier: Apache-2.0

/// An official account of the ministry, on a platform of others or on its own.
package struct Account: Hashable, Codable, Sendable {
    package enum Platform: String, Codable, Sendable, CaseIterable {
        /// Mastodon, and whatever else speaks ActivityPub and WebFinger.
        case mastodon
        /// Bluesky, and whatever else speaks atproto.
        case bluesky
        case x, facebook, instagram, threads, youtube, linkedin, telegram, whatsapp, tiktok, weibo, wechat, vk
        case other
    }

    /// The section name, unique in the estate.
    package let id: String
    package let platform: Platform
    /// The address of its page, `https://social.example/@mfa`.
    package let profile: String
    /// `mfa@social.example` for Mastodon, a domain for Bluesky, else as the platform has it; nil where nobody said.
    package let handle: String?
    /// Its decentralized identifier at Bluesky (W3C DID Core §3.1); nil where nobody said.
    package let did: String?
    /// Who has the means to use it; empty where nobody said.
    package let owners: [String]
    package let mission: String?
    /// The id of the endpoint whose page should name it.
    package let endpoint: String

    package init(
        id: String,
        platform: Platform,
        profile: String,
        handle: String? = nil,
        did: String? = nil,
        owners: [String] = [],
        mission: String? = nil,
        endpoint: String
    ) {
        self.id = id
        self.platform = platform
        self.profile = profile
        self.handle = handle
        self.did = did
        self.owners = owners
        self.mission = mission
        self.endpoint = endpoint
    }

    /// What WebFinger is asked for, `acct:mfa@social.example` (RFC 7565 §3), and the host that answers for it.
    ///
    /// Nil where there is no such handle.
    package var webFinger: (resource: String, host: String)? {
        guard platform == .mastodon, let handle, let at = handle.lastIndex(of: "@") else { return nil }
        return ("acct:\(handle)", String(handle[handle.index(after: at)...]))
    }

    /// The host name that is its handle at Bluesky; nil for other platforms.
    package var handleHost: String? { platform == .bluesky ? handle : nil }
}

extension Endpoint {
    /// Whether it answers for a host over HTTPS.
    package func serves(_ host: String) -> Bool {
        service == .https && (self.host == host || referenceName == host)
    }
}
