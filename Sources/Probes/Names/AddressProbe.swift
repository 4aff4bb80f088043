// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Foundation
package import Model
package import Resolver

/// Finds the addresses of one endpoint: as configured, as its host literally says, or as its name resolves.
package struct AddressProbe: Sendable {
    private let resolver: NameResolver
    private let vantage: String

    package init(resolver: NameResolver, vantage: String) {
        self.resolver = resolver
        self.vantage = vantage
    }

    /// The measurement of the endpoint itself, and the addresses to visit; none where the name gave none.
    package func visit(_ endpoint: Endpoint) async -> (measurement: Visit, addresses: [IPAddress]) {
        let started = Date()
        let (answer, addresses) = await look(up: endpoint)
        let measurement = Visit(
            subject: .endpoint(endpoint.id),
            vantage: vantage,
            started: started,
            finished: Date(),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: [answer]
        )
        return (measurement, addresses)
    }

    private func look(up endpoint: Endpoint) async -> (Answer, [IPAddress]) {
        if !endpoint.addresses.isEmpty {
            return fact(AddressSet(addresses: endpoint.addresses, source: .configured, isSecure: nil))
        }
        if let literal = IPAddress(endpoint.host) {
            return fact(AddressSet(addresses: [literal], source: .literal, isSecure: nil))
        }
        let resolution = await resolver.addresses(of: endpoint.host)
        guard !resolution.addresses.isEmpty else {
            let reason = Unestablished(
                phase: .resolve,
                reason: Self.words(resolution),
                attempts: 1
            )
            return (.unestablished(Question(AddressSet.self), reason), [])
        }
        return fact(
            AddressSet(
                addresses: resolution.addresses,
                source: .resolved,
                isSecure: resolution.validation == .secure
            )
        )
    }

    private func fact(_ set: AddressSet) -> (Answer, [IPAddress]) {
        (.fact(set), set.addresses)
    }

    /// Said once where both lookups ended alike.
    private static func words(_ resolution: Resolution) -> String {
        let (old, new) = (resolution.ipv4.words, resolution.ipv6.words)
        return old == new ? "no address: the name \(old)" : "no address: IPv4 \(old), IPv6 \(new)"
    }
}

extension LookupOutcome {
    /// The outcome in words, for a reason.
    var words: String {
        switch self {
        case .found: "found"
        case .noData: "has no address record"
        case .noSuchName: "does not exist"
        case .failed(let why): "failed to resolve (\(why))"
        case .timedOut: "got no answer in time"
        case .bogus(let why): "is bogus (\(why))"
        case .cancelled: "was cancelled"
        }
    }
}
