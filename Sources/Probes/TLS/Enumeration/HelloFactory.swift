// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import TLSWire

/// A hello with the versions whose answers it asks for.
///
/// Below TLS 1.3 a hello cannot help offering every version under its highest too.
package struct Proposal: Sendable {
    package var hello: ClientHello
    package let versions: ClosedRange<ProtocolVersion>

    /// On the wire, bytes; a hello that cannot be made is larger than any.
    var size: Int { (try? hello.records().count) ?? Int.max }

    /// What makes most of the size, without writing the hello out.
    var weight: Int {
        2 * (hello.suites.count + hello.groups.count + hello.signatureSchemes.count)
            + (hello.keyShares ?? []).reduce(0) { $0 + $1.keyExchange.count }
    }
}

/// Builds the hellos of one visit: everything a server may answer to is offered, in the order asked for.
struct HelloFactory: Sendable {
    var serverName: String?
    var applicationProtocols: [String]
    /// Sends a share of the first group instead of none; for stacks that refuse an empty list.
    var sendsShare = false

    /// Groups of TLS 1.2 and below.
    ///
    /// Finite-field groups stay out: a server that follows RFC 7919 §4 must
    /// refuse DHE where it has none of those offered, which would hide the suites.
    static let legacyGroups = NamedGroup.all
        .filter { $0.usableInTLS12 && ($0.kind == .ellipticCurve || $0.kind == .explicit) }.map(\.id)
    /// Those of RFC 7919, which a hello offers below TLS 1.3 only to see what comes of it.
    static let finiteFields = NamedGroup.all.filter { $0.usableInTLS12 && $0.kind == .finiteField }.map(\.id)
    static let groups13 = NamedGroup.all.filter(\.usableInTLS13).map(\.id)
    static let legacyGroupSet = CodePointSet(legacyGroups)
    static let group13Set = CodePointSet(groups13)
    static let schemes = SignatureScheme.all.map(\.id)
    /// Signalling values that may stand in a suite list beside the suites.
    static let signals = 1

    /// The suites worth offering at a version, weakest first: a server that picks by its own order then
    /// shows it without a further question.
    static func suites(for version: ProtocolVersion) -> [UInt16] { suites[version] ?? [] }

    /// The same for looking a suite up.
    static func suiteSet(for version: ProtocolVersion) -> CodePointSet {
        suiteSets[version] ?? CodePointSet([])
    }

    private static let suiteSets = suites.mapValues { CodePointSet($0) }

    private static let suites = Dictionary(
        uniqueKeysWithValues: ProtocolVersion.allCases.map { version in
            let usable = CipherSuite.usable(in: version)
            return (version, usable.sorted { ($0.strengthBits, $0.id) < ($1.strengthBits, $1.id) }.map(\.id))
        }
    )

    /// Whether servers of every age and make are likely to know a suite.
    static func isFamiliar(_ id: UInt16) -> Bool {
        let suite = CipherSuite(id)
        let exchanges: [KeyExchange?] = [.ecdhe, .dhe, .rsa]
        let authentications: [Authentication?] = [.rsa, .ecdsa]
        let ciphers: [BulkCipher?] = [.aes, .chacha20, .tripleDES, .rc4]
        return suite.isRegistered && !suite.isExport && exchanges.contains(suite.keyExchange)
            && authentications.contains(suite.authentication) && ciphers.contains(suite.cipher)
    }

    func hello(
        _ versions: ClosedRange<ProtocolVersion>,
        suites: [UInt16],
        groups: [UInt16],
        schemes: [UInt16] = Self.schemes
    ) -> Proposal {
        let is13 = versions.upperBound == .tls13
        var hello = ClientHello(
            versions: versions,
            suites: suites.map { CipherSuite($0) },
            random: RandomBytes.made(32),
            sessionID: is13 ? RandomBytes.made(32) : []
        )
        guard versions.upperBound > .ssl3 else {
            hello.suites.append(.renegotiationSCSV)
            return Proposal(hello: hello, versions: versions)
        }
        hello.serverName = serverName
        hello.applicationProtocols = applicationProtocols
        hello.groups = groups.map { NamedGroup($0) }
        hello.pointFormats = [0]
        hello.extendedMasterSecret = true
        hello.statusRequest = true
        hello.signedCertificateTimestamps = true
        if versions.upperBound >= .tls12 { hello.signatureSchemes = schemes.map { SignatureScheme($0) } }
        if versions.lowerBound <= .tls12 {
            hello.renegotiationInfo = []
            hello.sessionTicket = []
            hello.encryptThenMAC = true
            hello.nextProtocolNegotiation = true
        }
        if is13 { hello.keyShares = sendsShare ? share(of: hello.groups) : [] }
        return Proposal(hello: hello, versions: versions)
    }

    /// The shortest share that can be made: a hello must not grow beyond what the peer is known to take.
    private func share(of groups: [NamedGroup]) -> [KeyShareEntry] {
        let random = RandomBytes.made(64)
        let entries = groups.compactMap { KeyShareEntry.withoutPrivateKey(for: $0, random: random) }
        return entries.min { $0.keyExchange.count < $1.keyExchange.count }.map { [$0] } ?? []
    }
}
