// SPDX-License-Identifier: Apache-2.0
package import Facts
import Foundation
package import Model
import TLSWire

/// What policies are held against: everything of it that one address showed, and why the rest is not known.
package struct PolicyFacts: Hashable, Sendable {
    /// Things seen, and why there may be more of them.
    package struct List: Hashable, Sendable {
        package let items: [PolicyItem]
        package let doubt: Unestablished?

        package init(_ items: [PolicyItem], doubt: Unestablished? = nil) {
            self.items = items
            self.doubt = doubt
        }
    }

    private let suites: SuiteCensus
    private let groups: GroupCensus
    private let schemes: [ProtocolVersion: List]
    private let chains: [CertificateChain]
    /// Why no chain was read; nil where one was.
    private let chainDoubt: Unestablished?
    private let finiteFields: List
    private let features: [PolicyFeature: PolicyFeature.State]

    package init(of subject: Subject, in evidence: any Evidence) {
        suites = SuiteCensus(of: subject, in: evidence)
        groups = GroupCensus(suites: suites, of: subject, in: evidence)
        chains = evidence.all(CertificateChain.self, under: subject).map(\.fact)
            .filter { $0.leaf != nil && $0.aspect != CertificateChain.withoutName }
        chainDoubt = chains.isEmpty ? Self.chainDoubt(of: subject, suites, in: evidence) : nil
        var schemes: [ProtocolVersion: List] = [:]
        for version in suites.versions.offered where version >= .tls12 {
            schemes[version] = Self.schemes(of: subject, version, suites, in: evidence)
        }
        self.schemes = schemes
        do throws(Unestablished) {
            finiteFields = List(try FiniteFieldGroup.ofServer(subject, in: evidence).map(PolicyItem.init))
        } catch {
            finiteFields = List([], doubt: error)
        }
        var features: [PolicyFeature: PolicyFeature.State] = [:]
        for feature in PolicyFeature.allCases {
            features[feature] = feature.state(of: subject, suites, in: evidence)
        }
        self.features = features
    }

    /// A server of anonymous suites alone sends no certificate, which leaves nothing open.
    private static func chainDoubt(
        of subject: Subject,
        _ suites: SuiteCensus,
        in evidence: any Evidence
    ) -> Unestablished? {
        if suites.doubt == nil, suites.entries.allSatisfy({ $0.suites.allSatisfy(\.isAnonymous) }) {
            return nil
        }
        return evidence.reason(Question(CertificateChain.self, CertificateChain.served), of: subject)
            ?? Unestablished(phase: .reply, reason: "no certificate was sent")
    }

    private static func schemes(
        of subject: Subject,
        _ version: ProtocolVersion,
        _ suites: SuiteCensus,
        in evidence: any Evidence
    ) -> List {
        let isSigned =
            version == .tls13 || suites[version]?.suites.contains(where: \.signsKeyExchange) == true
        do throws(Unestablished) {
            let offer = try evidence.one(SignatureSchemeOffer.self, version.rawValue, of: subject).fact
            let items = offer.schemes.map {
                PolicyItem(SignatureScheme($0).description, version: version)
            }
            guard !offer.isComplete else { return List(items) }
            let reason = evidence.reason(SignatureSchemeOffer.remainder(version), of: subject)
            return List(
                items,
                doubt: reason
                    ?? Unestablished(
                        phase: .reply,
                        reason: "the signature schemes may not all have been seen"
                    )
            )
        } catch {
            return isSigned ? List([], doubt: error) : List([], doubt: suites[version]?.doubt)
        }
    }

    package func state(of feature: PolicyFeature) -> PolicyFeature.State {
        features[feature] ?? .inapplicable
    }

    /// The certificates that servers sign with and the days that each lives; nil where that cannot be read.
    var lifetimes: [(certificate: CertificateSummary, days: Int?)] {
        chains.compactMap(\.leaf).map { leaf in
            (
                leaf,
                leaf.life.map { life in
                    // A life of 90 days and one second, as many authorities give it, is one of 90 days.
                    let seconds = life.upperBound.timeIntervalSince(life.lowerBound)
                    return Int((min(seconds, 1e12) / 86400).rounded(.up))
                }
            )
        }
    }

    var certificateDoubt: Unestablished? { chainDoubt }

    /// The suite of the least strength with that strength in bits; suites that no registry names say nothing.
    var strengths: (items: [(suite: CipherSuite, bits: Int)], doubt: Unestablished?) {
        let known = suites.entries.flatMap(\.suites).filter { $0.attributes != nil }
        return (known.map { ($0, $0.strengthBits) }, suites.doubt)
    }

    /// What was seen of a subject in some versions (all, where none is named); nil where nothing is offered to
    /// which it could belong.
    func list(of subject: PolicySubject, in versions: [ProtocolVersion]) -> List? {
        switch subject {
        case .versions: versionList
        case .suites: suiteList(in: versions)
        case .groups: groupList(in: versions)
        case .signatures: schemeList(in: versions)
        case .certificateKeys: List(chains.compactMap(\.leaf).map(PolicyItem.init(keyOf:)), doubt: chainDoubt)
        case .certificateSignatures: signatureList(of: chains.compactMap(\.leaf))
        case .chainSignatures:
            signatureList(of: chains.flatMap(\.certificates).filter { !$0.isSelfSigned })
        case .diffieHellman: finiteFields.items.isEmpty && finiteFields.doubt == nil ? nil : finiteFields
        case .certificateLifetime, .cipherStrength, .features: nil
        }
    }

    private var versionList: List {
        List(
            suites.versions.offered.map { PolicyItem($0.rawValue, text: $0.title) },
            doubt: suites.versions.doubt(on: .ssl2 ... .tls13)
        )
    }

    /// Why one version is neither known to be offered nor known not to be.
    func doubt(on version: String) -> Unestablished? {
        ProtocolVersion(rawValue: version).flatMap { suites.versions.doubts[$0] }
    }

    private func isMeant(_ version: ProtocolVersion, _ versions: [ProtocolVersion]) -> Bool {
        versions.isEmpty || versions.contains(version)
    }

    /// Why it is not known whether some of the versions are offered.
    private func doubt(on versions: [ProtocolVersion]) -> Unestablished? {
        suites.versions.doubts.keys.sorted(by: >).filter { isMeant($0, versions) && $0 != .ssl2 }
            .compactMap { suites.versions.doubts[$0] }.foremost
    }

    private func suiteList(in versions: [ProtocolVersion]) -> List? {
        let entries = suites.entries.filter { isMeant($0.version, versions) }
        let doubt = (entries.compactMap(\.doubt) + [doubt(on: versions)].compactMap(\.self)).foremost
        guard !entries.isEmpty || doubt != nil else { return nil }
        let items = entries.flatMap { entry in
            entry.suites.map { PolicyItem($0.description, version: entry.version) }
        }
        return List(items, doubt: doubt)
    }

    private func groupList(in versions: [ProtocolVersion]) -> List? {
        let eras = GroupEra.allCases.filter { era in
            versions.isEmpty || versions.contains { ($0 == .tls13) == (era == .tls13) }
        }
        var items: [PolicyItem] = []
        for group in eras.flatMap({ groups.groups[$0] ?? [] }) {
            let item = PolicyItem(group.description)
            if !items.contains(item) { items.append(item) }
        }
        let doubt = eras.compactMap { groups.doubts[$0] }.foremost
        let isInUse = eras.contains { groups.groups[$0] != nil || groups.doubts[$0] != nil }
        return isInUse ? List(items, doubt: doubt) : nil
    }

    private func schemeList(in versions: [ProtocolVersion]) -> List? {
        let meant = schemes.filter { isMeant($0.key, versions) }.sorted { $0.key < $1.key }.map(\.value)
        let doubt = (meant.compactMap(\.doubt) + [doubt(on: versions)].compactMap(\.self)).foremost
        let items = meant.flatMap(\.items)
        return items.isEmpty && doubt == nil ? nil : List(items, doubt: doubt)
    }

    private func signatureList(of certificates: [CertificateSummary]) -> List {
        var items: [PolicyItem] = []
        for certificate in certificates {
            let item = PolicyItem(certificate.signatureAlgorithm)
            if !items.contains(item) { items.append(item) }
        }
        return List(items, doubt: chainDoubt)
    }
}
