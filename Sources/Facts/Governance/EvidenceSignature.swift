// SPDX-License-Identifier: Apache-2.0
package import Model

/// What the signature of an attestation's evidence comes to with the key that is stated.
package struct EvidenceSignature: Fact {
    package static let kind = FactKind("governance.evidence-signature", version: 1)

    package enum State: String, Codable, Sendable { case good, bad, missing }

    /// Of the evidence, as the attestation gives it.
    package let reference: String
    /// Paths.
    package let signature: String
    package let key: String
    package let state: State
    /// Why it is bad; nil otherwise.
    package let reason: String?

    package init(_ evidence: SignedEvidence, _ state: State, reason: String? = nil) {
        reference = evidence.reference
        signature = evidence.signing.signature
        key = evidence.signing.key
        self.state = state
        self.reason = reason
    }

    package var aspect: String {
        Self.aspect(
            SignedEvidence(reference, EvidenceSigning(signature: signature, key: key))
        )
    }

    /// No path holds a line feed.
    package static func aspect(_ evidence: SignedEvidence) -> String {
        [evidence.reference, evidence.signing.signature, evidence.signing.key].joined(separator: "\n")
    }
}

extension Evidence {
    /// What was found of the signatures of evidence.
    var evidenceSignatures: [SignedEvidence: SignatureSighting] {
        let signed = Set(estate.attestations.compactMap(\.signedEvidence))
        return Dictionary(uniqueKeysWithValues: signed.map { ($0, sighting(of: $0)) })
    }

    private func sighting(of evidence: SignedEvidence) -> SignatureSighting {
        do throws(Unestablished) {
            let aspect = EvidenceSignature.aspect(evidence)
            let fact = try one(EvidenceSignature.self, aspect, of: AttestedArtefact.subject).fact
            switch fact.state {
            case .good: return .good
            case .bad: return .bad(reason: fact.reason ?? "its key did not make it")
            case .missing: return .missing
            }
        } catch {
            let words = error.phase == .notMeasured ? "nobody looked at its signature" : error.reason
            return .unseen(reason: words)
        }
    }
}

extension Attestation {
    /// Its evidence with the signature beside it; nil where there is none, or nothing to look at.
    package var signedEvidence: SignedEvidence? {
        guard artefact != nil, let evidence, let signature else { return nil }
        return SignedEvidence(evidence, signature)
    }
}
