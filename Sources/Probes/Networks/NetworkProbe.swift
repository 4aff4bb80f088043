// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Facts
package import Foundation
internal import Model
internal import Routing

/// Where the operator's files about networks lie, and how old they may be.
package struct NetworkFiles: Hashable, Sendable {
    /// Validated route origins, JSON or CSV of rpki-client or Routinator; nil for none.
    package var routeOrigins: String?
    package var routeOriginsAge: Duration
    /// `prefix,AS,organisation,country`; nil for none.
    package var networks: String?
    package var networksAge: Duration

    package init(
        routeOrigins: String? = nil,
        routeOriginsAge: Duration = .seconds(2 * 86_400),
        networks: String? = nil,
        networksAge: Duration = .seconds(90 * 86_400)
    ) {
        self.routeOrigins = routeOrigins
        self.routeOriginsAge = routeOriginsAge
        self.networks = networks
        self.networksAge = networksAge
    }
}

/// Looks up whose networks the addresses of visits lie in, and whether these may announce them; it asks nobody.
package struct NetworkProbe: Sendable {
    /// A table as read, or why there is none.
    private typealias Loaded<Table> = Result<Table, Unestablished>

    private let origins: Loaded<RouteOriginTable>?
    private let networks: Loaded<NetworkTable>?

    /// Reads the files; nil where none is named.
    ///
    /// - Parameter now: against which their age counts.
    package init?(_ files: NetworkFiles, now: Date = Date()) {
        guard files.routeOrigins != nil || files.networks != nil else { return nil }
        origins = files.routeOrigins.map { Self.origins($0, files.routeOriginsAge, now) }
        networks = files.networks.map { Self.networks($0, files.networksAge, now) }
    }

    /// The visit with what the files say of the addresses that it found: those of an endpoint; of a domain, those of
    /// its name servers and of the hosts that take its mail.
    package func complete(_ visit: Visit) -> Visit {
        let addresses = Self.addresses(in: visit).filter(\.isGlobal)
        guard !addresses.isEmpty else { return visit }
        return Visit(
            subject: visit.subject,
            vantage: visit.vantage,
            started: visit.started,
            finished: visit.finished,
            cost: visit.cost,
            transcriptSHA256: visit.transcriptSHA256,
            answers: visit.answers + addresses.flatMap { answers(about: $0) }
        )
    }

    private func answers(about address: IPAddress) -> [Answer] {
        var answers: [Answer] = []
        if let networks {
            switch networks {
            case .success(let table): answers.append(.fact(Self.network(address, table)))
            case .failure(let gap):
                answers.append(.unestablished(Question(AddressNetwork.self, "\(address)"), gap))
            }
        }
        if let origins {
            do throws(Unestablished) {
                answers.append(.fact(try origin(of: address, origins.get())))
            } catch {
                answers.append(.unestablished(Question(RouteOrigin.self, "\(address)"), error))
            }
        }
        return answers
    }

    private static func network(_ address: IPAddress, _ table: NetworkTable) -> AddressNetwork {
        let found = table.networks(of: address)
        return AddressNetwork(
            address: address,
            prefix: found?.prefix.description,
            networks: (found?.networks ?? []).map {
                AddressNetwork.Network(number: $0.number, organisation: $0.organisation, country: $0.country)
            }
        )
    }

    /// Without a covering payload no route of the address is covered, whoever announces it.
    private func origin(of address: IPAddress, _ table: RouteOriginTable) throws(Unestablished) -> RouteOrigin
    {
        let whole = IPPrefix(address, length: address.bytes.count * 8)
        let signed = whole.map { table.words(covering: $0) } ?? []
        guard let networks else {
            guard signed.isEmpty else {
                throw Unestablished(phase: .notMeasured, reason: "PrefixTable= does not say who announces it")
            }
            return RouteOrigin(address: address, routes: [], signed: [])
        }
        guard let (prefix, announcing) = try networks.get().networks(of: address) else {
            guard signed.isEmpty else {
                throw Unestablished(phase: .vantage, reason: "the table of prefixes does not have \(address)")
            }
            return RouteOrigin(address: address, routes: [], signed: [])
        }
        let routes = Set(announcing.map(\.number)).map { number in
            RouteOrigin.Route(
                prefix: prefix.description,
                origin: number,
                state: RouteOrigin.State(table.state(of: prefix, from: number))
            )
        }
        return RouteOrigin(address: address, routes: routes, signed: signed)
    }
}

// MARK: Addresses

extension NetworkProbe {
    /// Sorted, without doubles.
    private static func addresses(in visit: Visit) -> [IPAddress] {
        let records = visit.answers.compactMap { answer -> FactRecord? in
            if case .fact(let record) = answer { record } else { nil }
        }
        func facts<F: Fact>(_ type: F.Type) -> [F] {
            records.filter { $0.question.kind == F.kind }.compactMap { try? $0.decode(type) }
        }
        guard visit.subject.scope == .domain else {
            return Set(facts(AddressSet.self).flatMap(\.addresses)).sorted()
        }
        let sets = facts(DNSRecords.self)
        let zones = Set(facts(ZoneCut.self).map(\.zone))
        var hosts: Set<String> = []
        for set in sets {
            for data in set.data {
                switch data {
                case .nameServer(let host) where zones.contains(set.name): hosts.insert("\(host)")
                case .exchange(let exchange) where set.name == visit.subject.name:
                    hosts.insert("\(exchange.host)")
                default: break
                }
            }
        }
        let found = sets.filter { hosts.contains($0.name) }.flatMap(\.data).compactMap { data -> IPAddress? in
            if case .address(let address) = data { address } else { nil }
        }
        return Set(found).sorted()
    }
}

// MARK: Files

extension NetworkProbe {
    /// More is no table of this internet.
    private static let longestFile = 1 << 30

    private static func origins(_ path: String, _ age: Duration, _ now: Date) -> Loaded<RouteOriginTable> {
        Result { () throws(Unestablished) in
            var reader = RouteOriginReader()
            let file = try OperatorFile(path, longest: longestFile) { reader.receive($0) }
            let table: RouteOriginTable
            do throws(TableFault) {
                table = try reader.finish()
            } catch {
                throw OperatorFile.gap(path, error.description)
            }
            try file.checkAge(from: table.gathered, age, now)
            return table
        }
    }

    private static func networks(_ path: String, _ age: Duration, _ now: Date) -> Loaded<NetworkTable> {
        Result { () throws(Unestablished) in
            var reader = NetworkTableReader()
            let file = try OperatorFile(path, longest: longestFile) { reader.receive($0) }
            let table: NetworkTable
            do throws(TableFault) {
                table = try reader.finish()
            } catch {
                throw OperatorFile.gap(path, error.description)
            }
            try file.checkAge(age, now)
            return table
        }
    }
}

extension RouteOrigin.State {
    fileprivate init(_ state: RouteOriginTable.State) {
        self =
            switch state {
            case .valid: .valid
            case .invalid: .invalid
            case .notFound: .notFound
            }
    }
}
