// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Facts
package import Foundation
package import Model
package import Standards
package import TLSWire

/// One endpoint as measured: the worst of its addresses, and each address where they differ.
package struct ScanEndpoint: Hashable, Sendable {
    package let target: String
    package let service: Service
    package let addresses: [ScanAddress]
    /// Why nothing could be measured; nil where some address answered.
    package let error: Unestablished?
    package let cost: Cost
    package let startTLS: ScanStartTLS
    package let tls: ScanTLS
    /// Nil where no page was seen, and for services other than HTTPS.
    package let web: ScanWeb?
    package let certificates: [ScanChain]
    /// One entry for every null and every unknown.
    package let unestablished: [ScanGap]
    /// Empty where all addresses gave the same.
    package let byAddress: [ScanAddressResult]
    /// What each policy says, as of each day asked for; empty where no address answered.
    package let policies: [PolicyVerdict]
    /// Nil where no address answered or nothing rates.
    package let grade: Grade?
    package let findings: [ScanFinding]
}

package struct ScanAddress: Hashable, Sendable {
    package let address: String
    package let isReachable: Bool
    package let error: Unestablished?
}

/// What one address gave.
package struct ScanAddressResult: Hashable, Sendable {
    package let address: String
    package let tls: ScanTLS
    package let certificates: [ScanChain]
}

/// A question without an answer.
package struct ScanGap: Hashable, Sendable {
    /// A JSON Pointer (RFC 6901) inside the endpoint's object.
    package let path: String
    /// Phase and reason in words; text from the peer may be in it.
    package let reason: String
    package let attempts: Int
}

/// What TLS an address or an endpoint offers; nil is an unanswered question everywhere.
package struct ScanTLS: Hashable, Sendable {
    package var protocols: [ProtocolVersion: ScanProtocol] = [:]
    /// Names of TLS 1.3's groups in the server's order.
    package var groups: [String]?
    package var legacyGroups: [String]?
    package var signatureAlgorithms: [String]?
    /// The weakest finite-field group seen.
    package var finiteField: ScanFiniteField?
    /// What comes of offering groups of RFC 7919 at TLS 1.2.
    package var finiteFieldNegotiation: FiniteFieldNegotiation.Conduct?
    package var applicationProtocols: [String]?
    package var extensions: [String]?
    /// Whether a hello below TLS 1.3 without extended_master_secret is refused.
    package var insistsOnMasterSecret: Bool?
    package var compression: Bool?
    /// By protocol version; always TLS 1.2 and TLS 1.3.
    package var resumption: [ProtocolVersion: ScanResumption?] = [:]
    package var earlyData: Bool?
    /// By NPN, up to TLS 1.2.
    package var nextProtocols: [String]?
    /// What a hello without server name, or with a foreign one, gets.
    package var serverNames: [ServerNameConduct.Name: ServerNameConduct?] = [:]
    package var clientCertificate: ScanClientCertificate?
    /// Nil where no hello with an oddity was sent; a nil value where its answer is unknown.
    package var tolerance: [HelloTolerance.Oddity: Bool?]?
    package var vulnerabilities: [NamedAttack: VulnerabilityState] = [:]
    package var clients: [ScanClient] = []
}

package struct ScanProtocol: Hashable, Sendable {
    package var isOffered: Bool?
    /// Why `isOffered` is nil.
    package var reason: String?
    /// Nil where the order is unknown or cannot show.
    package var order: ScanOrder?
    /// Whether ChaCha20 goes before what the server likes better for a client that begins with it.
    ///
    /// Of TLS 1.2 and 1.3; nil where that is unknown or can make no difference.
    package var chaCha20Priority: Bool?
    /// Nil for SSL 2.0.
    package var suites: [CipherSuite]?
    /// What SSL 2.0 has instead of suites; nil for any other version.
    package var specifications: [SSLv2CipherSpec]?
}

extension ScanTLS {
    /// What comes of offering groups of RFC 7919 at TLS 1.2, in words; nil where that is unknown or nothing special.
    var negotiationTitle: String? {
        switch finiteFieldNegotiation {
        case .named?: "groups of RFC 7919 on request"
        case .refused?: "no DHE for who asks for groups of RFC 7919"
        case .ignored?, nil: nil
        }
    }
}

extension ScanProtocol {
    /// Whose order counts, in words; nil where it is unknown or cannot show.
    var orderTitle: String? {
        order.map {
            "\($0.rawValue)’s order" + (chaCha20Priority == true ? ", but ChaCha20 to who puts it first" : "")
        }
    }
}

package enum ScanOrder: String, Sendable { case server, client }

package struct ScanFiniteField: Hashable, Sendable {
    package let bits: Int
    /// The name of a published prime, else `sha256:` and the digest of the prime.
    package let prime: String
}

package struct ScanResumption: Hashable, Sendable {
    package let isResumed: Bool
    /// `ticket`, `session_id`, or `none` where nothing was resumed.
    package let method: String
    /// Seconds; 0 where no ticket came.
    package let ticketLifetime: Int
    /// `resumed`, `sometimes`, `never`, `not_issued`, or `not_applicable`; nil where it is unknown.
    package let sessionID: String?
    /// The same of tickets, with TLS 1.3 of pre-shared keys.
    package let ticket: String?
}

package struct ScanClientCertificate: Hashable, Sendable {
    package let isRequested: Bool
    /// Nil where that did not show.
    package let isRequired: Bool?
    /// Text from the peer.
    package let authorities: [String]
}

/// One client of the simulation against one endpoint; made by the caller.
package struct ScanClient: Hashable, Sendable {
    package let name: String
    /// Nil where too little is known to say.
    package let connects: Bool?
    package let version: ProtocolVersion?
    package let suite: CipherSuite?
    package let group: String?
    /// Why it does not connect, or why nothing can be said; nil where it connects.
    package let whyNot: String?

    package init(
        name: String,
        connects: Bool?,
        version: ProtocolVersion? = nil,
        suite: CipherSuite? = nil,
        group: String? = nil,
        whyNot: String? = nil
    ) {
        self.name = name
        self.connects = connects
        self.version = version
        self.suite = suite
        self.group = group
        self.whyNot = whyNot
    }
}

/// One chain as served, with what became of it.
package struct ScanChain: Hashable, Sendable {
    package let certificates: [ScanCertificate]
    package let isTrusted: Bool?
    /// What chain building said; nil where the chain is trusted or was not built.
    package let trustError: String?
    package let hostnameMatches: Bool?
    /// Why `isTrusted` is nil.
    let trustGap: Unestablished?
    /// Why `hostnameMatches` is nil.
    let nameGap: Unestablished?
    /// Which chain of the host: `default` for what an ordinary client gets.
    package let aspect: String
    /// `public` and the operator's names of the stores that trust it.
    package let trustedBy: [String]
    /// Nil where it was not found out.
    package let order: ChainOrder?
    package let staple: RevocationStatus?
    package let promises: TransparencyPromises?
}

package struct ScanCertificate: Hashable, Sendable {
    package let subject: String
    package let issuer: String
    package let notBefore: Date?
    package let notAfter: Date?
    package let keyType: String
    package let keyBits: Int
    package let signatureAlgorithm: String
    package let names: [String]
    package let sha256: String
    package let spkiSHA256: String
}

/// A check's verdict on the endpoint, the worst of its addresses.
package struct ScanFinding: Hashable, Sendable {
    package let check: String
    package let title: String
    package let verdict: Verdict
    /// Nil unless the verdict is a failure.
    package let band: Band?
    package let remedy: String
    /// Control identifiers by framework.
    package let controls: [String: [String]]

    package init(
        check: String,
        title: String,
        verdict: Verdict,
        band: Band?,
        remedy: String,
        controls: [String: [String]]
    ) {
        self.check = check
        self.title = title
        self.verdict = verdict
        self.band = band
        self.remedy = remedy
        self.controls = controls
    }
}
