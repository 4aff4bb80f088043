// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// How the search for further values of one dimension ended.
enum EnumerationEnd: Sendable {
    /// The server turned down everything that was left.
    case refused(Refusal)
    /// Nothing was left to offer, or another answer shows that there is no more.
    case exhausted
    case unknown(Unestablished)
}

/// One protocol version as far as it was asked for.
struct VersionEnumeration: Sendable {
    let version: ProtocolVersion
    var suites: ChoiceLog
    /// One end for each hello's worth of suites that was enumerated by itself.
    var ends: [EnumerationEnd] = []

    init(_ version: ProtocolVersion) {
        self.version = version
        suites = ChoiceLog(universe: HelloFactory.suites(for: version))
    }
}

/// Everything the hellos to one address showed, before it becomes facts.
struct Examination: Sendable {
    /// Suites in one hello: nil where all of them were answered at once.
    var suitesPerHello: Int?
    var versions: [ProtocolVersion: VersionEnumeration] = [:]
    var groups13 = ChoiceLog(universe: HelloFactory.groups13)
    var groups13End: EnumerationEnd?
    var legacyGroups = ChoiceLog(universe: HelloFactory.legacyGroups)
    var legacyGroupsEnd: EnumerationEnd?
    var schemes = ChoiceLog(universe: HelloFactory.schemes)
    var schemesEnd: EnumerationEnd?
    var primes: [[UInt8]] = []
    var extensions: [ProtocolVersion: Set<UInt16>] = [:]
    var compression: UInt8?
    var protocols: [String] = []
    var protocolsEnd: EnumerationEnd?
    var served: ServedCertificates?

    /// The versions that answered, newest first.
    var offered: [ProtocolVersion] {
        versions.values.filter { !$0.suites.seen.isEmpty }.map(\.version).sorted(by: >)
    }

    /// The newest version below 1.3 that answered.
    var newestLegacy: ProtocolVersion? { offered.first { $0 < .tls13 } }
}

/// The certificates one answer carried, with what came beside them.
struct ServedCertificates: Sendable {
    /// DER, leaf first, as sent.
    let chain: [[UInt8]]
    let hasStaple: Bool
    /// Timestamps in the TLS extension.
    let timestamps: Int
}

extension Examination {
    /// Notes everything an accepted answer shows, whatever it was asked for.
    mutating func absorb(_ reply: HelloReply, to hello: ClientHello) {
        guard let server = reply.serverHello, let version = server.protocolVersion else { return }
        note(server, version: version, to: hello)
        extensions[version, default: []].formUnion(server.extensions.map(\.type.id))
        if let alpn = server.alpn, !protocols.contains(alpn) { protocols.append(alpn) }
        if let flight = reply.flight { absorb(flight, to: hello) }
    }

    private mutating func note(_ server: ServerHello, version: ProtocolVersion, to hello: ClientHello) {
        let usable = Set(HelloFactory.suites(for: version))
        let offered = hello.suites.map(\.id).filter(usable.contains)
        versions[version, default: VersionEnumeration(version)].suites.note(server.suite.id, of: offered)
        if version == .tls13, let group = server.keyShareGroup {
            let groups = Set(HelloFactory.groups13)
            groups13.note(group.id, of: hello.groups.map(\.id).filter(groups.contains))
        }
    }

    private mutating func absorb(_ flight: ServerFlight, to hello: ClientHello) {
        if let exchange = flight.keyExchange {
            absorb(exchange, to: hello, version: flight.serverHello.protocolVersion)
        }
        guard served == nil, let chain = flight.certificates, !chain.isEmpty else { return }
        served = ServedCertificates(
            chain: chain,
            hasStaple: flight.certificateStatus != nil,
            timestamps: flight.serverHello.content.signedCertificateTimestamps?.count ?? 0
        )
    }

    private mutating func absorb(
        _ exchange: ServerKeyExchange,
        to hello: ClientHello,
        version: ProtocolVersion?
    ) {
        switch exchange.parameters {
        case .ecdhe(.named(let group), _):
            let known = Set(HelloFactory.legacyGroups)
            legacyGroups.note(group.id, of: hello.groups.map(\.id).filter(known.contains))
        case .dhe(let parameters):
            let prime = Array(parameters.prime.drop { $0 == 0 })
            if !primes.contains(prime) { primes.append(prime) }
        default: break
        }
        if version == .tls12, let scheme = exchange.signature?.scheme {
            schemes.note(scheme.id, of: hello.signatureSchemes.map(\.id))
        }
    }
}
