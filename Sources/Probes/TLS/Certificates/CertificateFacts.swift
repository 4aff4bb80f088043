// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import Model

/// The facts of one served chain: its certificates, how they hang together, their trust, the name they are for,
/// and what came beside them.
struct CertificateFacts {
    let serverName: String
    let material: TrustMaterial
    /// When the chain was seen, to tell a current staple from a stale one.
    let clock: @Sendable () -> Date
    /// Where the chains are noted that come by.
    let chains = MetChains()

    init(serverName: String, material: TrustMaterial, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.serverName = serverName
        self.material = material
        self.clock = clock
    }

    /// Every answer that the certificates one answer carried can give.
    ///
    /// - Parameter aspect: which chain of the host it is, one of `CertificateChain.aspects`.
    func answers(_ served: ServedCertificates, aspect: String = CertificateChain.served) -> [Answer] {
        var answers = AnswerList()
        chains.note(served.chain, as: aspect)
        if aspect == CertificateChain.served { answers.add(OCSPStaple(isPresent: served.staple != nil)) }
        do {
            let chain = try material.reader.read(chain: served.chain)
            let details = chain.map(\.details)
            answers.add(CertificateChain(aspect: aspect, certificates: details.map(CertificateSummary.init)))
            if aspect == CertificateChain.served {
                answers.add(AssociationDigests(aspect: aspect, chain: served.chain, details: details))
                answers.add(
                    TransparencyTimestamps(
                        inCertificate: details.first?.timestamps.count ?? 0,
                        inExtension: served.timestamps.count
                    )
                )
            }
            let status = CertificateStatusFacts(
                material: material,
                clock: clock,
                served: served,
                chain: chain,
                aspect: aspect
            )
            status.add(to: &answers)
            answers.add(KeyTrials(aspect: aspect, details: details, list: material.weakKeys))
            addTrust(chain, to: &answers, aspect: aspect)
            addName(chain, to: &answers, aspect: aspect)
            return answers.list
        } catch {
            let reason = Unestablished(phase: .reply, reason: "a certificate cannot be read: \(error.reason)")
            let answered = Set(answers.list.map(\.question))
            return answers.list
                + Self.unestablished(reason, aspect: aspect).filter { !answered.contains($0.question) }
        }
    }

    /// The same questions, left open for one reason.
    static func unestablished(
        _ reason: Unestablished,
        aspect: String = CertificateChain.served
    ) -> [Answer] {
        var questions = [
            Question(CertificateChain.self, aspect), Question(ChainTrust.self, aspect),
            Question(ServerNameMatch.self, aspect), Question(ChainOrder.self, aspect),
            Question(KeyTrials.self, aspect), Question(TransparencyPromises.self, aspect),
            Question(RevocationStatus.self, RevocationStatus.aspect(aspect, source: .staple)),
        ]
        if aspect == CertificateChain.served {
            questions += [
                Question(OCSPStaple.self), Question(TransparencyTimestamps.self),
                Question(AssociationDigests.self, aspect),
            ]
        }
        return questions.map { .unestablished($0, reason) }
    }

    /// By the public store and by every named one; the order of the chain rests on what they lack.
    private func addTrust(
        _ chain: [ParsedCertificate],
        to answers: inout AnswerList,
        aspect: String
    ) {
        do {
            let verdict = try material.publicStore.verify(chain: chain)
            answers.add(ChainTrust(verdict, aspect: aspect, store: nil))
            var isCompleted = verdict.fault != .missingIssuer
            for named in material.privateStores {
                let other = try named.store.verify(chain: chain)
                answers.add(ChainTrust(other, aspect: aspect, store: named.name))
                isCompleted = isCompleted || other.fault != .missingIssuer
            }
            let links = try IssuanceLinks(chain: chain)
            answers.add(
                ChainOrder(links, chain.map(\.details), missing: isCompleted ? nil : verdict, aspect: aspect)
            )
        } catch {
            let reason = Unestablished(phase: .reply, reason: "the chain cannot be read: \(error.reason)")
            let answered = Set(answers.list.map(\.question))
            for question in [Question(ChainTrust.self, aspect), Question(ChainOrder.self, aspect)]
            where !answered.contains(question) {
                answers.add(question, unestablished: reason)
            }
        }
    }

    private func addName(_ chain: [ParsedCertificate], to answers: inout AnswerList, aspect: String) {
        guard let leaf = chain.first else { return }
        let matches = CertificateName.matches(leaf, host: serverName)
        answers.add(ServerNameMatch(aspect: aspect, serverName: serverName, matches: matches))
    }
}

extension ServedCertificates {
    /// The aspect that the leaf's key gives a chain, `rsa`; nil where the leaf cannot be read or its kind of key
    /// has none.
    func keyAspect(_ reader: CertificateReader) -> String? {
        guard let leaf = chain.first, let type = try? reader.read(leaf).details.key.type else {
            return nil
        }
        return switch type {
        case "RSA": "rsa"
        case "RSA-PSS": "rsa-pss"
        case "EC": "ecdsa"
        case "Ed25519", "Ed448": "eddsa"
        case "DSA": "dsa"
        default: type.hasPrefix("ML-DSA") || Self.latticeSignatures.contains(type) ? "ml-dsa" : nil
        }
    }

    /// id-ml-dsa-44, -65 and -87 (RFC 9881 §2), where OpenSSL has no name for them.
    private static let latticeSignatures = Set((17...19).map { "2.16.840.1.101.3.4.3.\($0)" })
}

extension ChainTrust {
    init(_ verdict: ChainVerdict, aspect: String, store: String?) {
        self.init(
            aspect: aspect,
            outcome: Outcome(verdict),
            code: verdict.code,
            text: verdict.reason,
            path: verdict.path,
            anchor: verdict.anchor,
            storeSHA256: verdict.store,
            store: store
        )
    }
}

extension AssociationDigests {
    /// - Parameter chain: the DER bytes of the certificates that `details` describes.
    init(aspect: String, chain: [[UInt8]], details: [CertificateDetails]) {
        let digests = zip(chain, details).map { certificate, details in
            Digests(
                certificate: SHA512.hex(certificate),
                subjectPublicKeyInfo: SHA512.hex(details.key.subjectPublicKeyInfo)
            )
        }
        self.init(aspect: aspect, certificates: digests)
    }
}

extension KeyTrials {
    init(aspect: String, details: [CertificateDetails], list: WeakKeyList?) {
        let trials = details.enumerated().compactMap { position, certificate in
            certificate.key.rsaModulus.map { modulus in
                Trial(
                    position: position,
                    spkiSHA256: certificate.key.sha256,
                    isROCA: ROCAFingerprint.matches(modulus: modulus),
                    isDebianWeak: list.map { $0.contains(modulus: modulus) }
                )
            }
        }
        self.init(aspect: aspect, trials: trials, listSHA256: list?.sha256)
    }
}

extension ChainTrust.Outcome {
    init(_ verdict: ChainVerdict) {
        self =
            switch verdict.fault {
            case nil where verdict.isTrusted: .trusted
            case .selfSignedLeaf: .selfSigned
            case .unknownRoot: .unknownRoot
            case .missingIssuer: .issuerMissing
            case .other, nil: .invalid
            }
    }
}

extension CertificateSummary {
    init(_ details: CertificateDetails) {
        let names = details.subjectAlternativeNames
        let addresses = names?.addresses.compactMap { IPAddress(bytes: $0)?.description } ?? []
        self.init(
            subject: details.subject.text,
            issuer: details.issuer.text,
            serial: details.serial,
            notBefore: details.notBefore,
            notAfter: details.notAfter,
            keyType: details.key.type,
            keyBits: details.key.bits ?? 0,
            curve: details.key.curve,
            exponent: details.key.rsaExponent,
            signatureAlgorithm: details.signature.algorithm,
            signatureDigest: details.signature.digest,
            names: (names?.dns ?? []) + addresses,
            isAuthority: details.isCertificateAuthority,
            isSelfIssued: details.isSelfIssued,
            isSelfSigned: details.isSelfSigned,
            keyUsage: details.keyUsage ?? [],
            extendedKeyUsage: details.extendedKeyUsage ?? [],
            mustStaple: details.mustStaple,
            ocspURLs: details.ocspURLs,
            crlURLs: details.crlURLs,
            sha256: details.sha256,
            spkiSHA256: details.key.sha256,
            version: details.version,
            commonName: details.subject.commonName,
            issuerURLs: details.issuerURLs
        )
    }
}
