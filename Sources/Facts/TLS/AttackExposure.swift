// SPDX-License-Identifier: Apache-2.0

/// The attacks that have a name, by the keys of the scan document.
package enum NamedAttack: String, Codable, CaseIterable, Sendable {
    case heartbleed
    case ccsInjection = "ccs_injection"
    case ticketbleed, robot
    case insecureRenegotiation = "insecure_renegotiation"
    case clientRenegotiation = "client_renegotiation"
    case crime, breach
    case poodleSSL = "poodle_ssl"
    case poodleTLS = "poodle_tls"
    case fallbackSCSV = "fallback_scsv"
    case sweet32, freak, drown, logjam, beast, lucky13, rc4, raccoon, alpaca, opossum
    case starttlsInjection = "starttls_injection"
}

/// How an address stands to one named attack that a probe of its own looked for.
///
/// What flaps, or could not be asked, is no fact but a reason.
package struct AttackExposure: Fact {
    package static let kind = FactKind("tls.attack", version: 1)

    package enum State: String, Codable, Sendable {
        /// The peer did what only an affected peer does.
        case vulnerable
        /// The peer did what a sound or a mended one does.
        case safe
        /// What the attack needs is not there to be attacked.
        case notApplicable = "not_applicable"
    }

    package let attack: NamedAttack
    package let state: State
    /// Which form of the attack, by the level of its check; nil where it has one only, and where it is not vulnerable.
    package let variant: String?
    /// What decided it, in words of ours: the same for the same conduct, without bytes of the peer.
    package let evidence: String

    package init(_ attack: NamedAttack, _ state: State, variant: String? = nil, evidence: String) {
        self.attack = attack
        self.state = state
        self.variant = variant
        self.evidence = evidence
    }

    package var aspect: String { attack.rawValue }
}
