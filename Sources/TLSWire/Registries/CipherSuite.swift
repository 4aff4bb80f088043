// SPDX-License-Identifier: Apache-2.0

/// A cipher suite by its two-byte code point; TLS 1.3's and the signalling values stand in the same registry.
package struct CipherSuite: CodePoint {
    package let id: UInt16

    package init(_ id: UInt16) { self.id = id }

    /// The suite with this IANA name, or nil.
    package init?(name: String) {
        guard let id = Self.ids[name] else { return nil }
        self.id = id
    }

    /// "Secure renegotiation is understood here" (RFC 5746 §3.3).
    package static let renegotiationSCSV = CipherSuite(0x00FF)
    /// "This is not the best version I know" (RFC 7507 §3).
    package static let fallbackSCSV = CipherSuite(0x5600)

    package static let grease = GREASE.values.map { CipherSuite($0) }

    /// Every suite with a name, registered or not, by code point; without the signalling and GREASE values.
    package static let all: [CipherSuite] = rows.keys.sorted().map { CipherSuite($0) }.filter {
        !$0.isSignalling
    }

    /// Every suite that some server may choose in this version; SSLv2's are ``SSLv2CipherSpec``.
    ///
    /// Without 0000, the state before a handshake, which must not be negotiated (RFC 5246 appendix A.5).
    package static func usable(in version: ProtocolVersion) -> [CipherSuite] {
        all.filter { $0.versions?.contains(version) == true && $0.id != 0 }
    }

    package static let names: [UInt16: String] = rows.mapValues(\.name)

    /// OpenSSL's name, of today or of when it last had the suite; nil where it never did.
    package var openSSLName: String? { Self.rows[id]?.openSSLName }

    /// Whether IANA assigned the code point.
    package var isRegistered: Bool { Self.registered.contains(id) }

    package var isSignalling: Bool { self == .renegotiationSCSV || self == .fallbackSCSV }

    package var isGREASE: Bool { GREASE.contains(id) }

    /// What the name says about the suite; nil for signalling, GREASE and unknown values.
    package var attributes: CipherSuiteAttributes? { Self.attributes[id] }

    private static let registered = Set(CipherSuiteTable.registered.map(\.id))

    private static let rows: [UInt16: CipherSuiteTable.Row] = Dictionary(
        (CipherSuiteTable.registered + CipherSuiteTable.unregistered).map { ($0.id, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    private static let ids = Dictionary(
        names.map { ($0.value, $0.key) },
        uniquingKeysWith: { first, _ in first }
    )

    private static let attributes = rows.compactMapValues { CipherSuiteAttributes(suiteName: $0.name) }
}

/// The attributes by name, for callers who have a suite rather than its attributes; a value that is unknown,
/// signalling or GREASE has none of the properties.
extension CipherSuite {
    package var keyExchange: KeyExchange? { attributes?.keyExchange }
    package var authentication: Authentication? { attributes?.authentication }
    package var cipher: BulkCipher? { attributes?.cipher }
    package var mode: CipherMode? { attributes?.mode }
    package var mac: MessageAuthentication? { attributes?.mac }
    /// The nominal key length, as `openssl ciphers -v` prints it: 168 for 3DES, 40 for an export suite; 0 if unknown.
    package var bits: Int { attributes?.bits ?? 0 }
    /// The work of the best known attack on the cipher in bits: 112 for 3DES, else the key length.
    package var strengthBits: Int { attributes?.strengthBits ?? 0 }
    /// Nil for stream ciphers and NULL.
    package var blockBits: Int? { attributes?.blockBits }
    /// The versions in which servers choose it; nil if unknown.
    package var versions: ClosedRange<ProtocolVersion>? { attributes?.versions }
    package var isForwardSecret: Bool { attributes?.isForwardSecret ?? false }
    package var isAEAD: Bool { attributes?.mac == .aead }
    package var isCBC: Bool { attributes?.mode == .cbc }
    package var isAnonymous: Bool { attributes?.authentication == .anonymous }
    package var isNull: Bool { attributes?.cipher == .null }
    package var isExport: Bool { attributes?.isExport ?? false }
    package var usesRC4: Bool { attributes?.cipher == .rc4 }
    package var uses64BitBlock: Bool { attributes?.blockBits == 64 }
}
