// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
import TLSWire

extension OfferedSettings {
    /// What a visit to the address would say otherwise than it did: facts by their questions, nil for what would have no
    /// answer, or one that nobody can know before.
    ///
    /// - Parameter before: as the address was seen.
    package func alterations(since before: OfferedSettings, of subject: Subject, in evidence: any Evidence)
        -> [Question: (any Fact)?]
    {
        let old = before.facts(of: subject, in: evidence, since: before)
        let new = facts(of: subject, in: evidence, since: before)
        var altered: [Question: (any Fact)?] = [:]
        for (question, fact) in new where old[question].map({ !Self.areSame($0, fact) }) ?? true {
            altered[question] = .some(fact)
        }
        for question in old.keys where new[question] == nil { altered.updateValue(nil, forKey: question) }
        return altered
    }

    private static func areSame(_ left: any Fact, _ right: any Fact) -> Bool {
        FactRecord(left) == FactRecord(right)
    }

    /// Everything about the address that hangs on settings.
    func facts(of subject: Subject, in evidence: any Evidence, since before: OfferedSettings) -> [Question:
        any Fact]
    {
        let seen = SeenFacts(subject: subject, evidence: evidence)
        let all =
            lists + negotiated(seen) + exposures(seen, since: before) + chains(seen)
            + seen.all(SessionResumption.self).filter { versions.contains($0.version) }
            + seen.all(EarlyData.self).filter { _ in versions.contains(.tls13) }
            + seen.all(CertificateCompression.self).filter { _ in versions.contains(.tls13) }
            + seen.all(SSL2CipherOffer.self).filter { _ in versions.contains(.ssl2) }
            + seen.all(MasterSecretDemand.self).filter { $0.version == newestLegacy }
        return Dictionary(all.map { ($0.question, $0) }) { first, _ in first }
    }

    private var lists: [any Fact] {
        let offered: [any Fact] = ProtocolVersion.allCases.map {
            VersionOffer(version: $0, isOffered: versions.contains($0))
        }
        let bySuites: [any Fact] = suites.flatMap { version, list -> [any Fact] in
            let offer = SuiteOffer(version: version, suites: list.map(\.id), isComplete: true)
            return [offer] + (suiteOrders[version].map { [SuiteOrder(version: version, order: $0)] } ?? [])
        }
        let byGroups: [any Fact] = groups.flatMap { era, list -> [any Fact] in
            let offer = GroupOffer(era: era, groups: list.map(\.id), isComplete: true)
            return [offer] + (groupOrders[era].map { [GroupOrder(era: era, order: $0)] } ?? [])
        }
        return offered + bySuites + byGroups
    }

    /// What is signed and agreed with the suites that are on.
    private func negotiated(_ seen: SeenFacts) -> [any Fact] {
        let signing = schemes.values.filter { offer in
            offer.version == .tls13 || (suites[offer.version] ?? []).contains(where: \.signsKeyExchange)
        }
        let usesPrimes = legacySuites.contains(where: \.usesFiniteField)
        let priorities = seen.all(ChaCha20Priority.self).filter { priority in
            suiteOrders[priority.version] == .server
                && (suites[priority.version] ?? []).contains { $0.attributes?.cipher == .chacha20 }
        }
        let reuse = seen.all(EphemeralKeyReuse.self).filter { fact in
            switch fact.exchange {
            case .finiteField: usesPrimes
            case .ellipticCurve: groups[.legacy] != nil
            }
        }
        var all: [any Fact] = signing + priorities + reuse
        all += seen.all(ExtensionOffer.self).filter { versions.contains($0.version) }
        guard usesPrimes else { return all }
        all += seen.all(FiniteFieldGroup.self)
        all += seen.all(FiniteFieldPrime.self)
        all += seen.all(FiniteFieldNegotiation.self).filter { _ in versions.contains(.tls12) }
        return all
    }

    /// A named attack does not apply where what it needs is gone; where that comes, nobody has looked yet.
    private func exposures(_ seen: SeenFacts, since before: OfferedSettings) -> [any Fact] {
        seen.all(AttackExposure.self).compactMap { exposure in
            guard let need = Self.need(of: exposure.attack) else { return exposure }
            switch (need(before), need(self)) {
            case (_, false):
                guard exposure.state != .notApplicable else { return exposure }
                return AttackExposure(exposure.attack, .notApplicable, evidence: Self.gone)
            case (false, true): return nil
            case (true, true): return exposure
            }
        }
    }

    private static let gone = "what the attack needs is off"

    /// What must be offered for an attack to apply; nil where settings of TLS decide nothing.
    private static func need(of attack: NamedAttack) -> ((OfferedSettings) -> Bool)? {
        switch attack {
        case .robot: { $0.legacySuites.contains { $0.keyExchange == .rsa || $0.keyExchange == .rsaPSK } }
        case .poodleTLS, .lucky13: { $0.legacySuites.contains(where: \.isCBC) }
        case .raccoon: { $0.legacySuites.contains { $0.usesFiniteField || $0.keyExchange == .dh } }
        case .heartbleed, .ccsInjection, .ticketbleed, .insecureRenegotiation, .clientRenegotiation:
            { $0.newestLegacy != nil }
        case .fallbackSCSV: { $0.versions.filter { $0 >= .ssl3 }.count > 1 }
        case .crime, .breach, .poodleSSL, .sweet32, .freak, .drown, .logjam, .beast, .rc4, .alpaca, .opossum,
            .starttlsInjection:
            nil
        }
    }

    /// Those served, and of each certificate to come the leaf, with the issuer and the root of what is there.
    private func chains(_ seen: SeenFacts) -> [any Fact] {
        let served = seen.all(CertificateChain.self)
        let trusts = seen.all(ChainTrust.self)
        var all: [any Fact] = served + trusts
        let kept = served.filter { $0.aspect != CertificateChain.withoutName }
        guard let model = kept.first(where: { $0.aspect == CertificateChain.served }) ?? kept.first else {
            return all
        }
        for key in addedKeys {
            guard let leaf = model.leaf?.planned(key) else { continue }
            let aspect = key == .rsa ? "rsa" : "ecdsa"
            all.append(
                CertificateChain(aspect: aspect, certificates: [leaf] + model.certificates.dropFirst())
            )
            guard let trust = trusts.first(where: { $0.aspect == model.aspect }) else { continue }
            all.append(
                ChainTrust(
                    aspect: aspect,
                    outcome: trust.outcome,
                    code: trust.code,
                    text: trust.text,
                    path: trust.path.isEmpty ? [] : [leaf.sha256] + trust.path.dropFirst(),
                    anchor: trust.anchor,
                    storeSHA256: trust.storeSHA256
                )
            )
        }
        return all
    }
}

/// Reads the facts of one address.
private struct SeenFacts {
    let subject: Subject
    let evidence: any Evidence

    func all<F: Fact>(_ kind: F.Type) -> [F] { evidence.all(kind, under: subject).map(\.fact) }
}

extension CertificateSummary {
    /// The same certificate for another key, on P-256 or RSA of 2048 bits; its digests name nothing that exists.
    fileprivate func planned(_ key: OfferedSettings.Key) -> CertificateSummary {
        CertificateSummary(
            subject: subject,
            issuer: issuer,
            serial: serial,
            notBefore: notBefore,
            notAfter: notAfter,
            keyType: key == .rsa ? "RSA" : "EC",
            keyBits: key == .rsa ? 2048 : 256,
            curve: key == .rsa ? nil : "secp256r1",
            exponent: key == .rsa ? "65537" : nil,
            signatureAlgorithm: signatureAlgorithm,
            signatureDigest: signatureDigest,
            names: names,
            isAuthority: isAuthority,
            isSelfIssued: isSelfIssued,
            isSelfSigned: isSelfSigned,
            keyUsage: keyUsage,
            extendedKeyUsage: extendedKeyUsage,
            mustStaple: mustStaple,
            ocspURLs: ocspURLs,
            crlURLs: crlURLs,
            sha256: String(repeating: "0", count: 64),
            spkiSHA256: String(repeating: "0", count: 64),
            version: version,
            commonName: commonName,
            issuerURLs: issuerURLs
        )
    }
}
