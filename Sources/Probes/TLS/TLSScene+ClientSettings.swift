// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import TLSWire

extension TLSScene {
    /// A client that has a suite and a group in common with what was seen below TLS 1.3, where OpenSSL has one.
    ///
    /// Anonymous and NULL suites, and curves that OpenSSL does not offer by itself, only where there is nothing else.
    var clientSettings: TLSClientSettings {
        Self.clientSettings(
            for: legacySuites,
            groups: examination.legacyGroups.seen,
            offersTLS13: examination.offered.contains(.tls13)
        )
    }

    /// The same for what was seen by somebody else, suites and groups below TLS 1.3.
    static func clientSettings(for suites: [CipherSuite], groups: [UInt16], offersTLS13: Bool)
        -> TLSClientSettings
    {
        var settings = TLSClientSettings()
        if !suites.isEmpty, !suites.contains(where: isOrdinary) {
            settings.cipherList = "ALL:COMPLEMENTOFALL"
        }
        if !groups.isEmpty, Set(groups).isDisjoint(with: ordinaryGroups) {
            let names = groups.filter(spareCurves.contains).compactMap { NamedGroup.names[$0] }
            settings.groups = names.isEmpty ? nil : names.joined(separator: ":")
            // OpenSSL makes no hello of TLS 1.3 without a group of its.
            if !names.isEmpty, !offersTLS13 { settings.maximum = .tls12 }
        }
        return settings
    }

    /// Whether the client that needs no settings has a suite and a group in common with what was seen so far.
    var allowsOrdinaryHandshakes: Bool {
        let suites = legacySuites
        let groups = examination.legacyGroups.seen
        return (suites.isEmpty || suites.contains(where: Self.isOrdinary))
            && (groups.isEmpty || !Set(groups).isDisjoint(with: Self.ordinaryGroups))
    }

    /// Why no whole handshake can be made at all; nil where one may.
    var handshakeGap: Unestablished? { examination.offered.contains(.tls13) ? nil : keyGap }

    /// Why no whole handshake can be made below TLS 1.3; nil where one may.
    var keyGap: Unestablished? {
        let suites = legacySuites
        guard !suites.isEmpty, suites.allSatisfy(Self.takesSecret) else { return nil }
        return Unestablished(
            phase: .notMeasured,
            reason: "every suite that was seen takes a secret that was shared before"
        )
    }

    private var legacySuites: [CipherSuite] {
        examination.offered.filter { $0 < .tls13 }.flatMap { examination.versions[$0]?.suites.seen ?? [] }
            .map { CipherSuite($0) }
    }

    private static func isOrdinary(_ suite: CipherSuite) -> Bool {
        let exchanges: [KeyExchange?] = [.rsa, .dhe, .ecdhe]
        let ciphers: [BulkCipher?] = [.aes, .chacha20, .camellia, .aria]
        return exchanges.contains(suite.keyExchange) && ciphers.contains(suite.cipher) && !suite.isAnonymous
    }

    private static func takesSecret(_ suite: CipherSuite) -> Bool {
        let exchanges: [KeyExchange?] = [.psk, .dhePSK, .ecdhePSK, .rsaPSK, .srp, .kerberos, .eccpwd]
        return exchanges.contains(suite.keyExchange)
    }

    /// OpenSSL's own offer.
    private static let ordinaryGroups: Set<UInt16> = [
        NamedGroup.x25519.id, NamedGroup.secp256r1.id, NamedGroup.x448.id, NamedGroup.secp521r1.id,
        NamedGroup.secp384r1.id,
    ]

    /// What OpenSSL 3.0 has besides and offers where it is told to: SECP and Brainpool (RFC 8422 §5.1.1, RFC 7027).
    private static let spareCurves: Set<UInt16> = [0x0013, 0x0015, 0x0016, 0x001A, 0x001B, 0x001C]
}
