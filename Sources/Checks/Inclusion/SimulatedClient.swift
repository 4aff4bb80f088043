// SPDX-License-Identifier: Apache-2.0
package import TLSWire

/// What one kind of client offers in its hello, and what it refuses later.
package struct SimulatedClient: Hashable, Sendable {
    package let name: String
    package let versions: ClosedRange<ProtocolVersion>
    /// In its order of preference, signalling values and GREASE left out, as in all three lists.
    package let suites: [CipherSuite]
    /// Empty where it says nothing of groups, so that the server is free.
    package let groups: [NamedGroup]
    /// Empty before TLS 1.2, where nobody negotiates signatures.
    package let schemes: [SignatureScheme]
    package let sendsServerName: Bool
    /// Bits of the Diffie-Hellman prime that it goes on with.
    package let primeBits: ClosedRange<Int>
    /// Bits of the RSA key that it goes on with.
    package let rsaBits: ClosedRange<Int>

    init(
        name: String,
        versions: ClosedRange<ProtocolVersion>,
        suites: [UInt16],
        groups: [UInt16] = [],
        schemes: [UInt16] = [],
        sendsServerName: Bool = true,
        primeBits: ClosedRange<Int> = 0...Int.max,
        rsaBits: ClosedRange<Int> = 0...Int.max
    ) {
        self.name = name
        self.versions = versions
        self.suites = suites.map { CipherSuite($0) }
        self.groups = groups.map { NamedGroup($0) }
        self.schemes = schemes.map { SignatureScheme($0) }
        self.sendsServerName = sendsServerName
        self.primeBits = primeBits
        self.rsaBits = rsaBits
    }
}
