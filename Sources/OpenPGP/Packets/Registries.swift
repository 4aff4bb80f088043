// SPDX-License-Identifier: Apache-2.0

/// Hash algorithms that are known (RFC 9580 §9.5).
package enum DigestAlgorithm: UInt8, Hashable, Sendable, CaseIterable {
    case md5 = 1
    case sha1 = 2
    case ripemd160 = 3
    case sha256 = 8
    case sha384 = 9
    case sha512 = 10

    package var name: String {
        switch self {
        case .md5: "MD5"
        case .sha1: "SHA-1"
        case .ripemd160: "RIPEMD-160"
        case .sha256: "SHA-256"
        case .sha384: "SHA-384"
        case .sha512: "SHA-512"
        }
    }

    /// Whether others can be made to have the same digest, or soon will be.
    package var isWeak: Bool { self == .md5 || self == .sha1 || self == .ripemd160 }

    /// Bytes of salt in a signature of version 6; nil where none is made with it.
    var saltLength: Int? {
        switch self {
        case .md5, .sha1, .ripemd160: nil
        case .sha256: 16
        case .sha384: 24
        case .sha512: 32
        }
    }
}

/// Elliptic curves of ECDSA that are known (RFC 9580 §9.2).
package enum SigningCurve: Hashable, Sendable, CaseIterable {
    case p256, p384, p521

    /// The value of its object identifier.
    var identifier: [UInt8] {
        switch self {
        case .p256: [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        case .p384: [0x2B, 0x81, 0x04, 0x00, 0x22]
        case .p521: [0x2B, 0x81, 0x04, 0x00, 0x23]
        }
    }

    package var name: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        }
    }

    /// Bytes of a coordinate.
    var width: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }
}

/// Kinds of signatures that are looked at (RFC 9580 §5.2.1).
enum SignatureKind: UInt8 {
    case binary = 0x00
    case text = 0x01
    case genericCertification = 0x10
    case personaCertification = 0x11
    case casualCertification = 0x12
    case positiveCertification = 0x13
    case subkeyBinding = 0x18
    case primaryKeyBinding = 0x19
    case directKey = 0x1F
    case keyRevocation = 0x20
    case subkeyRevocation = 0x28
    case certificationRevocation = 0x30

    var isCertification: Bool { (0x10...0x13).contains(rawValue) }
}
