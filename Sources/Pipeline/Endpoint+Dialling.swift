// SPDX-License-Identifier: Apache-2.0
internal import Model

extension Endpoint {
    /// Port 25 (RFC 5321 §4.5.4.2), at which hosts take mail of one another.
    static let mailPort: UInt16 = 25

    /// The same endpoint as it is dialled: what listens at port 25 for the world may listen elsewhere in a test.
    func dialled(on port: UInt16) -> Endpoint {
        guard service == .smtp, self.port == Self.mailPort, port != Self.mailPort else { return self }
        return Endpoint(
            id: id,
            host: host,
            serverName: serverName,
            port: port,
            service: service,
            role: role,
            mission: mission,
            criticality: criticality,
            secrecyLifetimeDays: secrecyLifetimeDays,
            authorisation: authorisation,
            addresses: addresses,
            knownKeys: knownKeys
        )
    }
}
