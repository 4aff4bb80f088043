// SPDX-License-Identifier: Apache-2.0

/// What a server of TLS 1.3 sends encrypted, up to its CertificateVerify (RFC 8446 §2).
package struct EncryptedFlight: Hashable, Sendable {
    package internal(set) var extensions: EncryptedExtensions?
    /// Nil where the server does not ask for one.
    package internal(set) var certificateRequest: CertificateRequest13?
    /// Nil before it came, and where it came in a compression that is not unfolded here.
    package internal(set) var certificate: CertificateMessage13?
    /// Nil where the certificate came as it is, or not at all.
    package internal(set) var compression: CertificateCompressionAlgorithm?
    package internal(set) var proof: CertificateVerify?
    /// Whether the certificate's key made the proof; nil where nobody could tell.
    package var isProven: Bool?
    /// Types in the order of arrival.
    package internal(set) var messages: [HandshakeType] = []
    /// What ended it before its time, in the clear or not.
    package var alert: Alert?
    /// Why nothing more was read.
    package var fault: WireError?

    package init() {}

    /// The types of all extensions that it answers with.
    package var answered: Set<ExtensionType> {
        var types = Set((extensions?.extensions ?? []).map(\.type))
        types.formUnion((certificate?.entries ?? []).flatMap { $0.extensions.map(\.type) })
        if compression != nil { types.insert(.compressCertificate) }
        return types
    }
}

/// Puts a flight together from records that somebody decrypted.
package struct EncryptedFlightReader: Sendable {
    package private(set) var flight = EncryptedFlight()
    /// The messages before the proof as they came, which the proof is made over.
    package private(set) var provenMessages: [UInt8] = []
    /// Nothing more is read.
    package private(set) var isDone = false
    private var handshake: [UInt8] = []

    /// Of one message.
    private static let longestMessage = 131_072

    package init() {}

    /// Takes the plaintext of one record with its type and padding behind it (RFC 8446 §5.2).
    package mutating func receive(_ plaintext: [UInt8]) {
        guard !isDone else { return }
        guard let last = plaintext.lastIndex(where: { $0 != 0 }) else {
            return fail(.invalid(field: "record", reason: "nothing but padding"))
        }
        let content = plaintext[..<last]
        switch ContentType(plaintext[last]) {
        case .handshake: accept(content)
        case .alert:
            guard content.count == 2, let level = content.first, let code = content.last else {
                return fail(.invalid(field: "alert", reason: "\(content.count) bytes"))
            }
            end(with: Alert(level: level, description: AlertDescription(code)))
        case let type: fail(.invalid(field: "record", reason: "\(type) within the handshake"))
        }
    }

    /// An alert that came in the clear.
    package mutating func end(with alert: Alert) {
        flight.alert = alert
        isDone = true
    }

    package mutating func fail(_ error: WireError) {
        flight.fault = error
        isDone = true
    }

    private mutating func accept(_ content: ArraySlice<UInt8>) {
        handshake += content
        var rest = handshake[...]
        while !isDone, rest.count >= 4, let type = rest.first {
            let length = rest.dropFirst().prefix(3).reduce(0) { $0 << 8 | Int($1) }
            guard length <= Self.longestMessage else {
                return fail(.tooLong(field: "message", count: length, limit: Self.longestMessage))
            }
            guard rest.count >= 4 + length else { break }
            let message = rest.prefix(4 + length)
            do {
                try read(HandshakeType(type), message.dropFirst(4))
                if flight.proof == nil { provenMessages += message }
            } catch {
                fail(error)
            }
            rest = rest.dropFirst(4 + length)
        }
        handshake = Array(rest)
    }

    private mutating func read(_ type: HandshakeType, _ body: ArraySlice<UInt8>) throws(WireError) {
        guard flight.messages.isEmpty == (type == .encryptedExtensions) else {
            throw .invalid(field: "handshake", reason: "\(type) out of order")
        }
        flight.messages.append(type)
        switch type {
        case .encryptedExtensions: flight.extensions = try EncryptedExtensions(body: body)
        case .certificateRequest: flight.certificateRequest = try CertificateRequest13(body: body)
        case .certificate: flight.certificate = try CertificateMessage13(body: body)
        case .compressedCertificate:
            let compressed = try CompressedCertificate(body: body)
            flight.compression = compressed.algorithm
            flight.certificate = try compressed.certificate()
        case .certificateVerify:
            flight.proof = try CertificateVerify(body: body)
            isDone = true
        // Without a certificate: a session that nobody offered to resume.
        case .finished: isDone = true
        default: throw .invalid(field: "handshake", reason: "\(type) within the flight")
        }
    }
}
