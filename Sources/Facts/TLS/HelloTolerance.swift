// SPDX-License-Identifier: Apache-2.0

/// Whether the server answers a hello with one oddity as it answers the plain one.
///
/// A sound server ignores what it does not know (RFC 8446 §4.1.2, RFC 8701); one that does not may shut out
/// clients to come, and is no less secure.
package struct HelloTolerance: Fact {
    package static let kind = FactKind("tls.tolerance", version: 1)

    package enum Oddity: String, Codable, Sendable, CaseIterable {
        case greaseSuites = "grease-suites"
        case greaseGroups = "grease-groups"
        case greaseSignatureSchemes = "grease-signature-schemes"
        case greaseExtension = "grease-extension"
        case greaseApplicationProtocol = "grease-alpn"
        case greaseVersions = "grease-versions"
        /// An extension of an unassigned number with a body.
        case unknownExtension = "unknown-extension"
        /// The last extension has no body.
        case emptyLastExtension = "empty-last-extension"
        /// The message has 256 to 511 bytes.
        case awkwardLength = "length-256-511"
        /// More than 128 suites.
        case manySuites = "many-suites"
        /// The message has about 14,000 bytes.
        case longHello = "long-hello"
        /// The version field says 0x0304.
        case version0304 = "version-0304"
        /// The version field says 0x0305.
        case version0305 = "version-0305"
    }

    package let oddity: Oddity
    package let isTolerated: Bool
    /// How it was refused, in words of ours; nil where it was not.
    package let manner: String?

    package init(oddity: Oddity, isTolerated: Bool, manner: String? = nil) {
        self.oddity = oddity
        self.isTolerated = isTolerated
        self.manner = manner
    }

    package var aspect: String { oddity.rawValue }
}
