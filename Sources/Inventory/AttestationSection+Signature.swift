// SPDX-License-Identifier: Apache-2.0
package import Model
import Settings

/// Looks at signatures of evidence and at their keys.
package struct EvidenceVerifier {
    /// Why a file is none of keys that can be used; nil where it is.
    package let problem: (_ key: String) -> String?
    /// What a signature of a file comes to.
    package let sighting: (_ file: String, EvidenceSigning) -> SignatureSighting

    package init(
        problem: @escaping (_ key: String) -> String?,
        sighting: @escaping (_ file: String, EvidenceSigning) -> SignatureSighting
    ) {
        self.problem = problem
        self.sighting = sighting
    }
}

/// The signature beside the evidence.
extension AttestationSection {
    /// Nil where there is none, or only half of what it takes.
    static func readSigning(_ reader: inout SectionReader, _ context: InventoryContext) -> EvidenceSigning? {
        let path = reader.take(signature)
        let key = reader.take(signingKey)
        if path != nil, key == nil {
            let message = "EvidenceSignature needs EvidenceKey=, by which it is verified"
            reader.report(.error, message, at: reader.span(of: signature.description))
        } else if path == nil, key != nil {
            let message = "EvidenceKey needs EvidenceSignature=, which it verifies"
            reader.report(.error, message, at: reader.span(of: signingKey.description))
        }
        guard let path, let key else { return nil }
        return EvidenceSigning(signature: context.fromFolder(path), key: context.fromFolder(key))
    }

    /// A signature that is there must be the key's; what is wrong with the key is always said.
    static func checkSignature(
        of attestation: Attestation,
        _ reader: inout SectionReader,
        _ context: InventoryContext
    ) {
        guard let signing = attestation.signature else { return }
        let span = reader.span(of: signature.description)
        guard let artefact = attestation.artefact else {
            let message =
                "EvidenceSignature needs evidence that can be looked at: a file, or an https:// page of grade E3"
            reader.report(.error, message, at: span)
            return
        }
        guard let verifier = context.verifier else { return }
        if let problem = verifier.problem(signing.key) {
            reader.report(.error, "EvidenceKey: \(problem)", at: reader.span(of: signingKey.description))
            return
        }
        guard case .file(let path) = artefact else { return }
        // What is not there, or cannot be read, is said of the evidence itself.
        if case .read? = context.inspect?(path) {
            report(verifier.sighting(path, signing), &reader)
        }
    }

    private static func report(_ sighting: SignatureSighting, _ reader: inout SectionReader) {
        let span = reader.span(of: signature.description)
        switch sighting {
        case .good: break
        case .bad(let reason): reader.report(.error, "EvidenceSignature: \(reason)", at: span)
        case .missing:
            let message = "EvidenceSignature: there is no such file; meanwhile the attestation counts as E1"
            reader.report(.warning, message, at: span)
        case .unseen(let reason):
            reader.report(.warning, "EvidenceSignature cannot be verified: \(reason)", at: span)
        }
    }
}
