// SPDX-License-Identifier: Apache-2.0
package import TLSWire

/// Whether one protocol version is offered.
package struct VersionOffer: Fact {
    package static let kind = FactKind("tls.version", version: 1)

    package let version: ProtocolVersion
    package let isOffered: Bool

    package init(version: ProtocolVersion, isOffered: Bool) {
        self.version = version
        self.isOffered = isOffered
    }

    package var aspect: String { version.rawValue }
}
