// SPDX-License-Identifier: Apache-2.0
package import Model
package import TLSWire

/// What one kind of client offers in its hello, and what it refuses later.
package struct SimulatedClient: Hashable, Sendable {
    package enum HelloFormat: String, Hashable, Sendable, CaseIterable {
        case tls
        /// A CLIENT-HELLO of SSLv2 that offers later versions (RFC 5246 appendix E.2).
        case sslv2
    }

    package let name: String
    /// Without those that it has only as a draft.
    package let versions: ClosedRange<ProtocolVersion>
    /// Whether it is still in use in numbers, by the source.
    package var isCurrent = false
    /// Nil: whatever a server speaks inside.
    package var services: Set<Service>?
    package var format = HelloFormat.tls
    /// Of a hello in the format of SSLv2.
    package var sslv2Specs: [SSLv2CipherSpec] = []
    /// In its order of preference, signalling values and GREASE left out, as in all lists.
    package var suites: [CipherSuite] { didSet { suiteIDs = Set(suites.map(\.id)) } }
    /// Empty where it says nothing of groups, so that the server is free.
    package var groups: [NamedGroup] = []
    /// The groups of its shares in the first hello.
    package var keyShares: [NamedGroup] = []
    /// Empty before TLS 1.2, where nobody negotiates signatures.
    package var schemes: [SignatureScheme] = []
    /// Of ALPN.
    package var applicationProtocols: [String] = []
    package var sendsServerName = true
    package var offersExtendedMasterSecret = false
    /// Bits of the Diffie-Hellman prime that it goes on with.
    package var primeBits = 0...Int.max
    /// Bits of the certificate's RSA key that it goes on with.
    package var rsaBits = 0...Int.max
    /// Bits of the certificate's key on an elliptic curve that it goes on with.
    package var ecBits = 0...Int.max
    /// Whether it can verify a certificate signed with SHA-256.
    package var verifiesSHA256 = true
    /// Common names of widely used roots that its trust store is known to lack.
    package var missingRoots: Set<String> = []

    /// The suites once more, for looking them up.
    private(set) var suiteIDs: Set<UInt16>

    package init(name: String, versions: ClosedRange<ProtocolVersion>, suites: [CipherSuite]) {
        self.name = name
        self.versions = versions
        self.suites = suites
        suiteIDs = Set(suites.map(\.id))
    }

    package func visits(_ service: Service) -> Bool { services?.contains(service) ?? true }
}
