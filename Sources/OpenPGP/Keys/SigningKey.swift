// SPDX-License-Identifier: Apache-2.0

/// A key of a certificate that may sign texts by words that are verified, or why it may not.
package struct SigningKey: Hashable, Sendable {
    package let fingerprint: [UInt8]
    /// Of the certificate.
    package let primary: [UInt8]
    package let packet: PublicKeyPacket
    /// Seconds since 1970; nil for no end.
    package let expires: Int?
    /// When it, or the certificate, was revoked; nil where it was not.
    package let revoked: Int?
    /// Why it may not sign; nil where it may.
    package let objection: String?

    var keyID: [UInt8] { packet.keyID(of: fingerprint) }
}

/// The keys that the operator trusts, with what holds of them.
package struct Keyring: Hashable, Sendable {
    package let keys: [SigningKey]

    /// Of the certificates, sorted, each once.
    package var fingerprints: [[UInt8]] {
        Set(keys.map(\.primary)).sorted { $0.lexicographicallyPrecedes($1) }
    }

    package init(_ certificates: [TransferableKey], _ cryptography: some SignatureCryptography) {
        keys = certificates.flatMap { CertificateReading($0, cryptography).keys }
    }

    /// Those that a signature says made it; nil where it does not say.
    func keys(for signature: SignaturePacket) -> [SigningKey]? {
        if let fingerprint = signature.subpackets.issuerFingerprint {
            return keys.filter { $0.fingerprint == fingerprint }
        }
        return signature.subpackets.issuer.map { issuer in keys.filter { $0.keyID == issuer } }
    }
}

/// Verifies what a certificate says of itself; words of others do not count.
private struct CertificateReading<Cryptography: SignatureCryptography> {
    /// More signatures of one kind are not looked at.
    private static var mostSignatures: Int { 128 }

    private let certificate: TransferableKey
    private let cryptography: Cryptography
    private let fingerprint: [UInt8]

    init(_ certificate: TransferableKey, _ cryptography: Cryptography) {
        self.certificate = certificate
        self.cryptography = cryptography
        fingerprint = certificate.key.fingerprint(cryptography)
    }

    var keys: [SigningKey] {
        let words = ownWords
        let newest = words.max { ($0.created ?? 0) < ($1.created ?? 0) }
        let revoked = revocation(.keyRevocation, certificate.signatures, over: certificate.key.hashed)
        let expires = newest?.keyLifetime.map { certificate.key.created + $0 }
        let maySign = words.filter { $0.maySign != nil }.max { ($0.created ?? 0) < ($1.created ?? 0) }?
            .maySign
        let objection =
            newest == nil
            ? "its own words are missing or hashed weakly" : maySign == false ? "it is not for signing" : nil
        let primary = SigningKey(
            fingerprint: fingerprint,
            primary: fingerprint,
            packet: certificate.key,
            expires: expires,
            revoked: revoked,
            objection: objection
        )
        let subkeys = certificate.parts.compactMap { part in
            part.subkey.map { subkey(part, $0, expires: expires, revoked: revoked, isKnown: newest != nil) }
        }
        return [primary] + subkeys
    }

    /// Verified and not taken back: over the key alone, and over its names.
    private var ownWords: [SignatureSubpackets] {
        let key = certificate.key.hashed
        var words = verified(certificate.signatures, over: key) { $0 == .directKey }
        for part in certificate.parts where part.subkey == nil {
            let content = key + part.hashed
            let revoked = revocation(.certificationRevocation, part.signatures, over: content)
            words += verified(part.signatures, over: content) { $0?.isCertification == true }
                .filter { revoked ?? 0 < $0.created ?? 0 || revoked == nil }
        }
        return words
    }

    private func subkey(
        _ part: TransferableKey.Part,
        _ key: PublicKeyPacket,
        expires: Int?,
        revoked: Int?,
        isKnown: Bool
    )
        -> SigningKey
    {
        let content = certificate.key.hashed + part.hashed
        let bindings = verified(part.signatures, over: content) { $0 == .subkeyBinding }
        let binding = bindings.max { ($0.created ?? 0) < ($1.created ?? 0) }
        let end = binding?.keyLifetime.map { key.created + $0 }
        return SigningKey(
            fingerprint: key.fingerprint(cryptography),
            primary: fingerprint,
            packet: key,
            expires: [expires, end].compactMap(\.self).min(),
            revoked: [revoked, revocation(.subkeyRevocation, part.signatures, over: content)]
                .compactMap(\.self).min(),
            objection: isKnown
                ? objection(to: key, binding, content)
                : "the words of its certificate are missing or hashed weakly"
        )
    }

    /// A subkey that signs must have signed that it belongs to the key (RFC 9580 §5.2.1.9).
    private func objection(to key: PublicKeyPacket, _ binding: SignatureSubpackets?, _ content: [UInt8])
        -> String?
    {
        guard let binding else { return "the key does not say, or says weakly, that this is its subkey" }
        guard binding.maySign == true else { return "the subkey is not for signing" }
        guard let body = binding.embedded, let back = (try? SignaturePacket.read(body[...])).flatMap(\.self),
            back.kind == .primaryKeyBinding, back.digest?.isWeak == false, back.subpackets.critical == nil,
            back.isMade(over: content, by: key, cryptography) == true
        else { return "the subkey does not say that it belongs to the key" }
        return nil
    }

    private func verified(
        _ signatures: [SignaturePacket],
        over content: [UInt8],
        _ isWanted: (SignatureKind?) -> Bool
    ) -> [SignatureSubpackets] {
        own(signatures, isWanted)
            .filter { signature in
                signature.digest?.isWeak == false && signature.subpackets.critical == nil
                    && signature.subpackets.created != nil
                    && signature.isMade(over: content, by: certificate.key, cryptography) == true
            }
            .map(\.subpackets)
    }

    /// The first one's time; a weak hash is no reason to trust what its owner took back.
    private func revocation(_ kind: SignatureKind, _ signatures: [SignaturePacket], over content: [UInt8])
        -> Int?
    {
        own(signatures) { $0 == kind }
            .filter { $0.isMade(over: content, by: certificate.key, cryptography) == true }
            .map { $0.subpackets.created ?? 0 }.min()
    }

    /// Those that may be by the key itself.
    private func own(_ signatures: [SignaturePacket], _ isWanted: (SignatureKind?) -> Bool)
        -> [SignaturePacket]
    {
        let id = certificate.key.keyID(of: fingerprint)
        let mine = signatures.filter { signature in
            let words = signature.subpackets
            return isWanted(signature.kind) && (words.issuerFingerprint ?? fingerprint) == fingerprint
                && (words.issuer ?? id) == id
        }
        return Array(mine.prefix(Self.mostSignatures))
    }
}
