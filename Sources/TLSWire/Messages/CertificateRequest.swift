// SPDX-License-Identifier: Apache-2.0

/// The server asks for a client certificate, up to TLS 1.2 (RFC 5246 §7.4.4).
package struct CertificateRequest: Hashable, Sendable {
    /// IANA "TLS ClientCertificateType Identifiers": 1 RSA, 2 DSS, 64 ECDSA.
    package let certificateTypes: [UInt8]
    /// Nil before TLS 1.2.
    package let signatureSchemes: [SignatureScheme]?
    /// The distinguished names of acceptable authorities, DER.
    package let authorities: [[UInt8]]

    package init(body: some Collection<UInt8>, version: UInt16) throws(WireError) {
        var reader = ByteReader(body)
        certificateTypes = Array(try reader.vector8("certificate types"))
        if version >= ProtocolVersion.tls12.code {
            signatureSchemes = try reader.list16("signature algorithms").map { SignatureScheme($0) }
        } else {
            signatureSchemes = nil
        }
        authorities = try Self.authorities(in: reader.vector16("certificate authorities"))
        try reader.finish("CertificateRequest")
    }

    static func authorities(in bytes: ArraySlice<UInt8>) throws(WireError) -> [[UInt8]] {
        var list = ByteReader(bytes)
        var names: [[UInt8]] = []
        while !list.isAtEnd { names.append(Array(try list.vector16("distinguished name"))) }
        return names
    }
}

/// The same of TLS 1.3, once somebody decrypted it (RFC 8446 §4.3.2).
package struct CertificateRequest13: Hashable, Sendable {
    package let requestContext: [UInt8]
    package let signatureSchemes: [SignatureScheme]
    package let authorities: [[UInt8]]
    package let extensions: [RawExtension]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        requestContext = Array(try reader.vector8("certificate request context"))
        extensions = try RawExtension.list(in: reader.vector16("extensions"))
        try reader.finish("CertificateRequest")
        var schemes: [SignatureScheme] = []
        var names: [[UInt8]] = []
        for item in extensions {
            var body = ByteReader(item.body)
            switch item.type {
            case .signatureAlgorithms:
                schemes = try body.list16("signature algorithms").map { SignatureScheme($0) }
            case ExtensionType(47):
                names = try CertificateRequest.authorities(in: body.vector16("certificate authorities"))
            default: continue
            }
            try body.finish("extension \(item.type)")
        }
        signatureSchemes = schemes
        authorities = names
    }
}
