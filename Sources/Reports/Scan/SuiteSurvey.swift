// SPDX-License-Identifier: Apache-2.0
import Model
import TLSWire

/// Looks for suites of a kind among all that an address offers, and knows when the search was not complete.
struct SuiteSurvey {
    enum Outcome {
        case found, absent
        /// Nothing was found, and some list is missing or may go on.
        case unknown(Unestablished)
    }

    private let protocols: [ProtocolVersion: ScanProtocol]
    private let notes: [String: Unestablished]

    /// `notes` has the reasons by the paths of the scan document; one at a list of suites means that the list
    /// may go on.
    init(_ tls: ScanTLS, _ notes: [String: Unestablished]) {
        protocols = tls.protocols
        self.notes = notes
    }

    func offers(_ version: ProtocolVersion) -> Bool? { protocols[version]?.isOffered }

    /// Whether a version is offered, as an outcome.
    func search(for version: ProtocolVersion) -> Outcome {
        switch offers(version) {
        case true?: .found
        case false?: .absent
        case nil: .unknown(gap("offered", version))
        }
    }

    func search(in versions: [ProtocolVersion], for isMeant: (CipherSuite) -> Bool) -> Outcome {
        var missing: Unestablished?
        for version in versions {
            guard let offer = protocols[version], offer.isOffered == true else {
                if offers(version) == nil { missing = missing ?? gap("offered", version) }
                continue
            }
            if offer.suites?.contains(where: isMeant) == true { return .found }
            if offer.suites == nil || notes[path("suites", version)] != nil {
                missing = missing ?? gap("suites", version)
            }
        }
        return missing.map { .unknown($0) } ?? .absent
    }

    private func path(_ member: String, _ version: ProtocolVersion) -> String {
        "/tls/protocols/\(version.rawValue)/\(member)"
    }

    private func gap(_ member: String, _ version: ProtocolVersion) -> Unestablished {
        notes[path(member, version)]
            ?? Unestablished(phase: .notMeasured, reason: "\(version.title) was not looked at")
    }
}

extension [ProtocolVersion] {
    /// The versions whose suites name key exchange and mode: SSL 3.0 to TLS 1.2.
    static let belowTLS13: [ProtocolVersion] = [.ssl3, .tls10, .tls11, .tls12]
}

extension CipherSuite {
    /// Ephemeral finite-field Diffie-Hellman, authenticated or not.
    var isFiniteField: Bool {
        switch keyExchange {
        case .dhe?, .dhePSK?: true
        case .dh?: isAnonymous
        default: false
        }
    }

    /// Any finite-field Diffie-Hellman, static keys included.
    var usesDiffieHellman: Bool { isFiniteField || keyExchange == .dh }

    /// The client encrypts the premaster secret to the server's RSA key.
    var isRSAKeyTransport: Bool { keyExchange == .rsa || keyExchange == .rsaPSK }
}
