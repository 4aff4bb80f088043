// SPDX-License-Identifier: Apache-2.0

/// What a record carries: IANA "TLS ContentType".
package struct ContentType: CodePoint {
    package let id: UInt8

    package init(_ id: UInt8) { self.id = id }

    package static let changeCipherSpec = ContentType(20)
    package static let alert = ContentType(21)
    package static let handshake = ContentType(22)
    package static let applicationData = ContentType(23)
    package static let heartbeat = ContentType(24)

    package static let names: [UInt8: String] = [
        20: "change_cipher_spec", 21: "alert", 22: "handshake", 23: "application_data", 24: "heartbeat",
        25: "tls12_cid", 26: "ACK", 27: "return_routability_check",
    ]
}
