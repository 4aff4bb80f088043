// SPDX-License-Identifier: Apache-2.0

/// What several endpoints may rest on, so that they fall together.
package enum DependenceKind: String, Codable, Sendable, CaseIterable {
    case address, network
    /// One host that answers for a zone.
    case nameServer = "name_server"
    /// Who runs name servers, by the registrable domain of their names.
    case nameService = "name_service"
    /// Who takes mail, by the registrable domain of the hosts that MX records name.
    case mailProvider = "mail_provider"
    /// By the SHA-256 of the public key.
    case key
    /// By the SHA-256 of the certificate.
    case certificate
    /// Who issued the certificates that are served.
    case authority
    /// Another host whose scripts run in pages.
    case scriptSupplier = "script_supplier"

    /// What befalls a thing, and so those who rest on it.
    package enum Harm: String, Codable, Sendable, CaseIterable {
        /// It is gone: who has nothing else of its kind serves nobody.
        case loss
        /// Somebody else has it: whoever uses it is harmed, whatever else he has.
        case compromise
    }

    package var harm: Harm {
        switch self {
        case .address, .network, .nameServer, .nameService, .mailProvider: .loss
        case .key, .certificate, .authority, .scriptSupplier: .compromise
        }
    }
}
