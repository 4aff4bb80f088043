// SPDX-License-Identifier: Apache-2.0

/// The digest of a key, as the parent vouches for it (RFC 4034 §5).
package struct DelegationSigner: Hashable, Sendable {
    package let keyTag: UInt16
    package let algorithm: UInt8
    /// 1 SHA-1, 2 SHA-256, 4 SHA-384.
    package let digestType: UInt8
    package let digest: [UInt8]

    package init(keyTag: UInt16, algorithm: UInt8, digestType: UInt8, digest: [UInt8]) {
        self.keyTag = keyTag
        self.algorithm = algorithm
        self.digestType = digestType
        self.digest = digest
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        keyTag = try reader.uint16("DS Key Tag")
        algorithm = try reader.uint8("DS Algorithm")
        digestType = try reader.uint8("DS Digest Type")
        digest = reader.rest()
    }

    func write(_ writer: inout MessageWriter) {
        writer.uint16(keyTag)
        writer.uint8(algorithm)
        writer.uint8(digestType)
        writer.append(digest)
    }
}

/// A key of a zone (RFC 4034 §2).
package struct ZoneKey: Hashable, Sendable {
    package let flags: UInt16
    package let protocolNumber: UInt8
    package let algorithm: UInt8
    package let publicKey: [UInt8]

    package init(flags: UInt16, protocolNumber: UInt8 = 3, algorithm: UInt8, publicKey: [UInt8]) {
        self.flags = flags
        self.protocolNumber = protocolNumber
        self.algorithm = algorithm
        self.publicKey = publicKey
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        flags = try reader.uint16("DNSKEY Flags")
        protocolNumber = try reader.uint8("DNSKEY Protocol")
        algorithm = try reader.uint8("DNSKEY Algorithm")
        publicKey = reader.rest()
    }

    func write(_ writer: inout MessageWriter) {
        writer.uint16(flags)
        writer.uint8(protocolNumber)
        writer.uint8(algorithm)
        writer.append(publicKey)
    }

    package var isZoneKey: Bool { flags & 0x0100 != 0 }

    package var isSecureEntryPoint: Bool { flags & 0x0001 != 0 }

    /// RFC 5011 §7.
    package var isRevoked: Bool { flags & 0x0080 != 0 }

    /// RFC 4034 appendix B.
    package var keyTag: UInt16 {
        var writer = MessageWriter()
        write(&writer)
        var sum: UInt32 = 0
        for (index, byte) in writer.bytes.enumerated() {
            sum &+= index % 2 == 0 ? UInt32(byte) << 8 : UInt32(byte)
        }
        sum &+= sum >> 16 & 0xFFFF
        return UInt16(truncatingIfNeeded: sum)
    }

    /// The length of an RSA modulus in bits (RFC 3110 §2); nil for other algorithms and keys that cannot be read.
    package var rsaBits: Int? {
        guard [1, 5, 7, 8, 10].contains(algorithm), var length = publicKey.first.map(Int.init) else {
            return nil
        }
        var start = 1
        if length == 0 {
            guard publicKey.count >= 3 else { return nil }
            length = Int(publicKey[1]) << 8 | Int(publicKey[2])
            start = 3
        }
        guard start + length < publicKey.count else { return nil }
        let modulus = publicKey[(start + length)...].drop { $0 == 0 }
        guard let first = modulus.first else { return nil }
        return modulus.count * 8 - first.leadingZeroBitCount
    }
}

/// A signature over a set of records (RFC 4034 §3).
package struct RecordSignature: Hashable, Sendable {
    package let covered: RecordType
    package let algorithm: UInt8
    package let labels: UInt8
    package let originalTTL: UInt32
    /// Seconds since 1970 modulo 2³² (RFC 4034 §3.1.5), as is the next.
    package let expiration: UInt32
    package let inception: UInt32
    package let keyTag: UInt16
    package let signer: DNSName
    package let signature: [UInt8]

    package init(
        covered: RecordType,
        algorithm: UInt8,
        labels: UInt8,
        originalTTL: UInt32,
        expiration: UInt32,
        inception: UInt32,
        keyTag: UInt16,
        signer: DNSName,
        signature: [UInt8]
    ) {
        self.covered = covered
        self.algorithm = algorithm
        self.labels = labels
        self.originalTTL = originalTTL
        self.expiration = expiration
        self.inception = inception
        self.keyTag = keyTag
        self.signer = signer
        self.signature = signature
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        covered = RecordType(rawValue: try reader.uint16("RRSIG Type Covered"))
        algorithm = try reader.uint8("RRSIG Algorithm")
        labels = try reader.uint8("RRSIG Labels")
        originalTTL = try reader.uint32("RRSIG Original TTL")
        expiration = try reader.uint32("RRSIG Expiration")
        inception = try reader.uint32("RRSIG Inception")
        keyTag = try reader.uint16("RRSIG Key Tag")
        signer = try reader.name("RRSIG Signer")
        signature = reader.rest()
    }

    func write(_ writer: inout MessageWriter) {
        writer.uint16(covered.rawValue)
        writer.uint8(algorithm)
        writer.uint8(labels)
        for value in [originalTTL, expiration, inception] { writer.uint32(value) }
        writer.uint16(keyTag)
        writer.name(signer)
        writer.append(signature)
    }
}

/// What follows a name, so that nothing lies between (RFC 4034 §4).
package struct NextSecure: Hashable, Sendable {
    package let next: DNSName
    package let types: [RecordType]

    package init(next: DNSName, types: [RecordType]) {
        self.next = next
        self.types = types
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        next = try reader.name("NSEC Next Domain Name")
        types = try TypeBitMap.read(&reader)
    }

    func write(_ writer: inout MessageWriter) {
        writer.name(next)
        TypeBitMap.write(types, &writer)
    }
}

/// How names are hashed in proofs that there is none (RFC 5155 §4).
package struct HashedDenialParameters: Hashable, Sendable {
    package let algorithm: UInt8
    package let flags: UInt8
    package let iterations: UInt16
    package let salt: [UInt8]

    package init(algorithm: UInt8, flags: UInt8, iterations: UInt16, salt: [UInt8]) {
        self.algorithm = algorithm
        self.flags = flags
        self.iterations = iterations
        self.salt = salt
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        algorithm = try reader.uint8("NSEC3 Hash Algorithm")
        flags = try reader.uint8("NSEC3 Flags")
        iterations = try reader.uint16("NSEC3 Iterations")
        salt = try reader.string("NSEC3 Salt")
    }

    func write(_ writer: inout MessageWriter) {
        writer.uint8(algorithm)
        writer.uint8(flags)
        writer.uint16(iterations)
        writer.string(salt)
    }
}

/// The hash that follows a hash (RFC 5155 §3).
package struct HashedNextSecure: Hashable, Sendable {
    package let parameters: HashedDenialParameters
    package let next: [UInt8]
    package let types: [RecordType]

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        parameters = try HashedDenialParameters(&reader)
        next = try reader.string("NSEC3 Next Hashed Owner Name")
        types = try TypeBitMap.read(&reader)
    }

    func write(_ writer: inout MessageWriter) {
        parameters.write(&writer)
        writer.string(next)
        TypeBitMap.write(types, &writer)
    }
}

/// Which types a name has, in windows of 256 (RFC 4034 §4.1.2).
enum TypeBitMap {
    static func read(_ reader: inout MessageReader) throws(DNSWireError) -> [RecordType] {
        var types: [RecordType] = []
        var previous = -1
        while !reader.isAtEnd {
            let window = Int(try reader.uint8("type bit map"))
            let map = try reader.string("type bit map")
            guard window > previous, (1...32).contains(map.count) else {
                throw .invalid(field: "type bit map", reason: "windows out of order or of a wrong length")
            }
            previous = window
            for (index, byte) in map.enumerated() {
                for bit in 0..<8 where byte & (0x80 >> bit) != 0 {
                    types.append(
                        RecordType(rawValue: UInt16(truncatingIfNeeded: window << 8 | index << 3 | bit))
                    )
                }
            }
        }
        return types
    }

    static func write(_ types: [RecordType], _ writer: inout MessageWriter) {
        let windows = Dictionary(grouping: types.map(\.rawValue)) { $0 >> 8 }
        for (window, numbers) in windows.sorted(by: { $0.key < $1.key }) {
            var map = [UInt8](repeating: 0, count: Int((numbers.max() ?? 0) & 0xFF) / 8 + 1)
            for number in numbers { map[Int(number & 0xFF) / 8] |= 0x80 >> (number & 7) }
            writer.uint8(UInt8(truncatingIfNeeded: window))
            writer.string(map)
        }
    }
}
