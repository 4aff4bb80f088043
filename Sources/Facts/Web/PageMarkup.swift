// SPDX-License-Identifier: Apache-2.0

/// What a page's markup loads, sends to and declares; what scripts add is not seen.
package struct PageMarkup: Codable, Hashable, Sendable {
    /// A script with an address.
    package struct Script: Codable, Hashable, Sendable {
        /// As written, without its query.
        package let source: String
        /// Nil where that is no address.
        package let address: String?
        package let hasIntegrity: Bool

        package init(source: String, address: String?, hasIntegrity: Bool) {
            self.source = source
            self.address = address
            self.hasIntegrity = hasIntegrity
        }
    }

    /// An origin that the page names, and what for.
    package struct Origin: Codable, Hashable, Sendable {
        /// `https://host:port`.
        package let origin: String
        /// `active`, `passive` or `form`; sorted.
        package let uses: [String]

        package init(origin: String, uses: [String]) {
            self.origin = origin
            self.uses = uses.sorted()
        }
    }

    /// Something loaded from, or sent to, an `http://` address.
    package struct Insecure: Codable, Hashable, Sendable {
        /// Without its query.
        package let address: String
        /// `active`, `passive` or `form`.
        package let use: String
        /// Element and attribute: `img src`.
        package let place: String

        package init(address: String, use: String, place: String) {
            self.address = address
            self.use = use
            self.place = place
        }
    }

    /// At most 64 of each, sorted; the worst uses and the scripts of others first.
    package static let most = 64

    package let scripts: [Script]
    package let hasInlineScripts: Bool
    /// Other than the page's own.
    package let origins: [Origin]
    package let insecure: [Insecure]
    /// `meta[http-equiv=content-security-policy]`, nonces left out.
    package let securityPolicies: [String]
    /// `meta[name=referrer]`.
    package let referrerPolicies: [String]

    package init(
        scripts: [Script] = [],
        hasInlineScripts: Bool = false,
        origins: [Origin] = [],
        insecure: [Insecure] = [],
        securityPolicies: [String] = [],
        referrerPolicies: [String] = []
    ) {
        self.scripts = Array(Set(scripts).sorted { Self.key($0) < Self.key($1) }.prefix(Self.most))
        self.hasInlineScripts = hasInlineScripts
        self.origins = Array(origins.sorted { $0.origin < $1.origin }.prefix(Self.most))
        self.insecure = Array(Set(insecure).sorted { Self.key($0) < Self.key($1) }.prefix(Self.most))
        self.securityPolicies = securityPolicies
        self.referrerPolicies = referrerPolicies
    }

    /// Those that name a host come first, as the others are the page's own.
    private static func key(_ script: Script) -> String {
        "\(script.source.contains("//") ? 0 : 1) \(script.source) \(script.hasIntegrity)"
    }

    private static func key(_ one: Insecure) -> String { "\(one.use) \(one.address) \(one.place)" }
}
