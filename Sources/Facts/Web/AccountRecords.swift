// SPDX-License-Identifier: Apache-2.0

/// What a host says of an account by WebFinger (RFC 7033).
package struct WebFingerAnswer: Fact {
    package static let kind = FactKind("web.webfinger", version: 1)

    /// What was asked about: `acct:mfa@mfa.example`.
    package let resource: String
    package let status: Int
    /// Where the answer redirects to, which was not followed; without its query.
    package let leadsTo: String?
    /// Aliases and profiles of the descriptor, sorted; nil where what came is none.
    package let profiles: [String]?

    package var aspect: String { resource }

    package init(resource: String, status: Int, leadsTo: String? = nil, profiles: [String]? = nil) {
        self.resource = resource
        self.status = status
        self.leadsTo = leadsTo
        self.profiles = profiles.map { Array(Set($0)).sorted() }
    }
}

/// What a host says at `/.well-known/atproto-did` (atproto, Handle §Handle Resolution).
package struct HandleIdentifier: Fact {
    package static let kind = FactKind("web.atproto-did", version: 1)

    package let status: Int
    /// Nil where what came is no identifier.
    package let identifier: String?

    package init(status: Int, identifier: String? = nil) {
        self.status = status
        self.identifier = identifier
    }
}

/// What the page of an account, on a host that is listed, says that it is the same as.
package struct AccountPage: Fact {
    package static let kind = FactKind("web.account-page", version: 1)

    /// As the register has it.
    package let profile: String
    package let status: Int
    /// Targets of `rel=me`, sorted; nil where what came is no page.
    package let links: [String]?
    /// Why there may be more of them; nil where these are all.
    package let gap: String?

    package var aspect: String { profile }

    package init(profile: String, status: Int, links: [String]? = nil, gap: String? = nil) {
        self.profile = profile
        self.status = status
        self.links = links.map { Array(Set($0).sorted().prefix(ProfileLinks.most)) }
        self.gap = gap
    }
}
