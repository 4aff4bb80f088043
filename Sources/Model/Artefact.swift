// SPDX-License-Identifier: Apache-2.0

/// Evidence that lies where the service can look at it.
package enum Artefact: Hashable, Sendable {
    /// An absolute path, or one from the working folder.
    case file(path: String)
    case page(address: String)
}

extension Attestation {
    /// Where its evidence can be looked at; nil where it is a reference that only people can follow.
    ///
    /// Of grade E3 it is a page or a file, whatever it says; of other grades a file where it begins with a slash.
    package var artefact: Artefact? {
        guard let evidence, grade >= .e2 else { return nil }
        if grade == .e3, evidence.hasPrefix("https://") { return .page(address: evidence) }
        return grade == .e3 || evidence.hasPrefix("/") ? .file(path: evidence) : nil
    }
}

/// What a file turned out to be.
package enum FileInspection: Hashable, Sendable {
    /// SHA-256 of its bytes, lower-case hex.
    case read(sha256: String)
    case missing
    /// It is there, or may be, and nobody could look.
    case unreadable(reason: String)
}

/// What was found where evidence should lie.
package enum ArtefactSighting: Hashable, Sendable {
    /// It is there; the SHA-256 of its bytes, lower-case hex, is nil where nobody asked for it.
    case found(sha256: String?)
    case missing
    /// Nobody could look, or nobody may.
    case unseen(reason: String)
}

/// What was found of evidence, by its reference.
package struct ArtefactSightings: Hashable, Sendable {
    package var byReference: [String: ArtefactSighting]
    /// What its signatures came to.
    package var signatures: [SignedEvidence: SignatureSighting]

    package init(
        _ byReference: [String: ArtefactSighting] = [:],
        signatures: [SignedEvidence: SignatureSighting] = [:]
    ) {
        self.byReference = byReference
        self.signatures = signatures
    }

    /// Nobody looked.
    package static let none = ArtefactSightings()

    /// What an attestation's evidence is worth.
    package func backing(of attestation: Attestation) -> Backing {
        guard attestation.artefact != nil, let reference = attestation.evidence else {
            // Nothing that can be looked at is no artefact, whatever it is called.
            let grade = attestation.grade == .e3 ? attestation.unverifiedGrade : attestation.grade
            return Backing(state: .byReference, grade: grade)
        }
        switch byReference[reference] ?? .unseen(reason: "nobody looked at it") {
        case .found(let sha256):
            guard let stated = attestation.sha256 else { return signed(attestation, reference) }
            guard let sha256 else {
                return unverified(attestation, because: "nobody asked for its hash")
            }
            return stated == sha256
                ? signed(attestation, reference)
                : Backing(state: .differs, grade: .e0, reason: "its SHA-256 is \(sha256)")
        case .missing:
            return Backing(state: .missing, grade: min(attestation.grade, .e1), reason: "it is not there")
        case .unseen(let reason):
            return unverified(attestation, because: reason)
        }
    }

    /// Of evidence that is there and has the hash that is stated, if one is.
    private func signed(_ attestation: Attestation, _ reference: String) -> Backing {
        guard let signing = attestation.signature else {
            return Backing(state: .verified, grade: attestation.grade)
        }
        switch signatures[SignedEvidence(reference, signing)]
            ?? .unseen(reason: "nobody looked at its signature")
        {
        case .good: return Backing(state: .verified, grade: attestation.grade)
        case .bad(let reason): return Backing(state: .forged, grade: .e0, reason: reason)
        case .missing:
            let grade = min(attestation.grade, .e1)
            return Backing(state: .missing, grade: grade, reason: "its signature is not there")
        case .unseen(let reason): return unverified(attestation, because: reason)
        }
    }

    private func unverified(_ attestation: Attestation, because reason: String) -> Backing {
        Backing(state: .unverified, grade: attestation.unverifiedGrade, reason: reason)
    }
}

extension Attestation {
    /// What an artefact is worth that nobody could check: a document, or without a hash the word of its owner.
    ///
    /// Other grades do not rest on the service's own look.
    fileprivate var unverifiedGrade: EvidenceGrade {
        guard grade == .e3 else { return grade }
        return sha256 == nil ? .e1 : .e2
    }
}

/// What an attestation's evidence is worth after a look at it.
package struct Backing: Hashable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        /// It is where it should be, with the hash that is stated.
        case verified
        /// Nobody could look, or nobody may.
        case unverified
        case missing
        /// What is there is not what was attested.
        case differs
        /// The key that is stated did not sign what is there.
        case forged
        /// A reference that only people can follow.
        case byReference = "by_reference"
    }

    package let state: State
    /// The grade that the attestation counts as.
    package let grade: EvidenceGrade
    /// Why it is not verified; nil where there is nothing to say.
    package let reason: String?

    package init(state: State, grade: EvidenceGrade, reason: String? = nil) {
        self.state = state
        self.grade = grade
        self.reason = reason
    }
}
