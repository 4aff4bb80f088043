// SPDX-License-Identifier: Apache-2.0

/// A ClientHello: what a client says it can do (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2, RFC 6101 §5.6.1.2).
///
/// A value with one field an extension; an empty or nil field leaves the extension out. The same value always
/// makes the same bytes: what must be random is handed in.
package struct ClientHello: Hashable, Sendable {
    /// How long the hello is made by a padding extension (RFC 7685).
    package enum Padding: Hashable, Sendable {
        /// Avoids what known servers and middleboxes stumble over: messages of 256 to 511 bytes, messages of 10
        /// or 14 bytes modulo 256, and an extension without a body at the end.
        case automatic
        case none
        /// A padding extension whose body has this many bytes.
        case bytes(Int)
    }

    /// Stands in the record header, for which servers are told not to care.
    package var recordVersion: UInt16
    /// The highest version offered, 1.2 at most; TLS 1.3 is offered in ``supportedVersions``.
    package var legacyVersion: UInt16
    /// 32 bytes.
    package var random: [UInt8]
    /// 0 to 32 bytes.
    package var sessionID: [UInt8]
    package var suites: [CipherSuite]
    /// 0 null, 1 DEFLATE, 64 LZS.
    package var compressionMethods: [UInt8] = [0]

    package var serverName: String?
    /// A code from 1 (512 bytes) to 4 (4096 bytes).
    package var maxFragmentLength: UInt8?
    /// Asks for a stapled OCSP response.
    package var statusRequest = false
    package var groups: [NamedGroup] = []
    /// 0 is uncompressed.
    package var pointFormats: [UInt8] = []
    package var signatureSchemes: [SignatureScheme] = []
    /// 1: the peer may send heartbeats.
    package var heartbeatMode: UInt8?
    /// ALPN protocol names.
    package var applicationProtocols: [String] = []
    package var signedCertificateTimestamps = false
    package var encryptThenMAC = false
    package var extendedMasterSecret = false
    /// 1 zlib, 2 brotli, 3 zstd.
    package var certificateCompression: [UInt16] = []
    package var recordSizeLimit: UInt16?
    /// Empty asks for a ticket, else it is one.
    package var sessionTicket: [UInt8]?
    package var supportedVersions: [UInt16] = []
    /// From a HelloRetryRequest.
    package var cookie: [UInt8]?
    /// 1 is psk_dhe_ke.
    package var pskKeyExchangeModes: [UInt8] = []
    package var postHandshakeAuth = false
    /// Nil leaves the extension out; an empty list makes a server name its group in a HelloRetryRequest.
    package var keyShares: [KeyShareEntry]?
    package var nextProtocolNegotiation = false
    /// Empty in a first handshake, else the client's verify_data.
    package var renegotiationInfo: [UInt8]?

    package var extraExtensions: [RawExtension] = []
    /// Extensions named here go first, in this order; the others follow in the order of this type's own.
    package var extensionOrder: [ExtensionType] = []
    package var padding = Padding.automatic

    /// A hello that offers the versions of a range and follows the habits of real clients for them.
    ///
    /// The record says TLS 1.0 (SSLv3 for a hello of SSLv3 only). With TLS 1.3 come supported_versions, psk modes
    /// and an empty key_share; the caller hands in 32 bytes of session id, which real clients send for the sake of
    /// middleboxes (RFC 8446 appendix D.4). Versions below SSLv3 are raised to it: SSLv2 has
    /// ``SSLv2ClientHello``.
    package init(
        versions: ClosedRange<ProtocolVersion>,
        suites: [CipherSuite],
        random: [UInt8],
        sessionID: [UInt8] = []
    ) {
        let highest = max(versions.upperBound, .ssl3)
        recordVersion = min(highest, .tls10).code
        legacyVersion = min(highest, .tls12).code
        self.random = random
        self.sessionID = sessionID
        self.suites = suites
        guard highest == .tls13 else { return }
        supportedVersions = ProtocolVersion.allCases.reversed()
            .filter { versions.contains($0) && $0 > .ssl2 }
            .map(\.code)
        pskKeyExchangeModes = [1]
        keyShares = []
    }

    /// The second hello, in answer to a HelloRetryRequest (RFC 8446 §4.1.2).
    package func retry(after request: ServerHello, share: KeyShareEntry?) -> ClientHello {
        var second = self
        second.recordVersion = ProtocolVersion.tls12.code
        second.cookie = request.cookie
        if let share { second.keyShares = [share] }
        second.extraExtensions.removeAll { $0.type == .earlyData }
        return second
    }
}

/// What was offered, and so what a server may answer with.
extension ClientHello {
    /// Below TLS 1.3 a client offers its highest version and every version before it, down to SSLv3.
    package func offers(version code: UInt16) -> Bool {
        guard supportedVersions.isEmpty else { return supportedVersions.contains(code) }
        guard let version = ProtocolVersion(code: code), version >= .ssl3 else { return false }
        return code <= legacyVersion
    }

    package func offers(_ suite: CipherSuite) -> Bool {
        suites.contains(suite) && !suite.isSignalling && !suite.isGREASE
    }

    package func offers(compression method: UInt8) -> Bool { compressionMethods.contains(method) }

    /// Without supported_groups the server may choose any (RFC 8422 §4).
    package func offers(_ group: NamedGroup) -> Bool { groups.isEmpty || groups.contains(group) }

    /// The types of all its extensions; the SCSV stands for renegotiation_info.
    package var offeredExtensions: Set<ExtensionType> {
        var types = Set(((try? wireExtensions()) ?? []).map(\.type))
        if suites.contains(.renegotiationSCSV) { types.insert(.renegotiationInfo) }
        return types
    }
}
