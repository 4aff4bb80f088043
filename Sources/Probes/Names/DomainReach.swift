// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Facts
package import Model

/// Whether what a domain names may lead into private networks: by where its own name servers lie.
package struct DomainReach: Sendable {
    private let reach: NetworkReach

    /// - Parameter sets: what a visit saw of the domain.
    package init(zone: String, sets: [DNSRecords]) {
        let servers = sets.filter { $0.name == zone && $0.type == "\(RecordType.ns)" }.flatMap(\.data)
            .compactMap { if case .nameServer(let host) = $0 { "\(host)" } else { nil } }
        let known = Set(servers.prefix(DomainProbe.Bounds.hosts))
        let addresses = sets.filter { known.contains($0.name) }.flatMap(\.data).compactMap {
            if case .address(let address) = $0 { address } else { nil }
        }
        reach = NetworkReach(ofServersAt: addresses)
    }

    package func allows(_ address: IPAddress) -> Bool { reach.allows(address) }
}
