// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

/// What would come of one suite.
enum Trial: Hashable, Sendable {
    /// The group is nil where none is needed or several are possible.
    case works(NamedGroup?)
    /// The server would not choose the suite for this client.
    case passedOver(String)
    /// The server would choose it, and the client would give up on what comes then.
    case breaks(String)
    case unclear(String)

    var isPassedOver: Bool {
        guard case .passedOver = self else { return false }
        return true
    }

    var reason: String? {
        switch self {
        case .works: nil
        case .passedOver(let reason), .breaks(let reason), .unclear(let reason): reason
        }
    }
}

extension ClientSimulation {
    func trial(of suite: CipherSuite) -> Trial {
        let isModern = version == .tls13
        var chosen: NamedGroup?
        if isModern || suite.usesNamedCurve {
            switch group(of: isModern ? .tls13 : .legacy) {
            case .works(let group): chosen = group
            case let other: return other
            }
        }
        for obstacle in [signature(of: suite), certificate(for: suite), prime(for: suite)] {
            if let obstacle { return obstacle }
        }
        return .works(chosen)
    }

    /// A client that names no groups leaves the server free (RFC 8422 §4).
    private func group(of era: GroupEra) -> Trial {
        let offered = server.groups.groups[era] ?? []
        guard !client.groups.isEmpty else { return .works(offered.count == 1 ? offered.first : nil) }
        let common = offered.filter(client.groups.contains)
        guard !common.isEmpty else {
            if let doubt = server.groups.doubts[era] {
                return .unclear("the groups are not all known: \(doubt.reason)")
            }
            return .passedOver("no common key-exchange group")
        }
        switch server.groupOrders[era] {
        case .server?: return .works(common.first)
        case .client?: return .works(client.groups.first(where: common.contains))
        case .single?, nil: return .works(common.count == 1 ? common.first : nil)
        }
    }

    /// Before TLS 1.2 there is no choice of signatures; a suite with static keys needs none.
    private func signature(of suite: CipherSuite) -> Trial? {
        guard version == .tls13 || version == .tls12 && suite.signsKeyExchange else { return nil }
        guard !client.schemes.isEmpty else { return nil }
        let usable = client.schemes.filter { scheme in
            version == .tls13 ? scheme.usableInTLS13Handshake : Self.fits(scheme, suite)
        }
        if let schemes = server.schemes[version] {
            return usable.contains(where: schemes.contains) ? nil : .passedOver("no common signature scheme")
        }
        guard version == .tls13 else {
            return usable.isEmpty ? .passedOver("no common signature scheme") : nil
        }
        guard let leaf = server.leaf else {
            return .unclear("neither certificate nor signature schemes are known")
        }
        return usable.contains { Self.fits($0, leaf) } ? nil : .passedOver("no common signature scheme")
    }

    private static func fits(_ scheme: SignatureScheme, _ suite: CipherSuite) -> Bool {
        switch suite.authentication {
        case .rsa?: scheme.signature == .rsa || scheme.signature == .rsaPSS
        case .dss?: scheme.signature == .dsa
        case .ecdsa?: scheme.signature == .ecdsa || scheme.signature == .eddsa
        default: true
        }
    }

    private static func fits(_ scheme: SignatureScheme, _ leaf: CertificateSummary) -> Bool {
        if leaf.isRSA { return scheme.signature == .rsaPSS }
        if leaf.isEC { return scheme.signature == .ecdsa }
        return scheme.signature == (leaf.keyType.hasPrefix("Ed") ? .eddsa : .mldsa)
    }

    /// Speaks only of the certificate seen: a server with several has another for the other suites.
    private func certificate(for suite: CipherSuite) -> Trial? {
        guard let leaf = server.leaf else { return nil }
        if leaf.isRSA, suite.authentication == .rsa || version == .tls13 {
            return client.rsaBits.contains(leaf.keyBits)
                ? nil : .breaks("an RSA key of \(leaf.keyBits) bits is refused")
        }
        if leaf.isEC, suite.authentication == .ecdsa, !client.groups.isEmpty, let curve = leaf.namedCurve {
            return client.groups.contains(curve) ? nil : .passedOver("the curve \(curve) is not supported")
        }
        return nil
    }

    private func prime(for suite: CipherSuite) -> Trial? {
        guard suite.usesFiniteField, version < .tls13, client.primeBits != 0...Int.max else { return nil }
        guard !server.primeBits.isEmpty else { return .unclear("the Diffie-Hellman prime is not known") }
        let refused = server.primeBits.filter { !client.primeBits.contains($0) }.sorted()
        guard let bits = refused.first else { return nil }
        let reason = "a Diffie-Hellman prime of \(bits) bits is refused"
        return refused.count == server.primeBits.count ? .breaks(reason) : .unclear(reason)
    }
}

extension CertificateSummary {
    /// The group of the key's curve, by OpenSSL's and NIST's names; nil for other keys and curves.
    fileprivate var namedCurve: NamedGroup? {
        switch curve {
        case "prime256v1", "secp256r1", "P-256": .secp256r1
        case "secp384r1", "P-384": .secp384r1
        case "secp521r1", "P-521": .secp521r1
        default: nil
        }
    }
}
