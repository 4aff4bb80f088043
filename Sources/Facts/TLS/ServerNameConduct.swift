// SPDX-License-Identifier: Apache-2.0

/// What the server does with a hello that has no server name, or a foreign one (RFC 6066 §3).
package struct ServerNameConduct: Fact {
    package static let kind = FactKind("tls.sni", version: 1)

    package enum Name: String, Codable, Sendable, CaseIterable {
        /// The hello has no server_name.
        case absent
        /// It names a host that cannot exist.
        case foreign
    }

    package enum Answer: String, Codable, Sendable {
        /// The certificate that the right name gets.
        case sameCertificate = "same-certificate"
        case otherCertificate = "other-certificate"
        case refused
    }

    package let name: Name
    package let answer: Answer
    /// The alert that refused (112 unrecognized_name), or that came as a warning; nil for none.
    package let alert: UInt8?

    package init(name: Name, answer: Answer, alert: UInt8?) {
        self.name = name
        self.answer = answer
        self.alert = alert
    }

    package var aspect: String { name.rawValue }
}
