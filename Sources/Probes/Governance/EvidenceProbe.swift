// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
package import Model
internal import Resolver
internal import Transport

/// Looks at the files and pages that attestations name as their evidence.
package struct EvidenceProbe: Sendable {
    /// Of a page.
    private static let longestPage = 8 << 20

    private let fetch: WebFetch
    /// Hosts outside the estate that may be asked, in lower case.
    private let allowed: Set<String>

    /// - Parameter allowed: hosts outside the estate that may be asked.
    package init(_ means: FetchMeans, allowed: Set<String>) {
        self.allowed = allowed
        fetch = means.fetch()
    }

    /// One answer for each artefact that the estate's attestations name, sorted by reference.
    package func answers(for estate: Estate) async -> [Answer] {
        let attested = estate.attestations.filter { $0.artefact != nil }
        let byReference = Dictionary(grouping: attested) { $0.evidence ?? "" }
        var answers: [Answer] = []
        // One after another: they are few, and no host is asked for two at once.
        for (reference, attestations) in byReference.sorted(by: { $0.key < $1.key }) {
            guard let artefact = attestations.first?.artefact else { continue }
            let isHashed = attestations.contains { $0.sha256 != nil }
            let signed = Set(attestations.compactMap(\.signedEvidence)).sorted { $0.order < $1.order }
            do throws(Unestablished) {
                let (fact, body) = try await look(at: artefact, reference, isHashed: isHashed, in: estate)
                answers.append(.fact(FactRecord(fact)))
                answers += signed.compactMap { Self.signature(of: $0, artefact, fact, body) }
            } catch {
                answers.append(.unestablished(Question(AttestedArtefact.self, reference), error))
                answers += signed.map { .unestablished($0.question, error) }
            }
        }
        return answers
    }

    /// Nil where there is nothing that could be signed.
    private static func signature(
        of signed: SignedEvidence,
        _ artefact: Artefact,
        _ fact: AttestedArtefact,
        _ body: [UInt8]
    ) -> Answer? {
        guard fact.isThere else { return nil }
        let found: SignatureSighting =
            switch artefact {
            case .file(let path): EvidenceSigner.inspect(path, signed.signing)
            case .page: EvidenceSigner.inspect(body, signed.signing)
            }
        switch found {
        case .good: return .fact(FactRecord(EvidenceSignature(signed, .good)))
        case .bad(let reason): return .fact(FactRecord(EvidenceSignature(signed, .bad, reason: reason)))
        case .missing: return .fact(FactRecord(EvidenceSignature(signed, .missing)))
        case .unseen(let reason):
            return .unestablished(signed.question, Unestablished(phase: .vantage, reason: reason))
        }
    }

    private func look(
        at artefact: Artefact,
        _ reference: String,
        isHashed: Bool,
        in estate: Estate
    ) async throws(Unestablished) -> (fact: AttestedArtefact, body: [UInt8]) {
        switch artefact {
        case .file(let path):
            switch EvidenceFile.inspect(path) {
            case .read(let sha256):
                return (AttestedArtefact(reference: reference, isThere: true, sha256: sha256), [])
            case .missing: return (AttestedArtefact(reference: reference, isThere: false), [])
            case .unreadable(let reason): throw Unestablished(phase: .vantage, reason: reason)
            }
        case .page(let address):
            return try await ask(for: address, isHashed: isHashed, in: estate)
        }
    }

    private func ask(for text: String, isHashed: Bool, in estate: Estate) async throws(Unestablished)
        -> (fact: AttestedArtefact, body: [UInt8])
    {
        guard let address = try? WebAddress(text, over: .https) else {
            throw Unestablished(phase: .notMeasured, reason: "it is no address of https")
        }
        guard mayAsk(address, in: estate) else {
            throw Unestablished(
                phase: .notOurs,
                reason: "\(address.host) is neither listed nor named by EvidenceHost="
            )
        }
        let pinned = estate.endpoints.first { $0.host == address.host && !$0.addresses.isEmpty }
        let response = try await fetch.answer(
            to: WebFetch.Request(
                address: address,
                reach: .local,
                post: nil,
                limit: Self.longestPage,
                mostRedirects: 0
            ),
            at: pinned?.addresses ?? []
        )
        switch response.status {
        case 200..<300:
            let hash = isHashed ? SHA256.hex(response.body) : nil
            return (AttestedArtefact(reference: text, isThere: true, sha256: hash), response.body)
        case 404, 410: return (AttestedArtefact(reference: text, isThere: false), [])
        case 300..<400:
            throw WebFetch.reason("\(address.authority) redirects, which is not followed; name the last page")
        default: throw WebFetch.reason("\(address.authority) answered HTTP \(response.status)")
        }
    }

    /// Hosts of listed endpoints and in listed domains, and those that the operator names.
    private func mayAsk(_ address: WebAddress, in estate: Estate) -> Bool {
        if allowed.contains(address.host) { return true }
        if estate.endpoints.contains(where: { $0.host == address.host && $0.port == address.port }) {
            return true
        }
        return address.port == 443
            && estate.domains.contains { address.host == $0.name || address.host.hasSuffix(".\($0.name)") }
    }
}

extension SignedEvidence {
    fileprivate var question: Question { Question(EvidenceSignature.self, order) }

    fileprivate var order: String { EvidenceSignature.aspect(self) }
}
