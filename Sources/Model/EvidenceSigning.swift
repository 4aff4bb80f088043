// SPDX-License-Identifier: Apache-2.0

/// The signature beside the evidence of an attestation, and the key that must have made it.
package struct EvidenceSigning: Hashable, Codable, Sendable {
    /// A path: a detached signature of OpenPGP, armored or binary, or the bare bytes of one by Ed25519, RSA or ECDSA.
    package let signature: String
    /// A path: OpenPGP public keys, or a SubjectPublicKeyInfo in PEM or DER.
    package let key: String

    package init(signature: String, key: String) {
        self.signature = signature
        self.key = key
    }
}

/// Evidence with one signature of it.
package struct SignedEvidence: Hashable, Sendable {
    package let reference: String
    package let signing: EvidenceSigning

    package init(_ reference: String, _ signing: EvidenceSigning) {
        self.reference = reference
        self.signing = signing
    }
}

/// What a signature of evidence came to.
package enum SignatureSighting: Hashable, Sendable {
    /// The key made it for what is there.
    case good
    /// It did not, or with a hash that proves nothing.
    case bad(reason: String)
    /// There is no such file.
    case missing
    /// Nobody could look, or it is of a kind that is not verified here.
    case unseen(reason: String)
}
