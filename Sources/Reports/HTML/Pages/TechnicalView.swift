// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import TLSWire

/// What an endpoint was seen to offer.
struct TechnicalView {
    let addresses: String
    let error: String?
    let cost: String
    let protocols: [ProtocolRow]
    let parameters: [ParameterRow]
    let chains: [ChainView]
    let hasChains: Bool
    let policies: [PolicyRow]
    let hasPolicies: Bool
    /// Nil where nothing rates it.
    let rating: RatingView?
    let excluded: [ExclusionRow]
    let hasExcluded: Bool
    /// Set where the addresses did not give the same.
    let differs: String?

    init(_ endpoint: ScanEndpoint, _ clock: Clock) {
        addresses =
            endpoint.addresses.isEmpty
            ? "none"
            : endpoint.addresses.map { address in
                address.address + (address.error.map { " (\(Words.phase($0.phase)): \($0.reason))" } ?? "")
            }.joined(separator: ", ")
        error = endpoint.error.map { "\(Words.phase($0.phase)): \($0.reason)" }
        let cost = endpoint.cost
        self.cost =
            "\(Words.count(cost.connections, "connection")), \(Words.bytes(cost.bytesSent)) sent, "
            + "\(Words.bytes(cost.bytesReceived)) received, \(cost.milliseconds) ms"
        protocols = ProtocolVersion.allCases.reversed().compactMap { version in
            endpoint.tls.protocols[version].map { ProtocolRow(version, $0) }
        }
        parameters = ParameterRow.rows(endpoint.tls)
        chains = endpoint.certificates.map { ChainView($0, clock) }
        hasChains = !chains.isEmpty
        policies = endpoint.policies.map(PolicyRow.init)
        hasPolicies = !policies.isEmpty
        rating = endpoint.grade.map(RatingView.init)
        excluded = ExclusionRow.rows(endpoint.tls.clients)
        hasExcluded = !excluded.isEmpty
        differs =
            endpoint.byAddress.isEmpty
            ? nil : "The \(endpoint.byAddress.count) addresses differ; this is the worst of them."
    }
}

/// Clients that are shut out for one reason.
struct ExclusionRow {
    let whyNot: String
    let clients: String

    static func rows(_ clients: [ScanClient]) -> [ExclusionRow] {
        let excluded = clients.filter { $0.connects == false }
        let byReason = Dictionary(grouping: excluded) { $0.whyNot ?? "no reason given" }
        return byReason.sorted { $0.key < $1.key }.map { reason, clients in
            ExclusionRow(whyNot: reason, clients: clients.map(\.name).joined(separator: ", "))
        }
    }
}

struct ProtocolRow {
    let version: String
    let offered: String
    let order: String
    let suites: [SuiteRow]
    let hasSuites: Bool
    /// Why there is no list of suites; nil where there is one or none is needed.
    let missing: String?

    init(_ version: ProtocolVersion, _ offer: ScanProtocol) {
        self.version = version.title
        offered = Words.answer(offer.isOffered)
        order = offer.order.map { "\($0.rawValue)’s order" } ?? ""
        suites = (offer.suites ?? []).map(SuiteRow.init)
        hasSuites = !suites.isEmpty
        missing = offer.isOffered == false || hasSuites ? nil : offer.reason ?? "The list is not known."
    }
}

struct SuiteRow {
    let name: String
    let strength: String
    let note: String?

    init(_ suite: CipherSuite) {
        name = suite.description
        strength = "\(suite.strengthBits) bits"
        let notes = [
            suite.isNull ? "no encryption" : nil,
            suite.isAnonymous ? "anonymous" : nil,
            suite.isExport ? "export" : nil,
            suite.usesRC4 ? "RC4" : nil,
            suite.uses64BitBlock ? "64-bit blocks" : nil,
            suite.isForwardSecret ? nil : "no forward secrecy",
        ].compactMap(\.self)
        note = notes.isEmpty ? nil : notes.joined(separator: ", ")
    }
}

struct ParameterRow {
    let label: String
    let value: String

    static func rows(_ tls: ScanTLS) -> [ParameterRow] {
        let group = tls.finiteField.map { "\($0.bits) bits, \($0.prime)" }
        let resumption = [ProtocolVersion.tls13, .tls12].compactMap { version in
            (tls.resumption[version] ?? nil).map { seen in
                "\(version.title): \(seen.isResumed ? "yes, by \(seen.method.replacing("_", with: " "))" : "no")"
            }
        }
        return [
            ParameterRow(label: "Groups, TLS 1.3", value: list(tls.groups)),
            ParameterRow(label: "Groups, TLS 1.2 and below", value: list(tls.legacyGroups)),
            ParameterRow(label: "Finite-field group", value: group ?? "none known"),
            ParameterRow(label: "Signature algorithms", value: list(tls.signatureAlgorithms)),
            ParameterRow(label: "Application protocols", value: list(tls.applicationProtocols)),
            ParameterRow(label: "Extensions answered", value: list(tls.extensions)),
            ParameterRow(label: "Compression", value: Words.answer(tls.compression)),
            ParameterRow(label: "Early data", value: Words.answer(tls.earlyData)),
            ParameterRow(
                label: "Resumption",
                value: resumption.isEmpty ? "Unknown" : resumption.joined(separator: "; ")
            ),
        ]
    }

    private static func list(_ values: [String]?) -> String {
        guard let values else { return "Unknown" }
        return values.isEmpty ? "None" : values.joined(separator: ", ")
    }
}

struct ChainView {
    let trust: String
    let name: String
    let certificates: [CertificateRow]

    init(_ chain: ScanChain, _ clock: Clock) {
        trust =
            switch chain.isTrusted {
            case true?: "Trusted"
            case false?: "Not trusted: \(chain.trustError ?? "no reason given")"
            case nil: "Trust unknown"
            }
        name =
            switch chain.hostnameMatches {
            case true?: "the name matches"
            case false?: "the name does not match"
            case nil: "name not compared"
            }
        certificates = chain.certificates.map { CertificateRow($0, clock) }
    }
}

struct CertificateRow {
    let subject: String
    let issuer: String
    let validity: String
    let key: String
    let signature: String
    let names: String
    let sha256: String

    init(_ certificate: ScanCertificate, _ clock: Clock) {
        subject = certificate.subject.isEmpty ? "(empty subject)" : certificate.subject
        issuer = certificate.issuer
        let begin = certificate.notBefore.map(clock.day) ?? "unreadable"
        let end = certificate.notAfter.map(clock.day) ?? "unreadable"
        validity = "\(begin) to \(end)"
        key = "\(certificate.keyType), \(certificate.keyBits) bits"
        signature = certificate.signatureAlgorithm
        names = Words.list(certificate.names, atMost: 12)
        sha256 = certificate.sha256
    }
}
