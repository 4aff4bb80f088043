// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation
internal import NIOCore
internal import NIOPosix

/// Servers on loopback addresses, each sound or with one fault that is known beforehand.
///
/// Keys and certificates are made anew at each start and lie in memory alone.
package final class Laboratory: Sendable {
    /// Where one server is reached.
    package struct Endpoint: Hashable, Sendable {
        package let host: String
        package let address: String
        package let port: UInt16
        package let fault: Fault?
    }

    package static let standardPort: UInt16 = 8443
    /// Where the laboratory's names are asked for, at the port of all servers.
    package static let resolverAddress = NameTree.resolverAddress

    /// In the order of the specimens.
    package let endpoints: [Endpoint]
    package let domains: [DomainSpecimen]
    /// The same for all servers.
    package let port: UInt16
    /// The anchor under which the sound servers are trusted.
    package let rootCertificatePEM: String
    /// The same in DER.
    package let rootCertificate: [UInt8]
    /// The DS record of the root under which the sound domains are proven; nil without any domain.
    package let trustAnchor: String?

    private let servers: LaboratoryServers
    private let workshop: Workshop

    private init(
        servers: LaboratoryServers,
        specimens: [Specimen],
        domains: [DomainSpecimen],
        prepared: PreparedRooms
    ) {
        self.servers = servers
        let port = servers.port
        self.port = port
        self.domains = domains
        workshop = prepared.workshop
        rootCertificatePEM = prepared.workshop.authority.root.pem
        rootCertificate = prepared.workshop.authority.root.der
        trustAnchor = prepared.trustAnchor
        endpoints = specimens.map {
            Endpoint(host: $0.host, address: $0.address, port: port, fault: $0.fault)
        }
    }

    /// Starts one server for each specimen, and those of each domain; none is left running where one cannot start.
    ///
    /// Port 0 takes one that is free on all their addresses. Dates are counted from `now`.
    package static func start(
        _ specimens: [Specimen],
        domains: [DomainSpecimen] = [],
        port: UInt16 = standardPort,
        now: Date = Date()
    ) async throws(LaboratoryError) -> Laboratory {
        let prepared: PreparedRooms
        do {
            prepared = try await PreparedRooms(specimens, domains, now: now)
        } catch let error as LaboratoryError {
            throw error
        } catch {
            throw .preparation("\(error)")
        }
        let servers = try await LaboratoryServers.start(prepared.rooms, port: port)
        return Laboratory(servers: servers, specimens: specimens, domains: domains, prepared: prepared)
    }

    /// The servers and domains of the demonstration.
    package static func startDemo(port: UInt16 = standardPort) async throws(LaboratoryError) -> Laboratory {
        try await start(Specimen.demo, domains: DomainSpecimen.demo, port: port)
    }

    /// Has servers do as other specimens at the same addresses do, from the next connection on: with new certificates of
    /// the same authorities, and the keys that they had.
    package func change(to specimens: [Specimen]) async throws(LaboratoryError) {
        do {
            await servers.change(
                try specimens.map { ($0.address, try workshop.room($0.blueprint).conduct) }
            )
        } catch {
            throw .preparation("\(error)")
        }
    }

    /// Closes all servers and connections; may be called twice.
    package func stop() async {
        await servers.stop()
    }
}

/// Makes what servers need under authorities of its own.
struct Workshop: Sendable {
    let authority: Authority
    private let keys: KeyRing

    init(for blueprints: [Blueprint], now: Date) async throws {
        authority = try Authority(now: now)
        keys = try await KeyRing(for: blueprints)
    }

    func room(_ blueprint: Blueprint) throws(CryptoError) -> (
        conduct: Conduct, identities: [TLSServerSettings.Identity]
    ) {
        let identities = blueprint.conduct == nil ? try authority.identities(for: blueprint, keys: keys) : []
        let staple = try authority.staple(for: blueprint, identities: identities)
        return (try Conduct(blueprint, identities: identities, staple: staple), identities)
    }
}

/// What is to be listened for, with everything that is made for it.
struct PreparedRooms: Sendable {
    let rooms: [LaboratoryServers.Room]
    let workshop: Workshop
    let trustAnchor: String?

    init(_ specimens: [Specimen], _ domains: [DomainSpecimen], now: Date) async throws {
        let places =
            specimens.map { (address: $0.address, blueprint: $0.blueprint) } + domains.flatMap(\.servers)
        workshop = try await Workshop(for: places.map(\.blueprint), now: now)
        var rooms: [LaboratoryServers.Room] = []
        var digests: [String: [[UInt8]]] = [:]
        for (address, blueprint) in places {
            let (conduct, identities) = try workshop.room(blueprint)
            rooms.append((address, conduct))
            digests[blueprint.host] = try identities.map { SHA256.digest(try $0.leaf.key.publicKey()) }
        }
        guard !domains.isEmpty else {
            (self.rooms, trustAnchor) = (rooms, nil)
            return
        }
        let tree = try NameTree(
            domains,
            hosts: places.map { ($0.blueprint.host, $0.address) },
            keys: digests,
            now: now
        )
        (self.rooms, trustAnchor) = (rooms + tree.rooms, tree.trustAnchor)
    }
}
