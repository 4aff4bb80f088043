// SPDX-License-Identifier: Apache-2.0
package import TLSWire

/// The signature schemes with which the server signs at one protocol version.
package struct SignatureSchemeOffer: Fact {
    package static let kind = FactKind("tls.signature-schemes", version: 1)

    package let version: ProtocolVersion
    /// IANA code points, sorted.
    package let schemes: [UInt16]
    /// False where schemes may be missing; `remainder(_:)` then has the reason.
    package let isComplete: Bool

    package init(version: ProtocolVersion, schemes: [UInt16], isComplete: Bool) {
        self.version = version
        self.schemes = schemes.sorted()
        self.isComplete = isComplete
    }

    package var aspect: String { version.rawValue }

    /// The question whether there are more schemes than those listed.
    package static func remainder(_ version: ProtocolVersion) -> Question {
        Question(kind: FactKind("tls.signature-schemes.remainder", version: 1), aspect: version.rawValue)
    }
}

/// The extensions with which the server answered.
package struct ExtensionOffer: Fact {
    package static let kind = FactKind("tls.extensions", version: 1)

    package let version: ProtocolVersion
    /// IANA code points, sorted.
    package let extensions: [UInt16]
    /// What hellos offered whose answer was read, sorted code points; nil in facts kept before it was noted.
    package let asked: [UInt16]?

    package init(version: ProtocolVersion, extensions: [UInt16], asked: [UInt16]? = nil) {
        self.version = version
        self.extensions = extensions.sorted()
        self.asked = asked?.sorted()
    }

    package var aspect: String { version.rawValue }
}

/// The compression method chosen when DEFLATE and LZS were offered beside null (RFC 3749, RFC 3943).
package struct CompressionOffer: Fact {
    package static let kind = FactKind("tls.compression", version: 1)

    /// 0 null, 1 DEFLATE, 64 LZS.
    package let method: UInt8

    package init(method: UInt8) { self.method = method }
}

/// The application protocols that the server selects, each found by taking the one before off the list.
package struct ApplicationProtocols: Fact {
    package static let kind = FactKind("tls.alpn", version: 1)

    /// IANA protocol ids in the order of choice; empty where the server selects none.
    package let protocols: [String]

    package init(protocols: [String]) { self.protocols = protocols }
}
