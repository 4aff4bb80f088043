// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
package import Model
internal import Registers
internal import Resolver
internal import Transport

/// Whoever asks a registry about the registration of a domain.
package protocol RegistrationFetching: Sendable {
    /// - Parameter service: where its answers begin, as the operator named it: `https://rdap.registry.example/v1`.
    func registration(of domain: String, from service: String) async -> Result<
        DomainRegistration, Unestablished
    >
}

/// Asks by RDAP (RFC 9082 §3.1.3): one GET a domain, redirects followed as RFC 7480 §5.2 wants, at most 256 KiB.
///
/// It phones out to a third party, so it is asked only where the operator names the service.
package struct RegistrationFetcher: RegistrationFetching {
    private let fetch: WebFetch

    package init(_ means: FetchMeans) { fetch = means.fetch() }

    package func registration(of domain: String, from service: String) async -> Result<
        DomainRegistration, Unestablished
    > {
        do throws(Unestablished) {
            return .success(try await record(of: domain, from: service))
        } catch {
            return .failure(error)
        }
    }

    private func record(of domain: String, from service: String) async throws(Unestablished)
        -> DomainRegistration
    {
        let address = try Self.address(service).appending("domain/\(domain)")
        let addresses = await fetch.resolve(address.host).addresses
        guard !addresses.isEmpty else {
            throw Unestablished(phase: .resolve, reason: "\(address.host) has no address", attempts: 1)
        }
        let reach = NetworkReach(ofServersAt: addresses)
        guard address.scheme == .https || reach == .local else {
            throw Unestablished(
                phase: .notMeasured,
                reason: "\(address.authority) lies out in the internet and is not asked without TLS"
            )
        }
        let bytes = try await fetch.run(
            WebFetch.Request(
                address: address,
                reach: reach,
                post: nil,
                limit: RegistrationRecord.longest,
                media: "application/rdap+json, application/json"
            )
        )
        do throws(RegistrationFault) {
            return try Self.fact(try RegistrationRecord(bytes), of: domain)
        } catch {
            throw WebFetch.reason("what \(address.authority) sends: \(error)")
        }
    }

    private static func address(_ service: String) throws(Unestablished) -> WebAddress {
        let isPlain = service.hasPrefix("http://")
        if let address = try? WebAddress(service, over: isPlain ? .http : .https) { return address }
        throw Unestablished(phase: .notMeasured, reason: "\(service) is no address of a service")
    }

    private static func fact(_ record: RegistrationRecord, of domain: String)
        throws(RegistrationFault) -> DomainRegistration
    {
        guard record.name == domain else { throw .otherDomain(record.name) }
        return DomainRegistration(
            statuses: record.statuses,
            events: record.events.map { DomainRegistration.Event(action: $0.action, date: $0.date) },
            isDelegationSigned: record.isDelegationSigned
        )
    }
}
