// SPDX-License-Identifier: Apache-2.0

/// Why a peer complains: IANA "TLS Alerts", and three of SSLv3's that TLS dropped.
package struct AlertDescription: CodePoint {
    package let id: UInt8

    package init(_ id: UInt8) { self.id = id }

    package static let closeNotify = AlertDescription(0)
    package static let unexpectedMessage = AlertDescription(10)
    package static let badRecordMAC = AlertDescription(20)
    package static let decryptionFailed = AlertDescription(21)
    package static let handshakeFailure = AlertDescription(40)
    package static let illegalParameter = AlertDescription(47)
    package static let protocolVersion = AlertDescription(70)
    package static let insufficientSecurity = AlertDescription(71)
    package static let internalError = AlertDescription(80)
    package static let inappropriateFallback = AlertDescription(86)
    package static let noRenegotiation = AlertDescription(100)
    package static let missingExtension = AlertDescription(109)
    package static let unrecognizedName = AlertDescription(112)
    package static let certificateRequired = AlertDescription(116)
    package static let noApplicationProtocol = AlertDescription(120)

    package static let names: [UInt8: String] = [
        0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
        22: "record_overflow", 30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate",
        42: "bad_certificate", 43: "unsupported_certificate", 44: "certificate_revoked",
        45: "certificate_expired", 46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca",
        49: "access_denied", 50: "decode_error", 51: "decrypt_error",
        52: "too_many_cids_requested", 60: "export_restriction", 70: "protocol_version",
        71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled",
        100: "no_renegotiation", 109: "missing_extension", 110: "unsupported_extension",
        111: "certificate_unobtainable", 112: "unrecognized_name", 113: "bad_certificate_status_response",
        114: "bad_certificate_hash_value", 115: "unknown_psk_identity", 116: "certificate_required",
        117: "general_error", 120: "no_application_protocol", 121: "ech_required",
    ]
}

/// One alert as it stood in a record (RFC 5246 §7.2).
package struct Alert: Hashable, Sendable {
    /// 1 warning, 2 fatal; anything else is what a broken server sent.
    package let level: UInt8
    package let description: AlertDescription

    package init(level: UInt8, description: AlertDescription) {
        self.level = level
        self.description = description
    }

    package var isFatal: Bool { level != 1 }

    package var isCloseNotify: Bool { description == .closeNotify }

    /// Whether the peer will say nothing more of use after it.
    package var endsDialogue: Bool { isFatal || isCloseNotify }
}
