// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Model

/// What lies where the evidence of attestations should lie: a file, or a page that answers.
package struct AttestedArtefact: Fact {
    package static let kind = FactKind("governance.attested-artefact", version: 1)

    /// As the attestation gives it: a path or an https:// URL.
    package let reference: String
    /// False where there is no such file, or the page answered 404 or 410.
    package let isThere: Bool
    /// Of its bytes, lower-case hex; nil where nothing is there, and for a page whose hash nobody states.
    package let sha256: String?

    package init(reference: String, isThere: Bool, sha256: String? = nil) {
        self.reference = reference
        self.isThere = isThere
        self.sha256 = sha256
    }

    package var aspect: String { reference }

    /// Where they are kept: looked at once a cycle, whoever attests by them.
    package static let subject = Subject.ministry
}

extension Evidence {
    /// What was found of the evidence of the estate's attestations.
    package var artefacts: ArtefactSightings {
        let references = Set(estate.attestations.filter { $0.artefact != nil }.compactMap(\.evidence))
        return ArtefactSightings(
            Dictionary(uniqueKeysWithValues: references.map { ($0, sighting(of: $0)) }),
            signatures: evidenceSignatures
        )
    }

    private func sighting(of reference: String) -> ArtefactSighting {
        do throws(Unestablished) {
            let fact = try one(AttestedArtefact.self, reference, of: AttestedArtefact.subject).fact
            return fact.isThere ? .found(sha256: fact.sha256) : .missing
        } catch {
            return .unseen(reason: error.phase == .notMeasured ? "nobody looked at it" : error.reason)
        }
    }
}
