// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
package import TLSWire

/// What of one address bears on who can connect.
package struct ServerProfile: Hashable, Sendable {
    package let suites: SuiteCensus
    package let groups: GroupCensus
    /// Whose list decides between suites; a version of which that is not known has no entry.
    package let suiteOrders: [ProtocolVersion: PreferenceOrder]
    /// Whether ChaCha20 goes before what the server likes better for a client that begins with it; likewise.
    package let chaCha20Priorities: [ProtocolVersion: Bool]
    /// Whose list decides between groups; likewise.
    package let groupOrders: [GroupEra: PreferenceOrder]
    /// With what the server signs; a version of which not every scheme is known has no entry.
    package let schemes: [ProtocolVersion: [SignatureScheme]]
    /// Bits of the Diffie-Hellman primes seen before TLS 1.3.
    package let primeBits: Set<Int>
    /// The certificates seen, each once, with the name of the root that each is known to need.
    package let certificates: [Certificate]
    /// Whether a client is served that names no host; nil where that is not known.
    package let servesWithoutName: Bool?
    /// Whether a hello in the format of SSLv2 is taken; nil where that is not known.
    package let takesSSLv2Format: Bool?
    /// The version at which a hello without extended_master_secret was refused; nil where none was.
    package let masterSecretDemand: ProtocolVersion?

    /// A leaf as a client that names the host is served.
    package struct Certificate: Hashable, Sendable {
        package let leaf: CertificateSummary
        /// The common name of the only root that the chain as sent can end in; nil where that is not known.
        package let root: String?
        let namedCurve: NamedGroup?

        package init(leaf: CertificateSummary, root: String? = nil) {
            self.leaf = leaf
            self.root = root
            namedCurve = leaf.namedCurve
        }
    }

    package init(
        suites: SuiteCensus,
        groups: GroupCensus,
        suiteOrders: [ProtocolVersion: PreferenceOrder] = [:],
        chaCha20Priorities: [ProtocolVersion: Bool] = [:],
        groupOrders: [GroupEra: PreferenceOrder] = [:],
        schemes: [ProtocolVersion: [SignatureScheme]] = [:],
        primeBits: Set<Int> = [],
        certificates: [Certificate] = [],
        servesWithoutName: Bool? = nil,
        takesSSLv2Format: Bool? = nil,
        masterSecretDemand: ProtocolVersion? = nil
    ) {
        self.suites = suites
        self.groups = groups
        self.suiteOrders = suiteOrders
        self.chaCha20Priorities = chaCha20Priorities
        self.groupOrders = groupOrders
        self.schemes = schemes
        self.primeBits = primeBits
        self.certificates = certificates
        self.servesWithoutName = servesWithoutName
        self.takesSSLv2Format = takesSSLv2Format
        self.masterSecretDemand = masterSecretDemand
    }

    package init(of subject: Subject, in evidence: any Evidence) {
        let suites = SuiteCensus(of: subject, in: evidence)
        var suiteOrders: [ProtocolVersion: PreferenceOrder] = [:]
        var chaCha20Priorities: [ProtocolVersion: Bool] = [:]
        var schemes: [ProtocolVersion: [SignatureScheme]] = [:]
        for version in suites.versions.offered {
            let order = try? evidence.one(SuiteOrder.self, version.rawValue, of: subject).fact
            suiteOrders[version] = order?.order
            let priority = try? evidence.one(ChaCha20Priority.self, version.rawValue, of: subject).fact
            chaCha20Priorities[version] = priority?.isGiven
            let offer = try? evidence.one(SignatureSchemeOffer.self, version.rawValue, of: subject).fact
            guard let offer, offer.isComplete, !offer.schemes.isEmpty else { continue }
            schemes[version] = offer.schemes.map { SignatureScheme($0) }
        }
        var groupOrders: [GroupEra: PreferenceOrder] = [:]
        for era in GroupEra.allCases {
            groupOrders[era] = try? evidence.one(GroupOrder.self, era.rawValue, of: subject).fact.order
        }
        let absent = ServerNameConduct.Name.absent.rawValue
        let conduct = try? evidence.one(ServerNameConduct.self, absent, of: subject).fact
        let demand = try? evidence.one(MasterSecretDemand.self, of: subject).fact
        self.init(
            suites: suites,
            groups: GroupCensus(suites: suites, of: subject, in: evidence),
            suiteOrders: suiteOrders,
            chaCha20Priorities: chaCha20Priorities,
            groupOrders: groupOrders,
            schemes: schemes,
            primeBits: Set(evidence.all(FiniteFieldGroup.self, under: subject).map(\.fact.bits)),
            certificates: Self.certificates(of: subject, in: evidence),
            servesWithoutName: conduct.map { $0.answer != .refused },
            // Whoever speaks SSLv2 reads its hellos, whichever version they offer (RFC 5246 appendix E.2).
            takesSSLv2Format: suites.versions[.ssl2] == true ? true : nil,
            masterSecretDemand: demand?.isRefusedWithout == true ? demand?.version : nil
        )
    }

    /// What a client is served that names no host is not what these clients get, so its aspect is left out.
    private static func certificates(of subject: Subject, in evidence: any Evidence) -> [Certificate] {
        let aspects = CertificateChain.aspects.filter { $0 != CertificateChain.withoutName }
        var seen: Set<String> = []
        return aspects.compactMap { aspect in
            guard let chain = try? evidence.one(CertificateChain.self, aspect, of: subject).fact,
                let leaf = chain.leaf, seen.insert(leaf.sha256).inserted
            else { return nil }
            let trust = try? evidence.one(ChainTrust.self, aspect, of: subject).fact
            return Certificate(leaf: leaf, root: trust?.anchor.flatMap { onlyRoot($0, of: chain) })
        }
    }

    /// A chain with a certificate by which another root vouches for this one may end there instead.
    private static func onlyRoot(_ anchor: String, of chain: CertificateChain) -> String? {
        let vouched = chain.certificates.contains { $0.subject == anchor && $0.issuer != anchor }
        return vouched ? nil : commonName(of: anchor)
    }

    /// Of an RFC 4514 string; nil where it has none, or an escaped one.
    static func commonName(of name: String) -> String? {
        guard !name.contains("\\") else { return nil }
        let parts = name.split(whereSeparator: { $0 == "," || $0 == "+" })
        return parts.first { $0.hasPrefix("CN=") }.map { String($0.dropFirst(3)) }
    }
}

extension CertificateSummary {
    /// The group of the key's curve, by OpenSSL's and NIST's names; nil for other keys and curves.
    fileprivate var namedCurve: NamedGroup? {
        switch curve {
        case "prime256v1", "secp256r1", "P-256": .secp256r1
        case "secp384r1", "P-384": .secp384r1
        case "secp521r1", "P-521": .secp521r1
        case "brainpoolP256r1": NamedGroup(0x001A)
        case "brainpoolP384r1": NamedGroup(0x001B)
        case "brainpoolP512r1": NamedGroup(0x001C)
        case "secp256k1": NamedGroup(0x0016)
        case "secp224r1", "P-224": NamedGroup(0x0015)
        default: nil
        }
    }
}
