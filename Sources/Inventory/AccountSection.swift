// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Account NAME]`: an official account, as the register has it.
enum AccountSection: SectionDefinition {
    static let platform = Key(
        "Platform",
        .oneOf(Account.Platform.self),
        isRequired: true,
        summary: "The platform that it is on; mastodon and bluesky stand for all that speak their protocols."
    )
    static let profile = Key(
        "Profile",
        .webAddress,
        isRequired: true,
        summary: "The address of its page on the platform."
    )
    static let handle = Key(
        "Handle",
        .word,
        summary: "Its name: @mfa@social.mfa.example at Mastodon, a host name such as mfa.example at Bluesky."
    )
    static let did = Key(
        "DID",
        .decentralizedIdentifier,
        summary: "Its identifier at Bluesky, which the handle's host must give."
    )
    static let owner = ListKey(
        "Owner",
        .text,
        summary:
            "Who has the means to use it, a list of mail addresses or roles; two, so that none locks it out."
    )
    static let mission = Key(
        "Mission",
        .identifier,
        summary: "The mission that it speaks for; without it the ministry as a whole."
    )
    static let endpoint = Key(
        "Endpoint",
        .identifier,
        isRequired: true,
        summary: "The listed website whose page should name it."
    )

    static let kind = SectionKind(
        "Account",
        .named(example: "mfa-mastodon"),
        keys: [
            platform.description, profile.description, handle.description, did.description,
            owner.description, mission.description, endpoint.description,
        ],
        summary:
            "An official account of the ministry; nothing is sent to its platform unless it is listed, too."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Account? {
        let id = reader.takeName(.identifier)
        let platform = reader.take(platform)
        let profile = reader.take(profile)
        let handle = readHandle(&reader, on: platform)
        let did = reader.take(did)
        let owners = reader.take(owner)
        let mission = reader.take(mission, in: context.missions)
        let endpoint = reader.take(endpoint, in: context.websites)
        if did != nil, let platform, platform != .bluesky {
            let message = "DID= belongs to Platform=bluesky, and this account is on \(platform.rawValue)"
            reader.report(.error, message, at: reader.span(of: Self.did.description))
        }
        guard let id, let platform, let profile, let endpoint else { return nil }
        if let earlier = context.earlierUse(of: "account \(profile.lowercased())", at: reader.section.header)
        {
            let message = "the same profile is registered already by the account at \(earlier)"
            reader.report(.error, message, at: reader.span(of: Self.profile.description))
        }
        return Account(
            id: id,
            platform: platform,
            profile: profile,
            handle: handle,
            did: did,
            owners: owners,
            mission: mission,
            endpoint: endpoint
        )
    }

    /// Without the `@` before it; in lower case where the platform's protocol says so.
    private static func readHandle(_ reader: inout SectionReader, on platform: Account.Platform?) -> String? {
        guard let text = reader.take(handle) else { return nil }
        let bare = text.hasPrefix("@") ? String(text.dropFirst()) : text
        let name: String?
        let expected: String
        switch platform {
        case .mastodon: (name, expected) = (fediverseName(bare), "a name such as @mfa@social.mfa.example")
        case .bluesky: (name, expected) = (try? domain(bare), "a host name such as mfa.example")
        default: (name, expected) = (bare.isEmpty ? nil : bare, "a name such as @mfa")
        }
        if name == nil {
            let message = "Handle: expected \(expected), found \(Display.quoted(text))"
            reader.report(.error, message, at: reader.span(of: handle.description))
        }
        return name
    }

    private static func domain(_ text: String) throws(ValueProblem) -> String {
        try ValueType<String>.domain.parse(text)
    }

    /// `user@host`; a user's name there has letters, digits and `._-`.
    private static func fediverseName(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let user = parts.first, let host = try? domain(String(parts[1])) else {
            return nil
        }
        let isRight =
            !user.isEmpty
            && user.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "._-".utf8.contains($0)
            }
        return isRight ? "\(user.lowercased())@\(host)" : nil
    }
}

extension ValueType where Value == String {
    /// An `https` address with a host and a path of printable ASCII.
    static let webAddress = ValueType(
        expects: "an address such as https://social.mfa.example/@mfa",
        parseOrNil: { text in
            guard text.hasPrefix("https://"), text.utf8.count <= 300,
                text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { return nil }
            let host = text.dropFirst(8).prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
            return (try? ValueType<String>.domain.parse(String(host))) == nil ? nil : text
        },
        render: { $0 }
    )

    /// Of the methods that atproto has: `did:plc` and `did:web`.
    static let decentralizedIdentifier = ValueType(
        expects: "an identifier such as did:plc:ewvi7nxzyoun6zhxrhs64oiz",
        parseOrNil: { text in
            if text.hasPrefix("did:plc:") {
                let name = text.dropFirst(8)
                let isRight =
                    name.utf8.count == 24
                    && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) }
                return isRight ? text : nil
            }
            guard text.hasPrefix("did:web:") else { return nil }
            return (try? ValueType<String>.domain.parse(String(text.dropFirst(8)))).map { "did:web:\($0)" }
        },
        render: { $0 }
    )
}
