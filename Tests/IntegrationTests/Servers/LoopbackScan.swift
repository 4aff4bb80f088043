// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import Reports
import Testing

/// Scans ports of loopback as `chancery scan` does.
enum LoopbackScan {
    /// No pacing: every server of the tests is our own.
    static var settings: ServiceSettings {
        var settings = ServiceSettings()
        settings.connectionRate = 0
        settings.connectionsPerAddress = 0
        return settings
    }

    static func endpoint(
        port: Int,
        service: Service = .https,
        authorisation: Authorisation = Authorisation(tier: .active)
    ) throws -> Endpoint {
        try endpoint(
            host: "localhost",
            at: "127.0.0.1",
            port: try #require(UInt16(exactly: port)),
            service: service,
            authorisation: authorisation
        )
    }

    /// With several addresses.
    static func endpoint(
        port: Int,
        at addresses: [String],
        exposure: Bool = false,
        role: Role = .other
    ) throws -> Endpoint {
        Endpoint(
            id: "localhost:\(port)",
            host: "localhost",
            port: try #require(UInt16(exactly: port)),
            service: .https,
            role: role,
            mission: nil,
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active, exposure: exposure),
            addresses: try addresses.map { try #require(IPAddress($0)) }
        )
    }

    static func endpoint(
        host: String,
        at address: String,
        port: UInt16,
        service: Service = .https,
        authorisation: Authorisation = Authorisation(tier: .active)
    ) throws -> Endpoint {
        Endpoint(
            id: "\(host):\(port)",
            host: host,
            port: port,
            service: service,
            role: .other,
            mission: nil,
            criticality: Role.other.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: authorisation,
            addresses: [try #require(IPAddress(address))]
        )
    }

    /// The document's endpoints, in the order of `ports`.
    static func run(
        ports: [Int],
        settings: ServiceSettings,
        service: Service = .https,
        authorisation: Authorisation = Authorisation(tier: .active)
    ) async throws -> [ScanEndpoint] {
        let endpoints = try ports.map {
            try endpoint(port: $0, service: service, authorisation: authorisation)
        }
        return try await run(endpoints, settings: settings)
    }

    /// The document's endpoints, in their order.
    static func run(_ endpoints: [Endpoint], settings: ServiceSettings) async throws -> [ScanEndpoint] {
        let instruments = try Instruments(MeasuringSettings(settings))
        let method = try Method.load(
            path: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        )
        let scanned = try await Scan(instruments: instruments, method: method).run(endpoints)
        await instruments.shutdown()
        return scanned
    }

    static func run(
        port: Int,
        trusting authority: URL,
        service: Service = .https,
        authorisation: Authorisation = Authorisation(tier: .active)
    ) async throws -> ScanEndpoint {
        var settings = settings
        settings.trustStore = authority.path
        let scanned = try await run(
            ports: [port],
            settings: settings,
            service: service,
            authorisation: authorisation
        )
        return try #require(scanned.first)
    }
}
