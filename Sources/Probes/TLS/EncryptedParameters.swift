// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire

/// What TLS 1.3 encrypts: told of what the examination decrypted, and asked by whole handshakes only where it could not
/// and no version below showed it in the clear.
struct EncryptedParameters {
    let peer: any TLSPeer
    let certificates: CertificateFacts
    let protocols: [String]

    func answers(beside examination: Examination) async -> [Answer] {
        let compression = compressionOfCertificates(examination)
        return await served(examination) + [compression]
    }

    private func compressionOfCertificates(_ examination: Examination) -> Answer {
        if examination.encrypted.compressionEnd != nil {
            return .fact(CertificateCompression(algorithms: examination.encrypted.compressions))
        }
        let isAbsent = !examination.offered.contains(.tls13)
        return .unestablished(
            Question(CertificateCompression.self),
            isAbsent
                ? Unestablished(phase: .notMeasured, reason: "TLS 1.3 was not seen, which alone compresses")
                : Unestablished(phase: .reply, reason: "no certificate of TLS 1.3 was decrypted", attempts: 1)
        )
    }

    private func served(_ examination: Examination) async -> [Answer] {
        var answers: [Answer] = []
        if let served = examination.served {
            answers = certificates.answers(served) + further(examination.chains, beside: served)
        } else if examination.needsNoCertificate {
            answers = CertificateFacts.unestablished(
                Unestablished(
                    phase: examination.isComplete ? .notApplicable : .handshake,
                    reason: "no suite that was seen authenticates with a certificate"
                )
            )
        }
        let needsCertificates = answers.isEmpty
        let needsProtocols = examination.protocolsEnd == nil
        guard needsCertificates || needsProtocols else { return answers }
        let (answer, protocolsGap) = await greetedHandshake()
        switch answer {
        case .refused(_, let reason), .failed(let reason):
            if needsCertificates { answers += CertificateFacts.unestablished(reason) }
            if needsProtocols { answers.append(.unestablished(Question(ApplicationProtocols.self), reason)) }
        case .established(let facts):
            if needsCertificates { answers += certificates.answers(ServedCertificates(facts)) }
            if needsProtocols, let protocolsGap {
                answers.append(.unestablished(Question(ApplicationProtocols.self), protocolsGap))
            } else if needsProtocols {
                answers.append(await furtherProtocols(after: facts.alpn))
            }
        }
        return answers
    }

    /// The chains of other keys, each under the kind of its key; of several with one kind the first that was met.
    private func further(_ chains: [MetChain], beside served: ServedCertificates) -> [Answer] {
        var answers: [Answer] = []
        var kinds: Set<String> = []
        for chain in chains where chain.served.chain != served.chain {
            guard let kind = chain.served.keyAspect(certificates.material.reader), kinds.insert(kind).inserted
            else { continue }
            answers += certificates.answers(chain.served, aspect: kind)
        }
        return answers
    }

    /// A server that selects none of our protocols may refuse for it (RFC 7301 §3.2), and some stacks drop every
    /// hello that offers any; the second says why nothing is known of its protocols then.
    private func greetedHandshake() async -> (HandshakeAnswer, protocolsGap: Unestablished?) {
        let answer = await peer.patientHandshake(applicationProtocols: protocols)
        guard !protocols.isEmpty else { return (answer, nil) }
        switch answer {
        case .refused(alert: 120, _): return (await peer.patientHandshake(applicationProtocols: []), nil)
        case .failed(let reason):
            return (await peer.patientHandshake(applicationProtocols: []), reason)
        case .refused, .established: return (answer, nil)
        }
    }

    /// Takes each selected protocol off the list and shakes hands again, until none is selected.
    private func furtherProtocols(after first: String?) async -> Answer {
        var selected = [first].compactMap { $0 }
        while let last = selected.last {
            let left = protocols.filter { !selected.contains($0) }
            guard !left.isEmpty, protocols.contains(last) else { break }
            switch await peer.patientHandshake(applicationProtocols: left) {
            case .established(let facts):
                guard let next = facts.alpn, !selected.contains(next) else {
                    return .fact(ApplicationProtocols(protocols: selected))
                }
                selected.append(next)
            case .refused(alert: 120, _):
                // no_application_protocol (RFC 7301 §3.2): none of what was left.
                return .fact(ApplicationProtocols(protocols: selected))
            case .refused(_, let reason), .failed(let reason):
                return .unestablished(Question(ApplicationProtocols.self), reason)
            }
        }
        return .fact(ApplicationProtocols(protocols: selected))
    }
}

/// One ordinary handshake: all that an endpoint authorises which allows no enumeration.
struct OrdinaryHandshake {
    let peer: any TLSPeer
    let certificates: CertificateFacts
    let protocols: [String]

    private static let notAuthorised = Unestablished(
        phase: .notAuthorised,
        reason: "only ordinary handshakes are authorised (Authorised=passive)"
    )

    func answers() async -> [Answer] {
        switch await peer.patientHandshake(applicationProtocols: protocols) {
        case .refused(_, let reason), .failed(let reason):
            return [.unestablished(Question(Reachability.self), reason)]
        case .established(let facts):
            return negotiated(facts) + certificates.answers(ServedCertificates(facts))
        }
    }

    /// What the one handshake proved, with every further question left open on purpose.
    private func negotiated(_ facts: TLSSessionFacts) -> [Answer] {
        var answers = AnswerList()
        answers.add(Reachability(suitesPerHello: 0))
        for version in ProtocolVersion.allCases {
            guard version.code == facts.version else {
                answers.add(Question(VersionOffer.self, version.rawValue), unestablished: Self.notAuthorised)
                if version == .ssl2 {
                    answers.add(Question(SSL2CipherOffer.self), unestablished: Self.notAuthorised)
                }
                continue
            }
            answers.add(VersionOffer(version: version, isOffered: true))
            answers.add(SuiteOffer(version: version, suites: [facts.cipher], isComplete: false))
            answers.add(SuiteOffer.remainder(version), unestablished: Self.notAuthorised)
            answers.add(Question(SuiteOrder.self, version.rawValue), unestablished: Self.notAuthorised)
        }
        for era in GroupEra.allCases {
            answers.add(Question(GroupOffer.self, era.rawValue), unestablished: Self.notAuthorised)
        }
        answers.add(
            Question(SignatureSchemeOffer.self, ProtocolVersion.tls12.rawValue),
            unestablished: Self.notAuthorised
        )
        answers.add(Question(CompressionOffer.self), unestablished: Self.notAuthorised)
        answers.add(Question(ApplicationProtocols.self), unestablished: Self.notAuthorised)
        return answers.list
    }
}
