// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import DNSWire
internal import Foundation

/// The zones of a laboratory, from a root of its own to its domains, and who serves them.
struct NameTree: Sendable {
    /// Serves the zones above the domains.
    private static let parentAddress = "127.88.3.1"
    private static let top = "example"

    /// Answers for all zones, as a resolver would that had asked their servers.
    static let resolverAddress = "127.88.3.53"

    let rooms: [LaboratoryServers.Room]
    /// The key of the root, in the form of a zone file.
    let trustAnchor: String

    /// - Parameters:
    ///   - hosts: with their addresses, which stand in the domains that they lie in.
    ///   - keys: SHA-256 of the public keys of mail hosts, by their names.
    init(
        _ specimens: [DomainSpecimen],
        hosts: [(name: String, address: String)],
        keys: [String: [[UInt8]]],
        now: Date
    ) throws {
        let parent = try DNSName.named("ns.\(Self.top)")
        var top = ZonePlan(try DNSName.named(Self.top), servers: [parent])
        top.add(address: Self.parentAddress, at: parent)
        var rooms: [LaboratoryServers.Room] = []
        var zones: [Zone] = []
        for specimen in specimens {
            let blueprint = specimen.blueprint
            let plan = try blueprint.plan(
                hosts: hosts.filter { $0.name.hasSuffix(".\(specimen.domain)") },
                keys: keys[specimen.mailHost] ?? []
            )
            let zone = try Zone(plan, now: now)
            zones.append(zone)
            rooms += try blueprint.servers.map { server in
                (server.address, .names(try Self.authority(of: server, for: zone, plan, now: now)))
            }
            let delegated = try blueprint.named(blueprint.delegated ?? blueprint.servers.map(\.label))
            top.delegate(zone.name, to: delegated, signer: try Self.signer(blueprint.voucher, of: zone, now))
            for server in blueprint.servers {
                top.add(address: server.address, at: try DNSName.named("\(server.label).\(specimen.domain)"))
            }
        }
        let topZone = try Zone(top, now: now)
        var root = ZonePlan(.root, servers: [parent])
        root.delegate(topZone.name, to: [parent], signer: topZone.delegationSigner)
        root.add(address: Self.parentAddress, at: parent)
        let rootZone = try Zone(root, now: now)
        trustAnchor = Self.anchor(rootZone.delegationSigner)
        var resolver = NameAuthority([rootZone, topZone] + zones)
        resolver.offersRecursion = true
        self.rooms =
            rooms + [
                (Self.parentAddress, .names(NameAuthority([rootZone, topZone]))),
                (Self.resolverAddress, .names(resolver)),
            ]
    }

    private static func authority(
        of server: DomainBlueprint.Server,
        for zone: Zone,
        _ plan: ZonePlan,
        now: Date
    ) throws -> NameAuthority {
        var newer = plan
        newer.serial += server.lead
        let served = server.lead == 0 ? zone : try Zone(newer, now: now)
        var authority = NameAuthority(server.conduct == .lame ? [] : [served])
        authority.offersRecursion = server.conduct == .offersRecursion
        authority.allowsTransfer = server.conduct == .givesZoneAway
        authority.isOverTCP = server.conduct != .refusesTCP
        return authority
    }

    private static func signer(_ voucher: DomainBlueprint.Voucher, of zone: Zone, _ now: Date) throws
        -> DelegationSigner?
    {
        switch voucher {
        case .missing: nil
        case .given: zone.delegationSigner
        case .foreign: try ZoneSigner(zone: zone.name, days: (-1, 29), now: now).delegationSigner()
        }
    }

    private static func anchor(_ signer: DelegationSigner?) -> String {
        guard let signer else { return "" }
        let digest = signer.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return ". IN DS \(signer.keyTag) \(signer.algorithm) \(signer.digestType) \(digest)\n"
    }
}
