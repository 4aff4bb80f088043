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
    /// No suite that was seen needs such a value; so there is none if no suite is missing.
    case unused
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
        let universe = HelloFactory.suites(for: version)
        let favourites = universe.filter { CipherSuite($0).attributes?.cipher == .chacha20 }
        suites = ChoiceLog(universe: universe, favourites: Set(favourites))
    }
}

/// What the one hello of SSL 2.0 came to.
enum SSL2Answer: Sendable {
    /// The cipher specifications of the reply; none at all is an offer too (CVE-2015-3197).
    case offered([UInt32])
    case ended(EnumerationEnd)

    var end: EnumerationEnd? {
        guard case .ended(let end) = self else { return nil }
        return end
    }
}

/// What came of offering groups of RFC 7919 at TLS 1.2.
enum FiniteFieldAnswer: Sendable {
    /// Whether the prime was that of a group offered.
    case prime(isOffered: Bool)
    case ended(EnumerationEnd)

    var end: EnumerationEnd? {
        guard case .ended(let end) = self else { return nil }
        return end
    }
}

/// Everything the hellos to one address showed, before it becomes facts.
struct Examination: Sendable {
    /// Suites in one hello: nil where all of them were answered at once.
    var suitesPerHello: Int?
    var versions: [ProtocolVersion: VersionEnumeration] = [:]
    var ssl2: SSL2Answer?
    var groups13 = ChoiceLog(universe: HelloFactory.groups13)
    var groups13End: EnumerationEnd?
    var legacyGroups = ChoiceLog(universe: HelloFactory.legacyGroups)
    var legacyGroupsEnd: EnumerationEnd?
    var schemes = ChoiceLog(universe: HelloFactory.schemes)
    var schemesEnd: EnumerationEnd?
    var primes: [[UInt8]] = []
    /// Suites of ephemeral Diffie-Hellman whose prime was read, and those whose prime was not.
    private(set) var suitesWithPrime: Set<UInt16> = []
    private(set) var suitesWithoutPrime: Set<UInt16> = []
    /// What came of a hello that offers suites of DHE with groups that the server had not shown; nil where none was sent.
    var finiteFields: FiniteFieldAnswer?
    var publicValues = PublicValueLog()
    var extensions: [ProtocolVersion: Set<UInt16>] = [:]
    /// Extensions of the hellos that were answered, as far as the answer was read.
    var asked: [ProtocolVersion: Set<UInt16>] = [:]
    /// Hellos carry extensions that nobody needs, because one that did was answered.
    var offersExtras = false
    var encrypted = EncryptedExamination()
    var compression: UInt8?
    /// What came of a hello below TLS 1.3 without extended_master_secret, where the server has that.
    var withoutMasterSecret: EnumerationEnd?
    var protocols: [String] = []
    var protocolsEnd: EnumerationEnd?
    /// Of NPN; nil as long as every answer below TLS 1.3 selects by ALPN, which comes before it.
    private(set) var nextProtocols: [String]?
    /// Every distinct chain that was met, in the order of meeting.
    private(set) var chains: [MetChain] = []

    /// The versions that answered, newest first.
    var offered: [ProtocolVersion] {
        versions.values.filter { !$0.suites.seen.isEmpty }.map(\.version).sorted(by: >)
    }

    /// The newest version below 1.3 that answered.
    var newestLegacy: ProtocolVersion? { offered.first { $0 < .tls13 } }

    /// Whether TLS 1.3 was not seen and no suite seen below it authenticates with a certificate.
    var needsNoCertificate: Bool {
        !offered.contains(.tls13)
            && offered.flatMap { versions[$0]?.suites.seen ?? [] }.allSatisfy { id in
                let suite = CipherSuite(id)
                let exchanges: [KeyExchange?] = [.psk, .dhePSK, .ecdhePSK]
                return suite.isAnonymous || exchanges.contains(suite.keyExchange)
            }
    }

    /// Whether the search for versions and their suites came to its end everywhere.
    var isComplete: Bool {
        let ends = ProtocolVersion.allCases.flatMap { version in
            version == .ssl2 ? [ssl2?.end] : versions[version]?.ends.map(Optional.some) ?? [nil]
        }
        return ends.allSatisfy { end in
            switch end {
            case .refused?, .exhausted?: true
            case .unused?, .unknown?, nil: false
            }
        }
    }

    /// Every refusal on which a *no* will rest.
    var refusals: [Refusal] {
        let ends =
            versions.values.flatMap(\.ends)
            + [
                groups13End, legacyGroupsEnd, schemesEnd, encrypted.schemesEnd, protocolsEnd, ssl2?.end,
                withoutMasterSecret, finiteFields?.end,
            ]
            .compactMap { $0 }
        return ends.compactMap { end in
            guard case .refused(let refusal) = end else { return nil }
            return refusal
        }
        .sorted { $0.came < $1.came }
    }
}

/// A chain of the host, and by which answer it was met.
struct MetChain: Sendable {
    let served: ServedCertificates
    let suite: CipherSuite
    /// Nil where nothing was signed, and before TLS 1.2.
    let scheme: SignatureScheme?

    /// The scheme tells, for suites of TLS 1.3 leave it to that; before TLS 1.2 the suite does.
    var authentication: Authentication? {
        switch scheme?.signature {
        case .ecdsa: .ecdsa
        case .rsaPSS: .rsa
        default: suite.authentication
        }
    }
}

extension Examination {
    /// The chain that an ordinary client is served; nil where none was met in the clear.
    ///
    /// Where there are several, the server's first suite decides if it has an order of its own; else the client's,
    /// and ordinary clients put ECDSA first.
    var served: ServedCertificates? {
        guard chains.count > 1 else { return chains.first?.served }
        var preferred: [Authentication?] = [.ecdsa, .rsa]
        if let newest = newestLegacy.flatMap({ versions[$0]?.suites }), newest.order == .server {
            preferred = newest.seen.map { CipherSuite($0).authentication }
        }
        let ordinary = preferred.lazy.compactMap { kind in
            chains.first { $0.authentication == kind || kind == .rsa && $0.suite.keyExchange == .rsa }
        }.first
        return (ordinary ?? chains.first)?.served
    }

    /// Notes everything an accepted answer shows, whatever it was asked for.
    mutating func absorb(_ reply: HelloReply, to hello: ClientHello) {
        guard let server = reply.serverHello, let version = server.protocolVersion else { return }
        note(server, version: version, to: hello)
        extensions[version, default: []].formUnion(server.extensions.map(\.type.id))
        if version < .tls13, hello.nextProtocolNegotiation, server.alpn == nil {
            nextProtocols = server.content.nextProtocols ?? nextProtocols ?? []
        }
        if let alpn = server.alpn, !protocols.contains(alpn) { protocols.append(alpn) }
        if let flight = reply.flight { absorb(flight, to: hello) }
        if version < .tls13 {
            asked[version, default: []].formUnion(hello.offeredExtensions.map(\.id))
        } else if let flight = reply.encrypted {
            absorb(flight, server, to: hello)
        }
    }

    mutating func add(_ chain: MetChain) {
        guard !chain.served.chain.isEmpty, !chains.contains(where: { $0.served.chain == chain.served.chain })
        else { return }
        chains.append(chain)
    }

    private mutating func note(_ server: ServerHello, version: ProtocolVersion, to hello: ClientHello) {
        let usable = HelloFactory.suiteSet(for: version)
        let offered = hello.suites.map(\.id).filter(usable.contains)
        versions[version, default: VersionEnumeration(version)].suites
            .note(server.suite.id, of: offered, isFree: leavesFree(version, hello))
        if version == .tls13, let group = server.keyShareGroup {
            let offered = hello.groups.map(\.id).filter(HelloFactory.group13Set.contains)
            groups13.note(group.id, of: offered)
        }
    }

    /// Whether a hello lacks no group and no signature scheme that the server is known to have: without
    /// them it must pass suites over.
    private func leavesFree(_ version: ProtocolVersion, _ hello: ClientHello) -> Bool {
        guard version < .tls13 else { return true }
        // A few were seen: looking through the hello costs less than hashing it.
        let hasGroups = legacyGroups.seen.allSatisfy { hello.groups.contains(NamedGroup($0)) }
        let hasSchemes = schemes.seen.allSatisfy { hello.signatureSchemes.contains(SignatureScheme($0)) }
        return (hello.groups.isEmpty || hasGroups) && (version < .tls12 || hasSchemes)
    }

    private mutating func absorb(_ flight: ServerFlight, to hello: ClientHello) {
        if let exchange = flight.keyExchange {
            // Export suites have temporary keys of their own, which are weak whether they come again or not.
            if !flight.serverHello.suite.isExport { publicValues.note(exchange.parameters) }
            absorb(exchange, to: hello, version: flight.serverHello.protocolVersion)
        }
        notePrime(of: flight)
        note(flight.certificates ?? [], of: flight, asksForStatus: hello.statusRequest)
    }

    private mutating func note(_ chain: [[UInt8]], of flight: ServerFlight, asksForStatus: Bool) {
        let served = ServedCertificates(
            chain: chain,
            staple: flight.certificateStatus?.responses.first.flatMap { $0.isEmpty ? nil : $0 },
            timestamps: flight.serverHello.content.signedCertificateTimestamps ?? [],
            asksForStatus: asksForStatus
        )
        add(
            MetChain(
                served: served,
                suite: flight.serverHello.suite,
                scheme: flight.keyExchange?.signature?.scheme
            )
        )
    }

    private mutating func notePrime(of flight: ServerFlight) {
        let suite = flight.serverHello.suite
        guard suite.keyExchange == .dhe || suite.keyExchange == .dhePSK else { return }
        guard case .dhe(let parameters) = flight.keyExchange?.parameters else {
            if !suitesWithPrime.contains(suite.id) { suitesWithoutPrime.insert(suite.id) }
            return
        }
        let prime = BigEndian.withoutLeadingZeros(parameters.prime)
        if !primes.contains(prime) { primes.append(prime) }
        suitesWithPrime.insert(suite.id)
        suitesWithoutPrime.remove(suite.id)
    }

    private mutating func absorb(
        _ exchange: ServerKeyExchange,
        to hello: ClientHello,
        version: ProtocolVersion?
    ) {
        if case .ecdhe(let curve, _) = exchange.parameters {
            let offered = hello.groups.map(\.id).filter(HelloFactory.legacyGroupSet.contains)
            legacyGroups.note(curve.group.id, of: offered)
        }
        if version == .tls12, let scheme = exchange.signature?.scheme {
            schemes.note(scheme.id, of: hello.signatureSchemes.map(\.id))
        }
    }
}
