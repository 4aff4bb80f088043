// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
package import TLSWire

/// What one address offers by TLS, as far as a line of its configuration, or a further certificate, alters it.
///
/// Whole by construction: where a list may be longer than what was seen, there is no value but a reason.
package struct OfferedSettings: Hashable, Sendable {
    /// What a certificate's key signs with.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case rsa = "RSA"
        case ecdsa = "ECDSA"
    }

    package internal(set) var versions: Set<ProtocolVersion>
    /// Of every version on from SSL 3.0, in the order of the server's choice; never empty.
    package internal(set) var suites: [ProtocolVersion: [CipherSuite]]
    /// Of every generation in use, likewise.
    package internal(set) var groups: [GroupEra: [NamedGroup]]
    /// A list whose order is not known has no entry.
    var suiteOrders: [ProtocolVersion: PreferenceOrder]
    var groupOrders: [GroupEra: PreferenceOrder]
    var schemes: [ProtocolVersion: SignatureSchemeOffer]
    /// Of the certificates served.
    package internal(set) var keys: Set<Key>
    /// Of those, the ones that a change brings.
    package internal(set) var addedKeys: Set<Key> = []

    /// Throws why a change could not be followed: some list of the address is not known to be whole.
    package init(of subject: Subject, in evidence: any Evidence) throws(Unestablished) {
        _ = try evidence.one(Reachability.self, of: subject)
        let census = SuiteCensus(of: subject, in: evidence)
        if let doubt = census.doubt { throw doubt }
        let groupCensus = GroupCensus(suites: census, of: subject, in: evidence)
        if let doubt = groupCensus.doubt { throw doubt }
        guard !census.entries.isEmpty else {
            throw Unestablished(phase: .notApplicable, reason: "no version from SSL 3.0 on is offered")
        }
        versions = Set(census.versions.offered)
        suites = Dictionary(uniqueKeysWithValues: census.entries.map { ($0.version, $0.suites) })
        groups = groupCensus.groups
        suiteOrders = [:]
        schemes = [:]
        groupOrders = [:]
        for version in versions {
            let aspect = version.rawValue
            suiteOrders[version] = try? evidence.one(SuiteOrder.self, aspect, of: subject).fact.order
            schemes[version] = try? evidence.one(SignatureSchemeOffer.self, aspect, of: subject).fact
        }
        for era in GroupEra.allCases {
            groupOrders[era] = try? evidence.one(GroupOrder.self, era.rawValue, of: subject).fact.order
        }
        keys = []
        for chain in evidence.all(CertificateChain.self, under: subject).map(\.fact)
        where chain.aspect != CertificateChain.withoutName {
            if chain.leaf?.isRSA == true { keys.insert(.rsa) }
            if chain.leaf?.isEC == true { keys.insert(.ecdsa) }
        }
        settle()
    }

    /// Nil where none below TLS 1.3 is on, SSL 2.0 aside.
    var newestLegacy: ProtocolVersion? { versions.filter { $0 < .tls13 && $0 >= .ssl3 }.max() }

    /// Suites below TLS 1.3, each once.
    var legacySuites: Set<CipherSuite> { Set(suites.filter { $0.key < .tls13 }.flatMap(\.value)) }

    /// Turns versions off.
    mutating func remove(_ meant: (ProtocolVersion) -> Bool) {
        versions = versions.filter { !meant($0) }
    }

    mutating func removeSuites(below version: ProtocolVersion = .tls13, where isMeant: (CipherSuite) -> Bool)
    {
        for (number, list) in suites where number < version {
            suites[number] = list.filter { !isMeant($0) }
        }
    }

    /// Adds suites behind those of a version that can have them; where it was off, it is on with them.
    mutating func add(_ added: [CipherSuite], at version: ProtocolVersion) {
        let fitting = added.filter { $0.versions?.contains(version) == true }
        guard !fitting.isEmpty else { return }
        versions.insert(version)
        let list = suites[version] ?? []
        suites[version] = list + fitting.filter { !list.contains($0) }
    }

    /// Those among suites that one of the certificates can serve.
    func served(_ suites: [CipherSuite]) -> [CipherSuite] {
        suites.filter { suite in
            switch suite.authentication {
            case .rsa?: keys.contains(.rsa)
            case .ecdsa?: keys.contains(.ecdsa)
            default: true
            }
        }
    }

    /// Makes it whole again after a change: nothing is left of what is off, and what is on has what it needs.
    mutating func settle() {
        for version in versions where version >= .ssl3 && (suites[version] ?? []).isEmpty {
            versions.remove(version)
        }
        if versions.contains(.tls13), groups[.tls13]?.isEmpty == true { versions.remove(.tls13) }
        suites = suites.filter { versions.contains($0.key) }
        let usesCurves = legacySuites.contains(where: \.usesNamedCurve)
        settle(.tls13, isInUse: versions.contains(.tls13), from: .legacy, where: \.usableInTLS13)
        settle(.legacy, isInUse: usesCurves, from: .tls13, where: \.usableInTLS12)
        for version in ProtocolVersion.allCases {
            suiteOrders[version] = Self.order(suiteOrders[version], of: suites[version]?.count ?? 0)
            if !versions.contains(version) { schemes[version] = nil }
        }
        for era in GroupEra.allCases {
            groupOrders[era] = Self.order(groupOrders[era], of: groups[era]?.count ?? 0)
        }
    }

    /// A generation that comes into use has the groups of the other one, or X25519 and P-256 where that has none.
    private mutating func settle(
        _ era: GroupEra,
        isInUse: Bool,
        from other: GroupEra,
        where isUsable: (NamedGroup) -> Bool
    ) {
        guard isInUse else {
            groups[era] = nil
            return
        }
        guard groups[era] == nil else { return }
        let borrowed = (groups[other] ?? []).filter(isUsable)
        groups[era] = borrowed.isEmpty ? [.x25519, .secp256r1] : borrowed
    }

    /// Whose list decides is not known of a list that had one entry and gets more.
    private static func order(_ order: PreferenceOrder?, of count: Int) -> PreferenceOrder? {
        switch count {
        case 0: nil
        case 1: .single
        default: order == .single ? nil : order
        }
    }
}
