// SPDX-License-Identifier: Apache-2.0

/// The kind of a hello extension: IANA "TLS ExtensionType Values", with the private ones that were in wide use.
package struct ExtensionType: CodePoint {
    package let id: UInt16

    package init(_ id: UInt16) { self.id = id }

    package static let serverName = ExtensionType(0)
    package static let maxFragmentLength = ExtensionType(1)
    package static let truncatedHMAC = ExtensionType(4)
    package static let statusRequest = ExtensionType(5)
    package static let supportedGroups = ExtensionType(10)
    package static let pointFormats = ExtensionType(11)
    package static let signatureAlgorithms = ExtensionType(13)
    package static let heartbeat = ExtensionType(15)
    package static let applicationProtocols = ExtensionType(16)
    package static let signedCertificateTimestamp = ExtensionType(18)
    package static let padding = ExtensionType(21)
    package static let encryptThenMAC = ExtensionType(22)
    package static let extendedMasterSecret = ExtensionType(23)
    package static let compressCertificate = ExtensionType(27)
    package static let recordSizeLimit = ExtensionType(28)
    package static let sessionTicket = ExtensionType(35)
    package static let preSharedKey = ExtensionType(41)
    package static let earlyData = ExtensionType(42)
    package static let supportedVersions = ExtensionType(43)
    package static let cookie = ExtensionType(44)
    package static let pskKeyExchangeModes = ExtensionType(45)
    package static let postHandshakeAuth = ExtensionType(49)
    package static let signatureAlgorithmsCert = ExtensionType(50)
    package static let keyShare = ExtensionType(51)
    package static let nextProtocolNegotiation = ExtensionType(13172)
    package static let renegotiationInfo = ExtensionType(0xFF01)

    package var isGREASE: Bool { GREASE.contains(id) }

    package static let names: [UInt16: String] = [
        0: "server_name", 1: "max_fragment_length", 2: "client_certificate_url", 3: "trusted_ca_keys",
        4: "truncated_hmac", 5: "status_request", 6: "user_mapping", 7: "client_authz", 8: "server_authz",
        9: "cert_type", 10: "supported_groups", 11: "ec_point_formats", 12: "srp",
        13: "signature_algorithms", 14: "use_srtp", 15: "heartbeat",
        16: "application_layer_protocol_negotiation", 17: "status_request_v2",
        18: "signed_certificate_timestamp", 19: "client_certificate_type", 20: "server_certificate_type",
        21: "padding", 22: "encrypt_then_mac", 23: "extended_master_secret", 24: "token_binding",
        25: "cached_info", 26: "tls_lts", 27: "compress_certificate", 28: "record_size_limit",
        29: "pwd_protect", 30: "pwd_clear", 31: "password_salt", 32: "ticket_pinning",
        33: "tls_cert_with_extern_psk", 34: "delegated_credential", 35: "session_ticket", 36: "TLMSP",
        37: "TLMSP_proxying", 38: "TLMSP_delegate", 39: "supported_ekt_ciphers", 41: "pre_shared_key",
        42: "early_data", 43: "supported_versions", 44: "cookie", 45: "psk_key_exchange_modes",
        47: "certificate_authorities", 48: "oid_filters", 49: "post_handshake_auth",
        50: "signature_algorithms_cert", 51: "key_share", 52: "transparency_info", 54: "connection_id",
        55: "external_id_hash", 56: "external_session_id", 57: "quic_transport_parameters",
        58: "ticket_request", 59: "dnssec_chain", 60: "sequence_number_encryption_algorithms", 61: "rrc",
        62: "tls_flags", 13172: "next_protocol_negotiation", 17513: "application_settings",
        30031: "channel_id_old", 30032: "channel_id", 64768: "ech_outer_extensions",
        65037: "encrypted_client_hello", 65281: "renegotiation_info",
    ]
}
