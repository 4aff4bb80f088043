// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model

/// The facts of one served chain: its certificates, their trust, and the name they are for.
struct CertificateFacts {
    let serverName: String
    let trust: TrustStore

    /// Every answer that the certificates one answer carried can give.
    func answers(_ served: ServedCertificates) -> [Answer] {
        var answers = AnswerList()
        let aspect = CertificateChain.served
        answers.add(OCSPStaple(isPresent: served.hasStaple))
        do {
            let details = try served.chain.map { der throws(CryptoError) in try CertificateDetails(der: der) }
            answers.add(CertificateChain(aspect: aspect, certificates: details.map(CertificateSummary.init)))
            answers.add(
                TransparencyTimestamps(
                    inCertificate: details.first?.timestamps.count ?? 0,
                    inExtension: served.timestamps
                )
            )
        } catch {
            let reason = Unestablished(phase: .reply, reason: "a certificate cannot be read: \(error.reason)")
            answers.add(Question(CertificateChain.self, aspect), unestablished: reason)
            answers.add(Question(TransparencyTimestamps.self), unestablished: reason)
        }
        addTrust(served.chain, to: &answers, aspect: aspect)
        addName(served.chain, to: &answers, aspect: aspect)
        return answers.list
    }

    /// The same questions, left open for one reason.
    static func unestablished(_ reason: Unestablished) -> [Answer] {
        let served = CertificateChain.served
        return [
            Question(CertificateChain.self, served), Question(ChainTrust.self, served),
            Question(ServerNameMatch.self, served), Question(OCSPStaple.self),
            Question(TransparencyTimestamps.self),
        ].map { .unestablished($0, reason) }
    }

    private func addTrust(_ chain: [[UInt8]], to answers: inout AnswerList, aspect: String) {
        do {
            let verdict = try trust.verify(chain: chain)
            answers.add(
                ChainTrust(
                    aspect: aspect,
                    outcome: ChainTrust.Outcome(verdict),
                    code: verdict.code,
                    text: verdict.reason,
                    path: verdict.path,
                    anchor: verdict.anchor,
                    storeSHA256: trust.hash
                )
            )
        } catch {
            answers.add(
                Question(ChainTrust.self, aspect),
                unestablished: Unestablished(
                    phase: .reply,
                    reason: "the chain cannot be read: \(error.reason)"
                )
            )
        }
    }

    private func addName(_ chain: [[UInt8]], to answers: inout AnswerList, aspect: String) {
        guard let leaf = chain.first else { return }
        do {
            let matches = try CertificateName.matches(der: leaf, host: serverName)
            answers.add(ServerNameMatch(aspect: aspect, serverName: serverName, matches: matches))
        } catch {
            answers.add(
                Question(ServerNameMatch.self, aspect),
                unestablished: Unestablished(
                    phase: .reply,
                    reason: "the name cannot be read: \(error.reason)"
                )
            )
        }
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
            spkiSHA256: details.key.sha256
        )
    }
}
