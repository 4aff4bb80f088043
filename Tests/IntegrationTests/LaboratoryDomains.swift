// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Laboratory
import Model
import Pipeline

extension MeasuringSettings {
    /// As `chancery demo` measures: everything of the laboratory is at its own port.
    func within(_ laboratory: Laboratory) -> MeasuringSettings {
        var settings = self
        settings.exposurePace = .zero
        settings.nameServerPort = laboratory.port
        settings.mailPort = laboratory.port
        settings.policyFilePort = laboratory.port
        return settings
    }
}

extension LaboratoryCycle {
    /// What is listed of a laboratory, whose port is known only then.
    struct Listing {
        var endpoints: [Endpoint] = []
        var domains: [ListedDomain] = []
        var accounts: [Account] = []
    }

    /// The findings of what is listed, seen through the laboratory's own names.
    static func findings(
        _ specimens: [Specimen],
        domains: [DomainSpecimen] = [],
        listing: (Laboratory) -> Listing
    ) async throws -> Set<String> {
        let laboratory = try await Laboratory.start(specimens, domains: domains, port: 0)
        let folder = try TemporaryFolder()
        try laboratory.writeAnchors(to: folder.url)
        var service = ServiceSettings()
        service.trustStore = folder.url.appending(path: Laboratory.rootFile).path
        if laboratory.trustAnchor != nil {
            service.trustAnchor = folder.url.appending(path: Laboratory.anchorFile).path
        }
        service.nameServers = [NameServer("\(Laboratory.resolverAddress)@\(laboratory.port)")]
            .compactMap(\.self)
        service.connectionRate = 0
        let listed = listing(laboratory)
        let findings = try await run(
            Estate(
                ministry: Ministry(name: "Laboratory"),
                endpoints: listed.endpoints,
                domains: listed.domains,
                accounts: listed.accounts
            ),
            settings: MeasuringSettings(service).within(laboratory),
            method: try Method.load(path: repository.appending(path: "Config/risk-model.conf").path),
            folder: folder
        )
        await laboratory.stop()
        return findings
    }

    /// An endpoint of a laboratory.
    static func endpoint(
        _ host: String,
        port: UInt16,
        _ service: Service = .https,
        role: Role = .other,
        tier: ProbeTier = .passive,
        address: String? = nil
    ) -> Endpoint {
        Endpoint(
            id: host,
            host: host,
            port: port,
            service: service,
            role: role,
            mission: nil,
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: tier),
            addresses: [address.flatMap { IPAddress($0) }].compactMap(\.self)
        )
    }
}
