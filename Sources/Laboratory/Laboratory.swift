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

    /// In the order of the specimens.
    package let endpoints: [Endpoint]
    /// The same for all servers.
    package let port: UInt16
    /// The anchor under which the sound servers are trusted.
    package let rootCertificatePEM: String

    private let servers: LaboratoryServers

    private init(servers: LaboratoryServers, specimens: [Specimen], root: IssuedCertificate) {
        self.servers = servers
        let port = servers.port
        self.port = port
        rootCertificatePEM = root.pem
        endpoints = specimens.map {
            Endpoint(host: $0.host, address: $0.address, port: port, fault: $0.fault)
        }
    }

    /// Starts one server for each specimen; none is left running where one cannot start.
    ///
    /// Port 0 takes one that is free on all their addresses. Dates of certificates are counted from `now`.
    package static func start(
        _ specimens: [Specimen] = Specimen.demo,
        port: UInt16 = standardPort,
        now: Date = Date()
    ) async throws(LaboratoryError) -> Laboratory {
        let prepared: (conducts: [Conduct], root: IssuedCertificate)
        do {
            prepared = try await prepare(specimens.map(\.blueprint), now: now)
        } catch {
            throw .preparation("\(error)")
        }
        let rooms = zip(specimens, prepared.conducts).map { (address: $0.address, conduct: $1) }
        let servers = try await LaboratoryServers.start(rooms, port: port)
        return Laboratory(servers: servers, specimens: specimens, root: prepared.root)
    }

    /// Closes all servers and connections; may be called twice.
    package func stop() async {
        await servers.stop()
    }

    private static func prepare(
        _ blueprints: [Blueprint],
        now: Date
    ) async throws -> (conducts: [Conduct], root: IssuedCertificate) {
        let authority = try Authority(now: now)
        let keys = try await KeyRing(for: blueprints)
        let conducts = try blueprints.map { try Conduct($0, authority: authority, keys: keys) }
        return (conducts, authority.root)
    }
}
