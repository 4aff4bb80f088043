// SPDX-License-Identifier: Apache-2.0
import Facts
import TLSWire

@testable import Probes

/// What a simulated server has, and how it behaves towards hellos it does not like.
struct ServerPolicy: Sendable {
    /// How the server says *no*.
    enum Refusal: Hashable, Sendable {
        case alert(UInt8)
        case close
        case reset
    }

    /// What the server takes amiss in a hello that a better one would answer.
    struct Intolerance: Hashable, Sendable {
        /// Longer suite lists are dropped.
        var suites: Int?
        /// Longer hellos, records included, are dropped.
        var bytes: Int?
        /// Hellos with supported_versions are dropped.
        var tls13 = false
        /// An empty key_share is answered with an alert.
        var emptyShare = false
        /// DHE is refused where finite-field groups are offered and none of them fits (RFC 7919 §4).
        var foreignFiniteFields = false
        /// A hello without server_name is answered with alert 112.
        var missingName = false
        /// It chooses suites of ephemeral Diffie-Hellman without having a prime, and drops the connection then.
        var missingPrime = false
        /// It refuses hellos of TLS 1.0 to 1.2 without extended_master_secret.
        var missingMasterSecret = false
    }

    /// Suites a version in the server's order; a version without any is not offered.
    var suites: [ProtocolVersion: [UInt16]]
    /// What it has of SSL 2.0; nil where it does not speak that.
    var ssl2: [UInt32]?
    var order = PreferenceOrder.server
    /// With an order of its own, takes ChaCha20 first from who begins with it.
    var prioritisesChaCha20 = false
    var groupOrder = PreferenceOrder.server
    var groups13: [UInt16] = []
    var legacyGroups: [UInt16] = []
    /// Schemes with which TLS 1.2 signs, in the server's order; the client's where suites follow that.
    var schemes: [UInt16] = []
    /// Schemes with which TLS 1.3 signs; nil where it looks at none before its ServerHello.
    var schemes13: [UInt16]?
    /// The curve of the ECDSA certificate, without which no suite of ECDSA is chosen below TLS 1.3.
    var certificateCurve: UInt16?
    var applicationProtocols: [String] = []
    /// Alert 120 where no protocol fits (RFC 7301 §3.2).
    var insistsOnProtocol = false
    var compresses = false
    var prime = Self.prime(bits: 2048)
    /// The groups of RFC 7919 that it comes with below TLS 1.3 where they are offered.
    var finiteFields: [UInt16] = []
    var exportPrime = Self.prime(bits: 512)
    /// Comes with the same ephemeral key to every handshake.
    var reusesKeys = false
    var refusal = Refusal.alert(40)
    var intolerance = Intolerance()
    /// Takes the newest version at which a suite fits, instead of the newest version alone.
    var fallsBackForSuite = false
    var chain: [[UInt8]] = [[0x30, 0x00]]

    var versions: [ProtocolVersion] {
        suites.filter { !$0.value.isEmpty }.keys.sorted()
    }

    /// No prime at all, but a number of the right length.
    static func prime(bits: Int) -> [UInt8] { [UInt8](repeating: 0xFB, count: bits / 8) }

    func prime(for suite: CipherSuite) -> [UInt8] { suite.isExport ? exportPrime : prime }

    /// What it comes with in answer to a hello.
    func prime(for suite: CipherSuite, _ hello: ClientHello) -> [UInt8] {
        let group = hello.groups.first { finiteFields.contains($0.id) }
        let named = group.flatMap { group in KnownPrime.all.first { $0.group == group } }
        return suite.isExport ? exportPrime : named?.prime ?? prime
    }
}

/// What a hello comes to before it is bytes.
enum Negotiated: Hashable, Sendable {
    struct Choice: Hashable, Sendable {
        let version: ProtocolVersion
        let suite: CipherSuite
        let group: UInt16?
        let scheme: UInt16?
        let applicationProtocol: String?
        let compression: UInt8
    }

    case chosen(Choice)
    case refused
    case alert(UInt8)
    case dropped
}

// MARK: Negotiation

extension ServerPolicy {
    /// The answer to a hello, as RFC 8446 §4.1.1 and RFC 5246 §7.4.1.3 have it, habits included.
    func negotiate(_ hello: ClientHello, byteCount: Int = 0) -> Negotiated {
        if let limit = intolerance.suites, hello.suites.count > limit { return .dropped }
        if let limit = intolerance.bytes, byteCount > limit { return .dropped }
        if intolerance.tls13, !hello.supportedVersions.isEmpty { return .dropped }
        if intolerance.missingName, hello.serverName == nil { return .alert(112) }
        guard let newest = version(for: hello) else { return .refused }
        let candidates =
            fallsBackForSuite ? versions.filter { $0 <= newest && hello.offers(version: $0.code) } : [newest]
        for version in candidates.reversed() {
            if version == .tls13, intolerance.emptyShare, hello.keyShares?.isEmpty != false {
                return .alert(40)
            }
            if let choice = choice(at: version, for: hello) {
                let isStuck = intolerance.missingPrime && choice.suite.isEphemeralFiniteField
                return isStuck ? .dropped : finish(choice, hello)
            }
        }
        return .refused
    }

    private func version(for hello: ClientHello) -> ProtocolVersion? {
        let knowsExtension = versions.contains(.tls13) && !hello.supportedVersions.isEmpty
        return versions.last { version in
            if knowsExtension { return hello.supportedVersions.contains(version.code) }
            return version < .tls13 && version.code <= hello.legacyVersion
        }
    }

    private func choice(at version: ProtocolVersion, for hello: ClientHello) -> Negotiated.Choice? {
        let own = suites[version] ?? []
        let offered = hello.suites.map(\.id)
        var ordered = order == .client ? offered.filter(own.contains) : own.filter(offered.contains)
        if order == .server, prioritisesChaCha20, hello.suites.first?.isChaCha20 == true {
            let first = ordered.filter { CipherSuite($0).isChaCha20 }
            ordered = first + ordered.filter { !first.contains($0) }
        }
        for id in ordered {
            if let choice = choice(of: CipherSuite(id), at: version, for: hello) { return choice }
        }
        return nil
    }

    private func choice(
        of suite: CipherSuite,
        at version: ProtocolVersion,
        for hello: ClientHello
    ) -> Negotiated.Choice? {
        var group: UInt16?
        var scheme: UInt16?
        if version == .tls13 {
            guard let common = pick(groups13, hello.groups.map(\.id)) else { return nil }
            if let schemes13, !hello.signatureSchemes.contains(where: { schemes13.contains($0.id) }) {
                return nil
            }
            group = common
        } else {
            guard hasWhat(suite, needsOf: hello) else { return nil }
            if suite.keyExchange == .ecdhe || suite.keyExchange == .ecdhePSK {
                let isFree = hello.groups.isEmpty
                guard let common = isFree ? legacyGroups.first : pick(legacyGroups, hello.groups.map(\.id))
                else { return nil }
                group = common
            }
            if version == .tls12, suite.isSigned {
                guard let common = pickScheme(for: suite, hello) else { return nil }
                scheme = common
            }
        }
        let compression: UInt8 =
            compresses && version < .tls13 && hello.compressionMethods.contains(1) ? 1 : 0
        return Negotiated.Choice(
            version: version,
            suite: suite,
            group: group,
            scheme: scheme,
            applicationProtocol: applicationProtocols.first { hello.applicationProtocols.contains($0) },
            compression: compression
        )
    }

    /// Whether the hello has the certificate's curve and no foreign finite-field group, where that matters.
    private func hasWhat(_ suite: CipherSuite, needsOf hello: ClientHello) -> Bool {
        if suite.authentication == .ecdsa, let certificateCurve, !hello.groups.isEmpty,
            !hello.groups.contains(NamedGroup(certificateCurve))
        {
            return false
        }
        return suite.keyExchange != .dhe || !intolerance.foreignFiniteFields
            || !hello.groups.contains { $0.kind == .finiteField }
    }

    private func pick(_ own: [UInt16], _ offered: [UInt16]) -> UInt16? {
        groupOrder == .client ? offered.first(where: own.contains) : own.first(where: offered.contains)
    }

    private func pickScheme(for suite: CipherSuite, _ hello: ClientHello) -> UInt16? {
        let fitting = schemes.filter { SignatureScheme($0).fits(suite) }
        let offered = hello.signatureSchemes.map(\.id)
        return order == .client
            ? offered.first(where: fitting.contains) : fitting.first(where: offered.contains)
    }

    private func finish(_ choice: Negotiated.Choice, _ hello: ClientHello) -> Negotiated {
        if intolerance.missingMasterSecret, !hello.extendedMasterSecret, choice.version > .ssl3,
            choice.version < .tls13
        {
            return .refused
        }
        let isUnmet = choice.applicationProtocol == nil && !hello.applicationProtocols.isEmpty
        return isUnmet && insistsOnProtocol ? .alert(120) : .chosen(choice)
    }
}

extension CipherSuite {
    /// Whether a ServerKeyExchange with a signature belongs to it.
    var isSigned: Bool {
        (keyExchange == .ecdhe || keyExchange == .dhe || keyExchange == .rsa && isExport)
            && (authentication == .rsa || authentication == .ecdsa || authentication == .dss)
    }

    var isChaCha20: Bool { attributes?.cipher == .chacha20 }

    var hasFiniteField: Bool { keyExchange == .dhe || keyExchange == .dhePSK }
}

extension SignatureScheme {
    fileprivate func fits(_ suite: CipherSuite) -> Bool {
        switch suite.authentication {
        case .rsa: signature == .rsa || signature == .rsaPSS
        case .ecdsa: signature == .ecdsa || signature == .eddsa
        case .dss: signature == .dsa
        default: false
        }
    }
}
