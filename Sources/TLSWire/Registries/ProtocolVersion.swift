// SPDX-License-Identifier: Apache-2.0

/// The six versions of the protocol, oldest first.
package enum ProtocolVersion: String, CaseIterable, Codable, Comparable, Sendable {
    case ssl2 = "ssl2"
    case ssl3 = "ssl3"
    case tls10 = "tls1.0"
    case tls11 = "tls1.1"
    case tls12 = "tls1.2"
    case tls13 = "tls1.3"

    /// The number on the wire: 0x0002, then 0x0300 to 0x0304.
    package var code: UInt16 {
        switch self {
        case .ssl2: 0x0002
        case .ssl3: 0x0300
        case .tls10: 0x0301
        case .tls11: 0x0302
        case .tls12: 0x0303
        case .tls13: 0x0304
        }
    }

    /// Nil for a number that no version has, drafts of TLS 1.3 and DTLS among them.
    package init?(code: UInt16) {
        guard let version = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = version
    }

    /// As people write it: `SSLv3`, `TLS 1.2`.
    package var title: String {
        switch self {
        case .ssl2: "SSLv2"
        case .ssl3: "SSLv3"
        case .tls10: "TLS 1.0"
        case .tls11: "TLS 1.1"
        case .tls12: "TLS 1.2"
        case .tls13: "TLS 1.3"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.code < right.code }
}
