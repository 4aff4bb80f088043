// SPDX-License-Identifier: Apache-2.0
import Model

extension Endpoint {
    static func sample(
        host: String,
        port: UInt16,
        service: Service = .https,
        role: Role = .other,
        tier: ProbeTier = .active,
        addresses: [IPAddress] = []
    ) -> Endpoint {
        Endpoint(
            id: "sample",
            host: host,
            port: port,
            service: service,
            role: role,
            mission: nil,
            criticality: Criticality(
                confidentiality: .moderate,
                integrity: .moderate,
                availability: .moderate
            ),
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: tier),
            addresses: addresses
        )
    }
}
