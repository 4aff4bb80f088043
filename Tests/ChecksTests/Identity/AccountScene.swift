// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model

extension Account {
    static let mastodon = Account(
        id: "mastodon",
        platform: .mastodon,
        profile: "https://social.mfa.example/@mfa",
        handle: "mfa@mfa.example",
        endpoint: "www"
    )
    static let bluesky = Account(
        id: "bluesky",
        platform: .bluesky,
        profile: "https://bsky.app/profile/mfa.example",
        handle: "mfa.example",
        did: "did:web:mfa.example",
        endpoint: "www"
    )
    static let x = Account(
        id: "x",
        platform: .x,
        profile: "https://x.com/mfa",
        handle: "mfa",
        endpoint: "www"
    )
}

extension Scene {
    /// The website `www`, one address, with these accounts in the register, these `rel=me` links and trust.txt.
    static func accounts(
        _ accounts: [Account],
        hosts: [String] = [],
        domains: [String] = [],
        links: [String] = [],
        gap: String? = nil,
        trust: TrustFile? = TrustFile(path: "/.well-known/trust.txt", status: 404),
        page: PageResponse = .sound()
    ) throws -> Scene {
        let scene = try Scene(
            endpoints: [.listed("www")] + hosts.map { .listed($0) },
            domains: domains.map { ListedDomain(name: $0, mission: nil) },
            accounts: accounts
        )
        .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
        .seeing(Reachability(suitesPerHello: 0), page, ProfileLinks(addresses: links, gap: gap))
        return try trust.map { try scene.seeing($0, on: endpoint) }
            ?? scene.missing(Question(TrustFile.self), on: endpoint)
    }

    static func social(_ addresses: String...) -> TrustFile {
        TrustFile(
            path: "/trust.txt",
            status: 200,
            entries: addresses.map { .init(name: "social", value: $0) }
        )
    }

    func identifier(_ texts: String..., outcome: DNSRecords.Outcome = .found) throws -> Scene {
        guard let name = DNSName("_atproto.mfa.example") else { return self }
        let records = DNSRecords(
            name: name,
            type: .txt,
            outcome: outcome,
            records: try texts.map { try RecordData.text([Array($0.utf8)]).encoded() },
            security: .secure
        )
        return try seeing(records, on: .domain("mfa.example"))
    }
}
