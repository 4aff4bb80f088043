// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What WebFinger says of a resource: a JSON Resource Descriptor (RFC 7033 §4.4), read to a bound.
package struct WebFingerDescriptor: Hashable, Sendable {
    package static let longest = 65_536
    private static let most = 64

    /// Nil where it names none.
    package let subject: String?
    package let aliases: [String]
    /// Targets of the links that lead to a profile: `self`, and the relation for profile pages.
    package let profiles: [String]

    package static let profileRelations: Set<String> = ["self", "http://webfinger.net/rel/profile-page"]

    private struct Document: Decodable {
        struct Link: Decodable {
            let rel: String?
            let href: String?
        }

        let subject: String?
        let aliases: [String]?
        let links: [Link]?
    }

    /// Nil where it is no such descriptor, or longer than `longest` bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.longest,
            let document = try? JSONDecoder().decode(Document.self, from: Data(bytes))
        else { return nil }
        subject = document.subject.map { String($0.prefix(300)) }
        aliases = Self.bounded(document.aliases ?? [])
        profiles = Self.bounded(
            (document.links ?? []).filter { Self.profileRelations.contains($0.rel ?? "") }.compactMap(\.href)
        )
    }

    private static func bounded(_ texts: [String]) -> [String] {
        texts.prefix(most).map { String($0.prefix(300)) }
    }
}
