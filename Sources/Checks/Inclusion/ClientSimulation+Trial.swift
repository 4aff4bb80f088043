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
        var chosen: NamedGroup?
        if version == .tls13 || suite.usesNamedCurve {
            switch version == .tls13 ? sharedGroup() : legacyGroup() {
            case .works(let group): chosen = group
            case let other: return other
            }
        }
        return signature(of: suite) ?? certificate(for: suite) ?? prime(for: suite) ?? .works(chosen)
    }

    /// A client that names no groups leaves the server free (RFC 8422 §4).
    private func legacyGroup() -> Trial {
        let offered = server.groups.groups[.legacy] ?? []
        guard !client.groups.isEmpty else { return .works(offered.count == 1 ? offered.first : nil) }
        let common = offered.filter(client.groups.contains)
        guard !common.isEmpty else { return noGroup(.legacy) }
        guard server.groups.doubts[.legacy] == nil || server.groupOrders[.legacy] == .server else {
            return .works(nil)
        }
        return .works(preferred(among: common, .legacy))
    }

    /// Some servers take their favourite and ask for its share (HelloRetryRequest), others the best of the shares
    /// that came, by their own list or by the client's; where these differ, the group stays open.
    private func sharedGroup() -> Trial {
        let common = (server.groups.groups[.tls13] ?? []).filter(client.groups.contains)
        guard !common.isEmpty else { return noGroup(.tls13) }
        guard server.groups.doubts[.tls13] == nil else { return .works(nil) }
        let favourite = preferred(among: common, .tls13)
        guard let first = client.keyShares.first(where: common.contains) else { return .works(favourite) }
        let shared = common.filter(client.keyShares.contains)
        return .works(favourite == first && preferred(among: shared, .tls13) == first ? first : nil)
    }

    private func noGroup(_ era: GroupEra) -> Trial {
        guard let doubt = server.groups.doubts[era] else {
            return .passedOver("no common key-exchange group")
        }
        return .unclear("the groups are not all known: \(doubt.reason)")
    }

    private func preferred(among common: [NamedGroup], _ era: GroupEra) -> NamedGroup? {
        switch server.groupOrders[era] {
        case .server?: common.first
        case .client?: client.groups.first(where: common.contains)
        case .single?, nil: common.count == 1 ? common.first : nil
        }
    }

    /// Before TLS 1.2 there is no choice of signatures; a suite with static keys needs none.
    private func signature(of suite: CipherSuite) -> Trial? {
        guard version == .tls13 || version == .tls12 && suite.signsKeyExchange else { return nil }
        let usable = schemes(for: suite)
        let refusal = Trial.passedOver("no common signature scheme")
        if let schemes = server.schemes[version] {
            return usable.contains(where: schemes.contains) ? nil : refusal
        }
        guard version == .tls13 else { return usable.isEmpty ? refusal : nil }
        guard !server.certificates.isEmpty else {
            return .unclear("neither certificate nor signature schemes are known")
        }
        let fits = server.certificates.contains { certificate in
            usable.contains { Self.fits($0, certificate) }
        }
        return fits ? nil : refusal
    }

    /// With which a key of this suite's kind may sign; who names none at TLS 1.2 means SHA-1 (RFC 5246 §7.4.1.4.1).
    private func schemes(for suite: CipherSuite) -> [SignatureScheme] {
        if version == .tls13 { return client.schemes.filter(\.usableInTLS13Handshake) }
        let named =
            client.schemes.isEmpty
            ? [0x0201, 0x0202, 0x0203].map { SignatureScheme($0) } : client.schemes
        return named.filter { Self.fits($0, suite) }
    }

    private static func fits(_ scheme: SignatureScheme, _ suite: CipherSuite) -> Bool {
        switch suite.authentication {
        case .rsa?: scheme.signature == .rsa || scheme.signature == .rsaPSS
        case .dss?: scheme.signature == .dsa
        case .ecdsa?: scheme.signature == .ecdsa || scheme.signature == .eddsa
        default: true
        }
    }

    /// Whether a certificate's key can make the signature in TLS 1.3 (RFC 8446 §4.2.3).
    private static func fits(_ scheme: SignatureScheme, _ certificate: ServerProfile.Certificate) -> Bool {
        let leaf = certificate.leaf
        if leaf.isRSA {
            let forRestrictedKeys = (0x0809...0x080B).contains(scheme.id)
            return scheme.signature == .rsaPSS && forRestrictedKeys == (leaf.keyType == "RSA-PSS")
        }
        guard leaf.isEC else {
            return scheme.signature == (leaf.keyType.hasPrefix("Ed") ? .eddsa : .mldsa)
        }
        switch certificate.namedCurve {
        case .secp256r1?: return scheme.id == 0x0403
        case .secp384r1?: return scheme.id == 0x0503
        case .secp521r1?: return scheme.id == 0x0603
        default: return scheme.signature == .ecdsa
        }
    }

    /// Speaks only of the certificates seen.
    private func certificate(for suite: CipherSuite) -> Trial? {
        let served = server.certificates.filter { certificate in
            guard version == .tls13 else { return certificate.leaf.serves(suite) }
            return client.schemes.contains { Self.fits($0, certificate) }
        }
        guard let first = served.first else { return nil }
        guard let obstacle = refusal(of: first, for: suite) else {
            let other = served.dropFirst().lazy.compactMap { refusal(of: $0, for: suite)?.reason }.first
            return other.map { .unclear("it depends on the certificate that is chosen: \($0)") }
        }
        let isAlone = served.dropFirst().allSatisfy { refusal(of: $0, for: suite) != nil }
        return isAlone
            ? obstacle
            : .unclear("it depends on the certificate that is chosen: \(obstacle.reason ?? "")")
    }

    private func refusal(of certificate: ServerProfile.Certificate, for suite: CipherSuite) -> Trial? {
        let leaf = certificate.leaf
        if leaf.isRSA, !client.rsaBits.contains(leaf.keyBits) {
            return .breaks("an RSA key of \(leaf.keyBits) bits is refused")
        }
        if leaf.isEC {
            if version < .tls13, !client.groups.isEmpty, let curve = certificate.namedCurve,
                !client.groups.contains(curve)
            {
                return .passedOver("the certificate's curve \(curve) is not supported")
            }
            if !client.ecBits.contains(leaf.keyBits) {
                return .breaks("an EC key of \(leaf.keyBits) bits is refused")
            }
        }
        if !client.verifiesSHA256, leaf.signatureDigest == "SHA256" {
            return .breaks("it cannot verify the certificate, which is signed with SHA-256")
        }
        if let root = certificate.root, client.missingRoots.contains(root) {
            return .breaks("its trust store lacks the certificate's root, \(root)")
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
    /// Whether its key is of the kind that a suite before TLS 1.3 needs.
    fileprivate func serves(_ suite: CipherSuite) -> Bool {
        switch suite.authentication {
        case .rsa?: isRSA
        case .ecdsa?: isEC || keyType.hasPrefix("Ed")
        default: false
        }
    }
}
