// SPDX-License-Identifier: Apache-2.0

/// What the signature of a text comes to, beside the keys that are trusted; no clock is asked.
package struct TextSignature: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// There is none.
        case unsigned
        /// It is broken.
        case malformed
        /// It is of a kind that is not verified here.
        case unsupported
        /// No key that is trusted made it, by its own words.
        case unlisted
        /// A key that is trusted made it, by its own words, with a hash that proves nothing.
        case weak
        /// It says that a key that is trusted made it, and that is not so for this text.
        case bad
        /// A key that is trusted made it for this text.
        case good
    }

    package let state: State
    /// Why it is malformed, unsupported, or no listed key's; nil where the state says it all.
    package var reason: String?
    /// The fingerprint or the id of the key that made it, by its own words.
    package var issuer: [UInt8]?
    /// Whose it is, where it is weak, bad or good.
    package var key: SigningKey?
    /// RFC 9580 §9.5; nil where it was not looked at.
    package var digest: DigestAlgorithm?
    /// Seconds since 1970.
    package var created: Int?
    /// Seconds since 1970; nil for no end.
    package var expires: Int?

    private init(_ state: State, reason: String? = nil) {
        self.state = state
        self.reason = reason
    }

    /// Of several signatures, the one that says most.
    package init(
        of bytes: some Collection<UInt8>,
        _ keyring: Keyring,
        _ cryptography: some SignatureCryptography
    ) {
        do throws(OpenPGPFault) {
            guard let text = try SignedText.read(bytes) else {
                self.init(.unsigned)
                return
            }
            let judged = text.signatures.map { Self(of: $0, over: text.content, keyring, cryptography) }
            self =
                judged.max { $0.weight < $1.weight }
                ?? Self(.unsupported, reason: "its signature is of another version than 4 or 6")
        } catch {
            self.init(.malformed, reason: error.description)
        }
    }

    /// Of a signature that lies beside what it signs, armored or binary (RFC 9580 §10.4); of several, the one that says most.
    package init(
        detached bytes: some Collection<UInt8>,
        over content: [UInt8],
        _ keyring: Keyring,
        _ cryptography: some SignatureCryptography
    ) {
        do throws(OpenPGPFault) {
            let judged = try DetachedSignatures(bytes).signatures.map {
                Self(of: $0, over: content, kind: .binary, keyring, cryptography)
            }
            self =
                judged.max { $0.weight < $1.weight }
                ?? Self(.unsupported, reason: "its signature is of another version than 4 or 6")
        } catch {
            self.init(.malformed, reason: error.description)
        }
    }

    private var weight: Int { State.allCases.firstIndex(of: state) ?? 0 }

    private init(
        of signature: SignaturePacket,
        over content: [UInt8],
        kind: SignatureKind = .text,
        _ keyring: Keyring,
        _ cryptography: some SignatureCryptography
    ) {
        let words = signature.subpackets
        let named = keyring.keys(for: signature)
        let able = (named ?? []).filter { $0.objection == nil && $0.packet.material.weakness == nil }
        if let reason = Self.obstacle(signature, kind) {
            self.init(.unsupported, reason: reason)
        } else if able.isEmpty {
            let objection = named?.lazy.compactMap { $0.objection ?? $0.packet.material.weakness }.first
            self.init(.unlisted, reason: named == nil ? "it does not name its key" : objection)
        } else if signature.digest?.isWeak != false {
            self.init(.weak)
            key = able.first
        } else if let created = words.created {
            let verdicts = able.map { ($0, signature.isMade(over: content, by: $0.packet, cryptography)) }
            if let maker = verdicts.first(where: { $0.1 == true })?.0 {
                let isOlder = created < maker.packet.created
                self.init(isOlder ? .malformed : .good, reason: isOlder ? "it is older than its key" : nil)
                key = maker
            } else if verdicts.contains(where: { $0.1 == false }) {
                self.init(.bad)
                key = able.first
            } else {
                self.init(.unsupported, reason: "algorithm \(signature.keyAlgorithm) beside a key of another")
            }
        } else {
            self.init(.malformed, reason: "it does not say when it was made")
        }
        issuer = words.issuerFingerprint ?? words.issuer
        digest = signature.digest
        created = words.created
        expires = words.created.flatMap { start in words.lifetime.map { start + $0 } }
    }

    /// Why it is not looked at any further.
    private static func obstacle(_ signature: SignaturePacket, _ kind: SignatureKind) -> String? {
        if signature.kind != kind { return "a signature of type \(signature.type)" }
        if let number = signature.subpackets.critical { return "a critical subpacket of type \(number)" }
        if signature.digest == nil { return "hash algorithm \(signature.digestNumber)" }
        if signature.material == nil { return "algorithm \(signature.keyAlgorithm)" }
        return nil
    }
}
