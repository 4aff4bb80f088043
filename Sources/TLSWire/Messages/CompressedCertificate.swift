// SPDX-License-Identifier: Apache-2.0

/// How a Certificate message is compressed: IANA "TLS Certificate Compression Algorithm IDs" (RFC 8879 §7.3).
package struct CertificateCompressionAlgorithm: CodePoint {
    package let id: UInt16

    package init(_ id: UInt16) { self.id = id }

    package static let zlib = CertificateCompressionAlgorithm(1)

    package static let names: [UInt16: String] = [1: "zlib", 2: "brotli", 3: "zstd"]

    /// All with a name, by code point.
    package static let all = names.keys.sorted().map { CertificateCompressionAlgorithm($0) }
}

/// A Certificate message of TLS 1.3 in compressed form (RFC 8879 §4).
package struct CompressedCertificate: Hashable, Sendable {
    package let algorithm: CertificateCompressionAlgorithm
    /// Bytes that the Certificate message's body has, by the server's word.
    package let uncompressedLength: Int
    package let message: [UInt8]

    /// Certificates beyond it are not unfolded.
    private static let longest = 131_072

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        algorithm = CertificateCompressionAlgorithm(try reader.uint16("compression algorithm"))
        uncompressedLength = Int(try reader.uint24("uncompressed length"))
        message = Array(try reader.vector24("compressed certificate"))
        try reader.finish("CompressedCertificate")
    }

    /// The message; nil where the algorithm is not zlib.
    ///
    /// Throws for what is no such message, and for one that is too long.
    package func certificate() throws(WireError) -> CertificateMessage13? {
        guard algorithm == .zlib else { return nil }
        guard uncompressedLength <= Self.longest else {
            throw .tooLong(field: "uncompressed length", count: uncompressedLength, limit: Self.longest)
        }
        let body = try Zlib.inflate(message, count: uncompressedLength)
        return try CertificateMessage13(body: body)
    }
}
