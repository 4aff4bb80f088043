// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The signatures over a zone's keys and over its start of authority (RFC 4034 §3).
package struct ZoneSignatures: Fact {
    package static let kind = FactKind("names.signatures", version: 1)

    package struct Signature: Codable, Hashable, Sendable {
        package let covered: String
        package let algorithm: Int
        package let keyTag: Int
        package let inception: Date
        package let expiration: Date

        package init(covered: String, algorithm: Int, keyTag: Int, inception: Date, expiration: Date) {
            self.covered = covered
            self.algorithm = algorithm
            self.keyTag = keyTag
            self.inception = inception
            self.expiration = expiration
        }
    }

    package let zone: String
    /// By type, key and end.
    package let signatures: [Signature]

    package init(zone: String, signatures: [Signature]) {
        self.zone = zone
        self.signatures = Set(signatures).sorted {
            ($0.covered, $0.keyTag, $0.expiration) < ($1.covered, $1.keyTag, $1.expiration)
        }
    }
}
