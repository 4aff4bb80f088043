// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Model

/// What a vantage is known to be unable to see, so that its own faults are laid at nobody's door.
package struct VantageLimits: Hashable, Sendable {
    package static let none = VantageLimits()

    /// Why connections over IPv6 say nothing where they fail; nil where they do say something.
    package private(set) var ipv6: String?
    /// The same of connections to port 25.
    package private(set) var mail: String?
    /// Issuer of certificates that are not the endpoints' own; nil where there is none.
    package private(set) var interceptor: String?
    /// Addresses that the resolver gives for names that do not exist.
    package private(set) var invented: Set<IPAddress> = []
    /// Why nothing that the resolver says of domains counts; nil where it counts.
    package private(set) var names: String?
    /// The same of what DNSSEC says of them.
    package private(set) var signatures: String?

    private init() {}

    /// - Parameter answers: of the visit to the vantage itself.
    package init(_ answers: some Sequence<any Fact>) {
        for fact in answers {
            switch fact {
            case let routes as VantageRoutes:
                if !routes.ipv6 { ipv6 = ipv6 ?? "no route at the vantage" }
            case let way as OutgoingWay: take(way)
            case let interception as TLSInterception: interceptor = interception.issuer
            case let resolver as ResolverConduct: take(resolver)
            default: break
            }
        }
    }

    private mutating func take(_ way: OutgoingWay) {
        guard !way.isOpen else { return }
        let failure = way.failure.map { " (\($0) everywhere)" } ?? ""
        switch way.way {
        case .ipv6: ipv6 = ipv6 ?? "IPv6 does not leave the vantage\(failure)"
        case .mail: mail = "outgoing port 25 is closed at the vantage\(failure)"
        }
    }

    private mutating func take(_ resolver: ResolverConduct) {
        invented = Set(resolver.inventedAddresses)
        if resolver.inventsTexts { names = "the resolver gives texts of names that do not exist" }
        if resolver.refusesBogus == false {
            signatures = "the resolver lets a name pass whose signatures are known to be broken"
        }
    }

    /// What an answer is worth from here: itself, or why it says nothing about the subject.
    func seen(_ answer: Result<any Fact, Unestablished>, at place: Place) -> Result<any Fact, Unestablished> {
        let reason: String?
        switch answer {
        case .failure(let gap):
            reason = doubt(at: place) ?? (gap.phase == .connect ? silence(at: place) : nil)
        case .success(let fact):
            // What a name resolves to is not what answers there.
            reason = fact is AddressSet ? invention(at: place) : doubt(at: place) ?? doubt(about: fact)
        }
        guard let reason else { return answer }
        return .failure(Unestablished(phase: .vantage, reason: reason, attempts: answer.attempts))
    }

    /// Whose answers these are, as far as the vantage can be at fault.
    struct Place: Hashable, Sendable {
        var subject: Subject
        /// Of the endpoint; nil for other subjects.
        var port: UInt16?
        /// Whether the resolver gave the address.
        var isResolved = false
        /// The issuers of the certificates that were served, without those of trusted ones.
        var issuers: Set<String> = []
        /// The addresses of an endpoint.
        var addresses: [IPAddress] = []
    }

    /// Why no answer at the place says anything.
    private func doubt(at place: Place) -> String? {
        switch place.subject.scope {
        case .address, .endpoint:
            if let interceptor, place.issuers.contains(interceptor) {
                return "TLS is intercepted at the vantage, by \(interceptor)"
            }
            return invention(at: place)
        case .domain: return names
        case .mission, .ministry: return nil
        }
    }

    /// Why the addresses of the place are not its own.
    private func invention(at place: Place) -> String? {
        guard place.isResolved, !place.addresses.isEmpty, invented.isSuperset(of: place.addresses) else {
            return nil
        }
        let list = place.addresses.map(\.description).joined(separator: ", ")
        return "the resolver gives \(list) for names that do not exist, too"
    }

    /// Why a connection that failed there says nothing.
    private func silence(at place: Place) -> String? {
        guard let address = place.subject.address, address.isGlobal else { return nil }
        if address.family == .v6, let ipv6 { return ipv6 }
        return place.port == 25 ? mail : nil
    }

    /// Why a fact about a domain says nothing.
    private func doubt(about fact: any Fact) -> String? {
        switch fact {
        case is DNSSECState: return signatures
        case let records as DNSRecords:
            guard !invented.isEmpty, !records.addresses.isEmpty, invented.isSuperset(of: records.addresses)
            else { return nil }
            return "the resolver gives the same for names that do not exist"
        default: return nil
        }
    }
}

extension DNSRecords {
    fileprivate var addresses: [IPAddress] {
        guard type == "A" || type == "AAAA" else { return [] }
        return data.compactMap { data -> IPAddress? in
            if case .address(let address) = data { address } else { nil }
        }
    }
}

extension Result where Success == any Fact, Failure == Unestablished {
    fileprivate var attempts: Int {
        if case .failure(let gap) = self { gap.attempts } else { 1 }
    }
}
