// SPDX-License-Identifier: Apache-2.0

/// What a signature says of itself (RFC 9580 §5.2.3.7 on); of unsigned words only who made it, and the signature within.
struct SignatureSubpackets: Hashable, Sendable {
    /// Seconds since 1970; nil where it is missing.
    private(set) var created: Int?
    /// Seconds after it was made; nil for no end.
    private(set) var lifetime: Int?
    /// Seconds after the key was made; nil for no end.
    private(set) var keyLifetime: Int?
    /// Nil where it does not say what the key is for.
    private(set) var maySign: Bool?
    private(set) var issuer: [UInt8]?
    private(set) var issuerFingerprint: [UInt8]?
    /// The body of a signature by a subkey.
    private(set) var embedded: [UInt8]?
    /// A number that is not known and must be.
    private(set) var critical: UInt8?

    init(hashed: ArraySlice<UInt8>, unhashed: ArraySlice<UInt8>) throws(OpenPGPFault) {
        try read(unhashed, isHashed: false)
        try read(hashed, isHashed: true)
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, isHashed: Bool) throws(OpenPGPFault) {
        var reader = OctetReader(bytes)
        while !reader.isAtEnd {
            let count = try Self.length(&reader)
            guard count > 0 else { throw OpenPGPFault("a subpacket without a type") }
            let type = try reader.byte()
            var body = OctetReader(try reader.take(count - 1))
            if isHashed {
                try take(type, &body)
            } else {
                try takeUnsigned(type & 0x7F, &body)
            }
        }
    }

    private static func length(_ reader: inout OctetReader) throws(OpenPGPFault) -> Int {
        let first = Int(try reader.byte())
        switch first {
        case ..<192: return first
        case 255: return try reader.number(4)
        default: return (first - 192) << 8 + Int(try reader.byte()) + 192
        }
    }

    private mutating func takeUnsigned(_ type: UInt8, _ body: inout OctetReader) throws(OpenPGPFault) {
        switch type {
        case 16: issuer = Array(try body.take(8))
        case 32: embedded = Array(body.takeAll())
        case 33:
            // The version of the key stands first (RFC 9580 §5.2.3.35).
            let count = try body.byte() == 6 ? 32 : 20
            issuerFingerprint = Array(try body.take(count))
        default: break
        }
    }

    private mutating func take(_ type: UInt8, _ body: inout OctetReader) throws(OpenPGPFault) {
        switch type & 0x7F {
        case 2: created = try body.number(4)
        case 3: lifetime = Self.nonzero(try body.number(4))
        case 9: keyLifetime = Self.nonzero(try body.number(4))
        case 27: maySign = (body.rest.first ?? 0) & 2 != 0
        case 16, 32, 33: try takeUnsigned(type & 0x7F, &body)
        // What a signature may be used for beyond what is asked of it here: trust, preferences, reasons, targets.
        case 4, 5, 7, 11, 12, 21...26, 28...31, 34, 35, 39: break
        default: if type & 0x80 != 0 { critical = type & 0x7F }
        }
    }

    /// Nothing means no end (RFC 9580 §5.2.3.13, §5.2.3.18).
    private static func nonzero(_ number: Int) -> Int? { number == 0 ? nil : number }
}
