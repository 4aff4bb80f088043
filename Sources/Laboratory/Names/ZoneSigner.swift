// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import DNSWire
internal import Foundation

/// The one key of a zone, and what is signed with it (RFC 4034, RFC 6605).
struct ZoneSigner: Sendable {
    /// ECDSA on P-256 with SHA-256.
    private static let algorithm: UInt8 = 13
    /// SHA-256.
    private static let digestType: UInt8 = 2
    /// Bytes of each half of a signature, and of each coordinate of a key.
    private static let width = 32

    private let zone: DNSName
    private let key: PrivateKey
    /// A zone key that is a secure entry point, too.
    let zoneKey: ZoneKey
    private let inception: UInt32
    private let expiration: UInt32

    /// Days are counted from `now`.
    init(zone: DNSName, days: (first: Int, last: Int), now: Date) throws(CryptoError) {
        self.zone = zone
        key = try PrivateKey.generate(.ec(curve: "P-256"))
        // The point stands last in SubjectPublicKeyInfo.
        zoneKey = ZoneKey(
            flags: 0x0101,
            algorithm: Self.algorithm,
            publicKey: Array(try key.publicKey().suffix(2 * Self.width))
        )
        inception = Self.seconds(days.first, now)
        expiration = Self.seconds(days.last, now)
    }

    private static func seconds(_ day: Int, _ now: Date) -> UInt32 {
        UInt32(truncatingIfNeeded: Int64(now.timeIntervalSince1970) + Int64(day) * 86_400)
    }

    /// What the parent says of the key (RFC 4034 §5.1.4).
    func delegationSigner() throws(DNSWireError) -> DelegationSigner {
        var writer = MessageWriter()
        writer.name(zone)
        writer.append(try RecordData.key(zoneKey).encoded())
        return DelegationSigner(
            keyTag: zoneKey.keyTag,
            algorithm: Self.algorithm,
            digestType: Self.digestType,
            digest: SHA256.digest(writer.bytes)
        )
    }

    /// The signature over a set of one owner and type (RFC 4034 §3.1.8.1).
    func signature(over set: [RecordData], _ type: RecordType, at owner: DNSName, timeToLive: UInt32) throws
        -> RecordSignature
    {
        let unsigned = signature(of: type, labels: owner.labels.count, timeToLive, [])
        var writer = MessageWriter()
        writer.append(try RecordData.signature(unsigned).encoded())
        // In canonical order; names are in lower case and whole already.
        for data in try set.map({ try $0.encoded() }).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            writer.name(owner)
            writer.uint16(type.rawValue)
            writer.uint16(1)
            writer.uint32(timeToLive)
            try writer.vector16("RDATA", data)
        }
        let bytes = Self.halves(of: try key.sign(writer.bytes))
        return signature(of: type, labels: owner.labels.count, timeToLive, bytes)
    }

    private func signature(of type: RecordType, labels: Int, _ timeToLive: UInt32, _ bytes: [UInt8])
        -> RecordSignature
    {
        RecordSignature(
            covered: type,
            algorithm: Self.algorithm,
            labels: UInt8(truncatingIfNeeded: labels),
            originalTTL: timeToLive,
            expiration: expiration,
            inception: inception,
            keyTag: zoneKey.keyTag,
            signer: zone,
            signature: bytes
        )
    }

    /// The two integers of an ECDSA signature in DER, each in as many bytes as the field has (RFC 6605 §4).
    private static func halves(of der: [UInt8]) -> [UInt8] {
        var rest = der.dropFirst(2)
        var halves: [UInt8] = []
        for _ in 0..<2 {
            rest = rest.dropFirst()
            guard let count = rest.popFirst() else { break }
            let number = rest.prefix(Int(count)).drop { $0 == 0 }
            rest = rest.dropFirst(Int(count))
            halves += [UInt8](repeating: 0, count: max(0, width - number.count)) + number
        }
        return halves
    }
}
