// SPDX-License-Identifier: Apache-2.0

/// The kind of a handshake message: IANA "TLS HandshakeType".
package struct HandshakeType: CodePoint {
    package let id: UInt8

    package init(_ id: UInt8) { self.id = id }

    package static let helloRequest = HandshakeType(0)
    package static let clientHello = HandshakeType(1)
    package static let serverHello = HandshakeType(2)
    package static let newSessionTicket = HandshakeType(4)
    package static let encryptedExtensions = HandshakeType(8)
    package static let certificate = HandshakeType(11)
    package static let serverKeyExchange = HandshakeType(12)
    package static let certificateRequest = HandshakeType(13)
    package static let serverHelloDone = HandshakeType(14)
    package static let certificateVerify = HandshakeType(15)
    package static let clientKeyExchange = HandshakeType(16)
    package static let finished = HandshakeType(20)
    package static let certificateStatus = HandshakeType(22)
    package static let compressedCertificate = HandshakeType(25)
    package static let nextProtocol = HandshakeType(67)

    package static let names: [UInt8: String] = [
        0: "hello_request", 1: "client_hello", 2: "server_hello", 3: "hello_verify_request",
        4: "new_session_ticket", 5: "end_of_early_data", 6: "hello_retry_request", 8: "encrypted_extensions",
        9: "request_connection_id", 10: "new_connection_id", 11: "certificate", 12: "server_key_exchange",
        13: "certificate_request", 14: "server_hello_done", 15: "certificate_verify",
        16: "client_key_exchange", 17: "client_certificate_request", 20: "finished", 21: "certificate_url",
        22: "certificate_status", 23: "supplemental_data", 24: "key_update", 25: "compressed_certificate",
        26: "ekt_key", 67: "next_protocol", 254: "message_hash",
    ]
}
