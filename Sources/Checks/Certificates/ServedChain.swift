// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// One chain of an address, and what was found out about it, read as it is asked for.
package struct ServedChain: Sendable {
    /// One of `CertificateChain.aspects`.
    package let aspect: String
    private let subject: Subject
    private let evidence: any Evidence

    init(_ aspect: String, of subject: Subject, in evidence: any Evidence) {
        self.aspect = aspect
        self.subject = subject
        self.evidence = evidence
    }

    private func one<F: Fact>(_ kind: F.Type) throws(Unestablished) -> F {
        try evidence.one(kind, aspect, of: subject).fact
    }

    /// By the named stores; empty where there are none.
    private var privateTrust: [ChainTrust] {
        evidence.all(ChainTrust.self, under: subject).map(\.fact)
            .filter { $0.store != nil && $0.chain == aspect }
    }

    /// By staple, responder and list, of every certificate of the chain.
    var statuses: [RevocationStatus] {
        evidence.all(RevocationStatus.self, under: subject).map(\.fact).filter { $0.chain == aspect }
    }

    /// Why the authority of the certificate at a position said nothing though it was asked.
    func statusGap(at position: Int) -> Unestablished? {
        let reasons = [RevocationStatus.Source.ocsp, .crl].compactMap { source in
            let question = RevocationStatus.aspect(aspect, position: position, source: source)
            return evidence.reason(Question(RevocationStatus.self, question), of: subject)
        }
        return reasons.first { !$0.isDeliberate }
    }

    func chain() throws(Unestablished) -> CertificateChain { try one(CertificateChain.self) }

    func leaf() throws(Unestablished) -> CertificateSummary {
        guard let leaf = try chain().leaf else { throw Self.empty }
        return leaf
    }

    static let empty = Unestablished(phase: .reply, reason: "the chain served is empty")

    /// By the public store.
    func trust() throws(Unestablished) -> ChainTrust { try one(ChainTrust.self) }

    /// The named store that trusts the chain; nil where none does.
    var trustingStore: String? { privateTrust.first { $0.outcome == .trusted }?.store }

    /// Whether a public authority stands behind the chain: an anchor that stands in a named store too was added
    /// to the public one by the operator.
    func isPublic() throws(Unestablished) -> Bool {
        let trust = try trust()
        guard trust.outcome == .trusted else { return false }
        return !privateTrust.contains { $0.outcome == .trusted && $0.path.last == trust.path.last }
    }

    func match() throws(Unestablished) -> ServerNameMatch { try one(ServerNameMatch.self) }
    func order() throws(Unestablished) -> ChainOrder { try one(ChainOrder.self) }
    func trials() throws(Unestablished) -> KeyTrials { try one(KeyTrials.self) }
    func staple() throws(Unestablished) -> RevocationStatus {
        try evidence.one(
            RevocationStatus.self,
            RevocationStatus.aspect(aspect, source: .staple),
            of: subject
        ).fact
    }
    func promises() throws(Unestablished) -> TransparencyPromises { try one(TransparencyPromises.self) }
}

/// The chains of one address that clients which name the host are served.
package struct ServedChains: Sendable {
    /// The ordinary one first; it stands here even where it was not seen.
    package let chains: [ServedChain]

    init(of subject: Subject, in evidence: any Evidence) {
        let further = CertificateChain.aspects.filter { aspect in
            guard aspect != CertificateChain.served, aspect != CertificateChain.withoutName else {
                return false
            }
            // What was never asked for, or left out on purpose, takes nothing from the others.
            return evidence.reason(Question(CertificateChain.self, aspect), of: subject)?.isDeliberate != true
        }
        chains = ([CertificateChain.served] + further).map { ServedChain($0, of: subject, in: evidence) }
    }

    /// The verdict on the worst of them; `seen` says which one, where it is not the ordinary one.
    ///
    /// - Parameter levels: mildest first.
    func worst(
        by levels: [String],
        _ judge: (ServedChain) throws(Unestablished) -> Verdict
    ) -> Verdict {
        var verdicts: [Verdict] = []
        for chain in chains {
            do throws(Unestablished) {
                verdicts.append(Self.named(try judge(chain), chain.aspect))
            } catch {
                verdicts.append(.withheld(because: error))
            }
        }
        func gravity(_ verdict: Verdict) -> Int {
            switch verdict {
            case .fail(let level, _, _): 4 + (levels.firstIndex(of: level) ?? 0)
            case .unknown: 3
            case .notTested: 2
            case .pass: 1
            case .notApplicable: 0
            }
        }
        return verdicts.reduce(verdicts[0]) { gravity($1) > gravity($0) ? $1 : $0 }
    }

    private static func named(_ verdict: Verdict, _ aspect: String) -> Verdict {
        guard aspect != CertificateChain.served, case .fail(let level, let seen, let expected) = verdict
        else {
            return verdict
        }
        return .fail(level: level, seen: "\(aspect) chain: \(seen)", expected: expected)
    }
}

/// A check that looks at each chain of an address by itself; the worst one counts.
package protocol ChainCheck: Check where Input == ServedChains {
    func judge(chain: ServedChain, at now: Date) throws(Unestablished) -> Verdict
}

extension ChainCheck {
    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> ServedChains
    {
        ServedChains(of: subject, in: evidence)
    }

    package func judge(_ input: ServedChains, at now: Date) -> Verdict {
        input.worst(by: Self.identity.levels) { chain throws(Unestablished) in
            try judge(chain: chain, at: now)
        }
    }
}

extension Evidence {
    /// The chain that an ordinary client is served.
    func servedChain(of subject: Subject) throws(Unestablished) -> CertificateChain {
        try one(CertificateChain.self, CertificateChain.served, of: subject).fact
    }

    /// The certificate that an ordinary client is served.
    func servedLeaf(of subject: Subject) throws(Unestablished) -> CertificateSummary {
        guard let leaf = try servedChain(of: subject).leaf else { throw ServedChain.empty }
        return leaf
    }
}

extension CertificateSummary {
    /// Both instants belong to the life (RFC 5280 §4.1.2.5); nil where either cannot be read or the end
    /// stands before the beginning.
    package var life: ClosedRange<Date>? {
        guard let notBefore, let notAfter, notBefore <= notAfter else { return nil }
        return notBefore...notAfter
    }

    static let unreadableLife = Unestablished(
        phase: .reply,
        reason: "the leaf certificate's validity cannot be read"
    )

    package var isRSA: Bool { keyType.hasPrefix("RSA") }

    package var isEC: Bool { keyType == "EC" }
}

extension CertificateChain {
    /// What stands between the leaf and an anchor: a self-signed certificate proves nothing, so neither its
    /// signature nor its dates matter to a client.
    var intermediates: [CertificateSummary] { certificates.dropFirst().filter { !$0.isSelfSigned } }

    /// The certificates whose keys a client relies on: the leaf, even one that signs itself, and every
    /// intermediate.
    var links: [CertificateSummary] { certificates.prefix(1) + intermediates }

    /// What is said of one of them: the leaf goes without name.
    func label(_ certificate: CertificateSummary) -> String {
        certificate == leaf ? "" : "\(certificate.subject): "
    }
}
