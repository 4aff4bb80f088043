// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension ScanChain {
    init(_ chain: CertificateChain, of subject: Subject, in evidence: any Evidence) {
        certificates = chain.certificates.map(ScanCertificate.init)
        aspect = chain.aspect
        let named = evidence.all(ChainTrust.self, under: subject).map(\.fact)
            .filter { $0.store != nil && $0.chain == chain.aspect && $0.outcome == .trusted }
            .compactMap(\.store)
        switch evidence.answer(ChainTrust.self, chain.aspect, of: subject) {
        case .success(let trust):
            let isPublic = trust.outcome == .trusted
            trustedBy = (isPublic ? ["public"] : []) + named
            isTrusted = !trustedBy.isEmpty
            trustError = trustedBy.isEmpty ? "\(trust.outcome.rawValue): \(trust.text)" : nil
            trustGap = nil
        case .failure(let reason):
            trustedBy = named
            isTrusted = named.isEmpty ? nil : true
            trustError = nil
            trustGap = named.isEmpty ? reason : nil
        }
        switch evidence.answer(ServerNameMatch.self, chain.aspect, of: subject) {
        case .success(let match):
            hostnameMatches = match.matches
            nameGap = nil
        case .failure(let reason):
            hostnameMatches = nil
            nameGap = reason
        }
        order = try? evidence.answer(ChainOrder.self, chain.aspect, of: subject).get()
        promises = try? evidence.answer(TransparencyPromises.self, chain.aspect, of: subject).get()
        let staple = RevocationStatus.aspect(chain.aspect, source: .staple)
        self.staple = try? evidence.answer(RevocationStatus.self, staple, of: subject).get()
    }

    /// Untrusted before unknown before trusted, so that the worst chain of several stands first.
    var severity: Int {
        func rank(_ answer: Bool?) -> Int { answer.map { $0 ? 0 : 2 } ?? 1 }
        return isNameless ? 0 : 3 * rank(isTrusted) + rank(hostnameMatches)
    }

    /// What an ordinary client is served.
    var isOrdinary: Bool { aspect == CertificateChain.served }

    /// What a client is served that names no host: it need be neither trusted nor for the host.
    var isNameless: Bool { aspect == CertificateChain.withoutName }

    /// The nulls of one chain with their reasons, at `/certificates/INDEX`.
    func gaps(at index: Int) -> [ScanGap] {
        let path = "/certificates/\(index)"
        var gaps: [ScanGap] = []
        if let trustGap { gaps.append(ScanGap(path: "\(path)/trusted", trustGap)) }
        if let nameGap { gaps.append(ScanGap(path: "\(path)/hostname_matches", nameGap)) }
        for (position, certificate) in certificates.enumerated() {
            let unreadable = Unestablished(
                phase: .reply,
                reason: "the field cannot be read as a time",
                attempts: 1
            )
            let member = "\(path)/chain/\(position)"
            if certificate.notBefore == nil { gaps.append(ScanGap(path: "\(member)/not_before", unreadable)) }
            if certificate.notAfter == nil { gaps.append(ScanGap(path: "\(member)/not_after", unreadable)) }
        }
        return gaps
    }
}

extension ScanCertificate {
    init(_ summary: CertificateSummary) {
        subject = summary.subject
        issuer = summary.issuer
        notBefore = summary.notBefore
        notAfter = summary.notAfter
        keyType = summary.keyType
        keyBits = summary.keyBits
        signatureAlgorithm = summary.signatureAlgorithm
        names = summary.names
        sha256 = summary.sha256
        spkiSHA256 = summary.spkiSHA256
    }
}

extension ScanGap {
    init(path: String, _ reason: Unestablished) {
        self.init(path: path, reason: reason.summary, attempts: reason.attempts)
    }
}
