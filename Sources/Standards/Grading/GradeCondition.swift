// SPDX-License-Identifier: Apache-2.0

/// What the rows of the rating ask, by the words of the table.
package enum GradeCondition: String, CaseIterable, Sendable {
    case ssl2Offered = "ssl2-offered"
    case ssl3Offered = "ssl3-offered"
    /// Nothing newer than SSL 3.0 is offered.
    case ssl3Best = "ssl3-best"
    case tls10Or11Offered = "tls1.0-or-tls1.1-offered"
    /// Neither TLS 1.2 nor anything newer is offered.
    case noTLS12 = "no-tls1.2"
    case noTLS13 = "no-tls1.3"
    /// Bits of RSA that the leaf certificate's key is worth.
    case keyBelow1024 = "key-below-1024"
    case keyBelow2048 = "key-below-2048"
    case finiteFieldBelow2048 = "dh-below-2048"
    case exponentOne = "exponent-1"
    case md5Signature = "md2-or-md5-signature"
    case sha1Signature = "sha1-signature"
    case exportSuites = "export-suites"
    case rc4Offered = "rc4-offered"
    /// RC4 is what a client of TLS 1.1 or newer is given.
    case rc4WithModernProtocols = "rc4-with-modern-protocols"
    case rc4Only = "rc4-only"
    /// A cipher of 64-bit blocks is what a client of TLS 1.1 or newer is given.
    case smallBlocksWithModernProtocols = "64-bit-blocks-with-modern-protocols"
    case noForwardSecrecy = "no-forward-secrecy"
    case noAEAD = "no-aead"
    case noSecureRenegotiation = "no-secure-renegotiation"
    case insecureRenegotiation = "insecure-renegotiation"
    case compression
    /// CBC suites in TLS 1.0 or before.
    case beast
    /// CBC suites in SSL 3.0.
    case poodle
    /// CBC padding is checked so that a difference shows.
    case paddingOracle = "padding-oracle"
    case heartbleed
    case ccsInjection = "ccs-injection"
    case ticketbleed, robot, drown
    case noFallbackSCSV = "no-fallback-scsv"
    case chainIncomplete = "chain-incomplete"
    case nameMismatch = "name-mismatch"
    case notTrusted = "not-trusted"
    case notYetValid = "not-yet-valid"
    case expired, revoked
    /// An authority of Symantec's, with a certificate from before June 2016.
    case symantecBefore2016 = "symantec-before-june-2016"
    case symantec
    case debianKey = "debian-weak-key"
    /// HTTP Strict Transport Security for six months or more is missing.
    case noLongHSTS = "no-long-hsts"
    /// HTTP Strict Transport Security is off or invalid.
    case noHSTS = "no-hsts"
    case invalidPinning = "invalid-hpkp"
}
