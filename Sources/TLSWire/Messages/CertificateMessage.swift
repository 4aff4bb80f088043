// SPDX-License-Identifier: Apache-2.0

/// The Certificate message of SSLv3 to TLS 1.2: DER certificates, the server's own first (RFC 5246 §7.4.2).
package struct CertificateMessage: Hashable, Sendable {
    /// Not looked into.
    package let certificates: [[UInt8]]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        var list = ByteReader(try reader.vector24("certificates"))
        try reader.finish("Certificate")
        var certificates: [[UInt8]] = []
        while !list.isAtEnd { certificates.append(Array(try list.vector24("certificate"))) }
        self.certificates = certificates
    }
}

/// The Certificate message of TLS 1.3, once somebody decrypted it (RFC 8446 §4.4.2).
package struct CertificateMessage13: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// DER, not looked into.
        package let certificate: [UInt8]
        package let extensions: [RawExtension]

        /// The stapled OCSP response, DER.
        package var ocspResponse: [UInt8]? {
            extensions.first { $0.type == .statusRequest }
                .flatMap { try? CertificateStatus(body: $0.body) }?.responses.first
        }

        package var signedCertificateTimestamps: [[UInt8]]? {
            ServerExtensions(extensions).signedCertificateTimestamps
        }
    }

    /// Empty from a server that was not asked to authenticate after the handshake.
    package let requestContext: [UInt8]
    package let entries: [Entry]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        requestContext = Array(try reader.vector8("certificate request context"))
        var list = ByteReader(try reader.vector24("certificates"))
        try reader.finish("Certificate")
        var entries: [Entry] = []
        while !list.isAtEnd {
            let certificate = Array(try list.vector24("certificate"))
            let extensions = try RawExtension.list(in: list.vector16("certificate extensions"))
            entries.append(Entry(certificate: certificate, extensions: extensions))
        }
        self.entries = entries
    }
}

/// Stapled OCSP responses (RFC 6066 §8, RFC 6961 §2.2).
package struct CertificateStatus: Hashable, Sendable {
    /// 1 ocsp, 2 ocsp_multi.
    package let type: UInt8
    /// DER; of ocsp_multi one a certificate, in the chain's order, empty where there is none.
    package let responses: [[UInt8]]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        type = try reader.uint8("status type")
        switch type {
        case 1:
            responses = [Array(try reader.vector24("OCSP response"))]
        case 2:
            var list = ByteReader(try reader.vector24("OCSP responses"))
            var responses: [[UInt8]] = []
            while !list.isAtEnd { responses.append(Array(try list.vector24("OCSP response"))) }
            self.responses = responses
        default:
            throw .invalid(field: "status type", reason: "\(type) is neither ocsp nor ocsp_multi")
        }
        try reader.finish("CertificateStatus")
    }
}
