// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Facts
package import Model

/// With whom endpoints, name servers and mail hosts lie, by the operator's table of prefixes.
package struct EstateNetworks: Hashable, Sendable {
    /// Endpoints, name servers and mail hosts, in this order; each host once.
    package private(set) var kinds: [NetworkShares] = []
    /// Why some networks are not known.
    package private(set) var doubt: Unestablished?
    /// Whether there is a table at all.
    package private(set) var wasAsked = false

    package init(of subject: Subject, in evidence: any Evidence) {
        let estate = evidence.estate
        var endpoints = NetworkShares(kind: "endpoints")
        for endpoint in estate.endpoints(under: subject) {
            let place = Subject.endpoint(endpoint.id)
            let addresses = (try? evidence.one(AddressSet.self, of: place).fact.addresses) ?? []
            if let networks = networks(of: addresses, at: place, in: evidence) { endpoints.add(networks) }
        }
        var servers = NetworkShares(kind: "name servers")
        var mail = NetworkShares(kind: "mail hosts")
        var known: Set<String> = []
        for domain in estate.domains {
            guard let view = try? DomainView(of: .domain(domain.name), in: evidence) else { continue }
            for host in (try? view.nameServers()) ?? [] where known.insert("NS \(host)").inserted {
                if let networks = networks(of: host, in: view) { servers.add(networks) }
            }
            let hosts = ((try? view.exchanges()) ?? []).map(\.host).filter { !$0.isRoot }
            for host in hosts where known.insert("MX \(host)").inserted {
                if let networks = networks(of: host, in: view) { mail.add(networks) }
            }
        }
        kinds = [endpoints, servers, mail]
    }

    /// Empty where they are not known; nil where no address lies out in the internet.
    private mutating func networks(
        of addresses: [IPAddress],
        at place: Subject,
        in evidence: any Evidence
    ) -> Set<AddressNetwork.Network>? {
        let global = addresses.filter(\.isGlobal)
        guard !global.isEmpty else { return nil }
        var networks: Set<AddressNetwork.Network> = []
        for address in global {
            do {
                networks.formUnion(
                    try evidence.one(AddressNetwork.self, "\(address)", of: place).fact.networks
                )
                wasAsked = true
            } catch {
                if !error.isDeliberate { wasAsked = true }
                doubt = doubt ?? error
            }
        }
        return networks
    }

    private mutating func networks(of host: DNSName, in view: DomainView) -> Set<AddressNetwork.Network>? {
        networks(of: (try? view.addresses(of: host)) ?? [], at: view.subject, in: view.evidence)
    }
}
