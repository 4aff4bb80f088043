// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension ScanChain {
    init(
        _ chain: CertificateChain,
        trust: Result<ChainTrust, Unestablished>,
        match: Result<ServerNameMatch, Unestablished>
    ) {
        certificates = chain.certificates.map(ScanCertificate.init)
        switch trust {
        case .success(let trust):
            isTrusted = trust.outcome == .trusted
            trustError = trust.outcome == .trusted ? nil : "\(trust.outcome.rawValue): \(trust.text)"
            trustGap = nil
        case .failure(let reason):
            isTrusted = nil
            trustError = nil
            trustGap = reason
        }
        switch match {
        case .success(let match):
            hostnameMatches = match.matches
            nameGap = nil
        case .failure(let reason):
            hostnameMatches = nil
            nameGap = reason
        }
    }

    /// Untrusted before unknown before trusted, so that the worst chain of several stands first.
    var severity: Int {
        func rank(_ answer: Bool?) -> Int { answer.map { $0 ? 0 : 2 } ?? 1 }
        return 3 * rank(isTrusted) + rank(hostnameMatches)
    }

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
