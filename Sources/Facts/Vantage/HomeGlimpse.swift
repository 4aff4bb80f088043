// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What the ministry's own measuring saw of an endpoint, as far as a look from elsewhere can be laid beside it.
package struct HomeGlimpse: Codable, Hashable, Sendable {
    /// When the last visit to one of its addresses ended.
    package let seen: Date
    /// All that the name gave; sorted.
    package let addresses: [IPAddress]
    /// Those that shook hands; sorted.
    package let reached: [IPAddress]
    /// SHA-256 of the public keys of all its certificates; sorted.
    package let keys: [String]
    /// Of the page at `/`; nil where none was seen.
    package let status: Int?
    /// Where that page is, or leads to.
    package let host: String?

    package init(
        seen: Date,
        addresses: [IPAddress],
        reached: [IPAddress],
        keys: some Sequence<String>,
        status: Int? = nil,
        host: String? = nil
    ) {
        self.seen = seen
        self.addresses = addresses.sorted()
        self.reached = reached.sorted()
        self.keys = Set(keys).sorted()
        self.status = status
        self.host = host
    }
}

extension HomeGlimpse {
    /// Throws why nothing is known: the reason of its first address, or of its name.
    package init(of endpoint: String, in evidence: any Evidence) throws(Unestablished) {
        var reached: [IPAddress] = []
        var last: Date?
        var gap: Unestablished?
        let subjects = evidence.addresses(of: endpoint)
        for subject in subjects {
            do throws(Unestablished) {
                let sight = try evidence.one(Reachability.self, of: subject)
                last = max(last ?? sight.seen, sight.seen)
                if let address = subject.address { reached.append(address) }
            } catch {
                gap = gap ?? error
            }
        }
        guard let last else {
            if let gap { throw gap }
            throw evidence.reason(Question(AddressSet.self), of: .endpoint(endpoint))
                ?? Unestablished(phase: .notMeasured, reason: "it was not visited")
        }
        let chains = subjects.flatMap { evidence.all(CertificateChain.self, under: $0).map(\.fact) }
        let page = subjects.lazy.compactMap { try? evidence.one(PageResponse.self, of: $0).fact }.first
        self.init(
            seen: last,
            addresses: (try? evidence.one(AddressSet.self, of: .endpoint(endpoint)).fact.addresses)
                ?? subjects.compactMap(\.address),
            reached: reached,
            keys: chains.filter { $0.aspect != CertificateChain.withoutName }.compactMap {
                $0.leaf?.spkiSHA256
            },
            status: page?.status,
            host: page.map(\.finalHost)
        )
    }
}

extension PageResponse {
    /// The host that it is at, or leads to; in lower case and without its port.
    package var finalHost: String {
        let whole = leadsTo ?? address
        let rest = whole.range(of: "://").map { whole[$0.upperBound...] } ?? whole[...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if authority.hasPrefix("[") { return authority.prefix { $0 != "]" }.dropFirst().lowercased() }
        return authority.prefix { $0 != ":" }.lowercased()
    }
}
