// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Synchronization
internal import TLSWire

/// One ephemeral key of ours for TLS 1.3.
final class EphemeralShare: Sendable {
    private enum Key: ~Copyable, Sendable {
        case curve(KeyAgreement)
        /// RFC 7919: the exponent and the prime.
        case finiteField([UInt8], [UInt8])
    }

    let entry: KeyShareEntry
    private let key: Key

    /// Nil for a group that OpenSSL's libcrypto has no key of here.
    convenience init?(_ group: NamedGroup) {
        if let curve = KeyAgreement.Curve(sharing: group) {
            guard let made = try? KeyAgreement(curve) else { return nil }
            self.init(group, made)
            return
        }
        guard let prime = KnownPrime.all.first(where: { $0.group == group })?.prime else { return nil }
        // Twice the strength of the largest group (RFC 7919 appendix A.5).
        let exponent = RandomBytes.made(48)
        guard let value = ModularPower.of([2], to: exponent, modulo: prime) else { return nil }
        self.init(KeyShareEntry(group: group, keyExchange: value), .finiteField(exponent, prime))
    }

    convenience init(_ group: NamedGroup, _ made: consuming KeyAgreement) {
        let value = made.publicValue
        self.init(KeyShareEntry(group: group, keyExchange: value), .curve(made))
    }

    private init(_ entry: KeyShareEntry, _ key: consuming Key) {
        self.entry = entry
        self.key = key
    }

    /// Whether a key can be made.
    static func knows(_ group: NamedGroup) -> Bool {
        KeyAgreement.Curve(sharing: group) != nil || group.kind == .finiteField
    }

    /// The secret shared with the owner of a share; nil for a share that is none.
    func secret(with peer: [UInt8]) -> [UInt8]? {
        switch key {
        case .curve(let agreement): try? agreement.secret(with: peer)
        // As long as the prime (RFC 8446 §7.4.1).
        case .finiteField(let exponent, let prime):
            peer.count == prime.count && BigEndian.bitCount(peer) > 1
                ? ModularPower.of(peer, to: exponent, modulo: prime) : nil
        }
    }
}

/// Keys for hellos that never become connections, one a group for many visits: nothing is sent under them, what they
/// decrypt is shown to whoever asks, and making them costs time.
final class EphemeralShares: Sendable {
    private struct Made {
        let share: EphemeralShare
        var uses = 1
    }

    private let made: Mutex<[NamedGroup: Made]> = Mutex([:])

    /// How often one is used before another is made.
    static let mostUses = 1000

    /// Nil for a group that OpenSSL's libcrypto has no key of here.
    func share(_ group: NamedGroup) -> EphemeralShare? {
        made.withLock { made in
            if let known = made[group], known.uses < Self.mostUses {
                made[group]?.uses += 1
                return known.share
            }
            let share = EphemeralShare(group)
            made[group] = share.map { Made(share: $0) }
            return share
        }
    }
}

extension KeyAgreement.Curve {
    /// Of those by which TLS 1.3 names them (RFC 8734).
    fileprivate init?(sharing group: NamedGroup) {
        switch group.id {
        case 0x001F: self = .brainpoolP256r1
        case 0x0020: self = .brainpoolP384r1
        case 0x0021: self = .brainpoolP512r1
        default: self.init(group)
        }
    }
}
