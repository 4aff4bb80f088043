// SPDX-License-Identifier: Apache-2.0

/// The server's share of the key exchange, up to TLS 1.2 (RFC 5246 §7.4.3, RFC 8422 §5.4, RFC 4279, RFC 5054).
package struct ServerKeyExchange: Hashable, Sendable {
    package enum Parameters: Hashable, Sendable {
        case ecdhe(curve: Curve, point: [UInt8])
        case dhe(DiffieHellmanParameters)
        /// The temporary key of an export suite.
        case rsaExport(modulus: [UInt8], exponent: [UInt8])
        case srp(prime: [UInt8], generator: [UInt8], salt: [UInt8], publicValue: [UInt8])
        /// PSK and RSA-PSK: nothing but the hint.
        case pskHintOnly
        /// A suite whose format is not known here.
        case unrecognised([UInt8])
    }

    package enum Curve: Hashable, Sendable {
        case named(NamedGroup)
        /// Written out by the server: bits of the prime.
        case explicitPrime(bits: Int)
        /// Written out by the server: the degree of the field.
        case explicitBinary(bits: Int)

        /// The number by which a client asks for it (RFC 4492 §5.1.1).
        package var group: NamedGroup {
            switch self {
            case .named(let group): group
            case .explicitPrime: .explicitPrime
            case .explicitBinary: .explicitBinary
            }
        }
    }

    package struct Signature: Hashable, Sendable {
        /// Nil before TLS 1.2.
        package let scheme: SignatureScheme?
        package let bytes: [UInt8]
    }

    package let parameters: Parameters
    /// Nil in suites without PSK.
    package let pskHint: [UInt8]?
    /// Nil in anonymous and PSK suites.
    package let signature: Signature?

    /// Reads the body of the message; what it holds depends on what was negotiated.
    package init(body: some Collection<UInt8>, suite: CipherSuite, version: UInt16) throws(WireError) {
        var reader = ByteReader(body)
        let exchange = suite.keyExchange
        pskHint = exchange?.isPSK == true ? Array(try reader.vector16("PSK identity hint")) : nil
        switch exchange {
        case .ecdhe where suite.authentication == .sm2 || suite.authentication == .identityBased:
            parameters = .unrecognised(Array(reader.rest()))
        case .ecdhe, .ecdhePSK:
            parameters = try Self.ellipticCurve(&reader)
        case .dhe, .dhePSK:
            parameters = .dhe(try DiffieHellmanParameters(&reader))
        case .rsa:
            let modulus = Array(try reader.vector16("RSA modulus"))
            parameters = .rsaExport(modulus: modulus, exponent: Array(try reader.vector16("RSA exponent")))
        case .srp:
            parameters = .srp(
                prime: Array(try reader.vector16("SRP prime")),
                generator: Array(try reader.vector16("SRP generator")),
                salt: Array(try reader.vector8("SRP salt")),
                publicValue: Array(try reader.vector16("SRP public value"))
            )
        case .psk, .rsaPSK:
            parameters = .pskHintOnly
        default:
            parameters = .unrecognised(Array(reader.rest()))
        }
        signature = try Self.signature(&reader, suite: suite, exchange: exchange, version: version)
        try reader.finish("ServerKeyExchange")
    }

    /// Bits of the DH prime, or of the temporary RSA key; nil for a curve and for what has no such number.
    package var modulusBits: Int? {
        switch parameters {
        case .dhe(let parameters): parameters.bits
        case .rsaExport(let modulus, _): BigEndian.bitCount(modulus)
        case .srp(let prime, _, _, _): BigEndian.bitCount(prime)
        case .ecdhe, .pskHintOnly, .unrecognised: nil
        }
    }

    /// The curve's number, for one that is written out that of its kind, or that of the RFC 7919 group whose prime it is; nil for any other.
    package var group: NamedGroup? {
        switch parameters {
        case .ecdhe(let curve, _): curve.group
        case .dhe(let parameters): parameters.knownPrime?.group
        default: nil
        }
    }

    /// The public value, of which two handshakes with the same are a reuse; nil where there is none.
    package var publicValue: [UInt8]? {
        switch parameters {
        case .ecdhe(_, let point): point
        case .dhe(let parameters): parameters.publicValue
        case .srp(_, _, _, let value): value
        case .rsaExport(let modulus, _): modulus
        case .pskHintOnly, .unrecognised: nil
        }
    }

    private static func signature(
        _ reader: inout ByteReader,
        suite: CipherSuite,
        exchange: KeyExchange?,
        version: UInt16
    ) throws(WireError) -> Signature? {
        switch exchange {
        case .ecdhe, .dhe, .rsa, .srp:
            guard suite.authentication != .anonymous, suite.authentication != .srp, !reader.isAtEnd else {
                return nil
            }
        default: return nil
        }
        let isNew = version >= ProtocolVersion.tls12.code
        let scheme = isNew ? SignatureScheme(try reader.uint16("signature algorithm")) : nil
        return Signature(scheme: scheme, bytes: Array(try reader.vector16("signature")))
    }

    /// `ServerECDHParams` (RFC 4492 §5.4).
    private static func ellipticCurve(_ reader: inout ByteReader) throws(WireError) -> Parameters {
        let curve: Curve
        switch try reader.uint8("curve type") {
        case 1:
            let prime = try reader.vector8("curve prime")
            try skipCurve(&reader)
            curve = .explicitPrime(bits: BigEndian.bitCount(prime))
        case 2:
            let degree = Int(try reader.uint16("curve degree"))
            switch try reader.uint8("curve basis") {
            case 1: _ = try reader.vector8("trinomial")
            case 2: for _ in 0..<3 { _ = try reader.vector8("pentanomial") }
            case let basis: throw .invalid(field: "curve basis", reason: "\(basis) is unknown")
            }
            try skipCurve(&reader)
            curve = .explicitBinary(bits: degree)
        case 3:
            curve = .named(NamedGroup(try reader.uint16("named curve")))
        case let type:
            throw .invalid(field: "curve type", reason: "\(type) is unknown")
        }
        return .ecdhe(curve: curve, point: Array(try reader.vector8("public point")))
    }

    /// Coefficients a and b, base point, order and cofactor.
    private static func skipCurve(_ reader: inout ByteReader) throws(WireError) {
        for field in ["coefficient a", "coefficient b", "base point", "order", "cofactor"] {
            _ = try reader.vector8(field)
        }
    }
}

extension KeyExchange {
    fileprivate var isPSK: Bool {
        switch self {
        case .psk, .rsaPSK, .dhePSK, .ecdhePSK: true
        default: false
        }
    }
}

/// p, g and Ys of a finite-field key exchange.
package struct DiffieHellmanParameters: Hashable, Sendable {
    package let prime: [UInt8]
    package let generator: [UInt8]
    package let publicValue: [UInt8]

    package init(prime: [UInt8], generator: [UInt8], publicValue: [UInt8]) {
        self.prime = prime
        self.generator = generator
        self.publicValue = publicValue
    }

    init(_ reader: inout ByteReader) throws(WireError) {
        prime = Array(try reader.vector16("DH prime"))
        generator = Array(try reader.vector16("DH generator"))
        publicValue = Array(try reader.vector16("DH public value"))
    }

    package var bits: Int { BigEndian.bitCount(prime) }

    package var publicBits: Int { BigEndian.bitCount(publicValue) }

    /// The standard or product the prime comes from; nil for one of the server's own.
    package var knownPrime: KnownPrime? { KnownPrime(prime: prime) }
}
