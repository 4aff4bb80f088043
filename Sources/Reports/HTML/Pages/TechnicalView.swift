// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model
import TLSWire

/// What an endpoint was seen to offer.
struct TechnicalView {
    struct Gap {
        let phase: String
        let reason: String
    }

    let addresses: String
    let error: Gap?
    let cost: String
    let protocols: [ProtocolRow]
    let attacks: [AttackRow]
    let hasAttacks: Bool
    let parameters: [ParameterRow]
    let chains: [ChainView]
    let hasChains: Bool
    let policies: [PolicyRow]
    let hasPolicies: Bool
    /// Nil where nothing rates it.
    let rating: RatingView?
    /// How many simulated clients connect, and by what; nil where none was simulated.
    let connecting: String?
    let excluded: [ExclusionRow]
    let hasExcluded: Bool
    /// Set where the addresses did not give the same.
    let differs: String?

    init(_ endpoint: ScanEndpoint, _ clock: Clock) {
        addresses =
            endpoint.addresses.isEmpty
            ? say("none")
            : endpoint.addresses.map { address in
                address.address + (address.error.map { " (\(Words.phase($0.phase)): \($0.reason))" } ?? "")
            }.joined(separator: ", ")
        error = endpoint.error.map { Gap(phase: Words.phase($0.phase), reason: $0.reason) }
        let cost = endpoint.cost
        self.cost =
            Words.count(cost.connections, .connection) + ", "
            + say(
                "{{sent}} sent, {{received}} received, {{time}} ms",
                [
                    "sent": Words.bytes(cost.bytesSent), "received": Words.bytes(cost.bytesReceived),
                    "time": String(cost.milliseconds),
                ]
            )
        protocols = ProtocolVersion.allCases.reversed().compactMap { version in
            endpoint.tls.protocols[version].map { ProtocolRow(version, $0) }
        }
        attacks = endpoint.error == nil ? AttackRow.rows(endpoint.tls.vulnerabilities) : []
        hasAttacks = !attacks.isEmpty
        parameters = ParameterRow.rows(endpoint.tls) + ParameterRow.rows(endpoint.web)
        chains = endpoint.certificates.map { ChainView($0, clock) }
        hasChains = !chains.isEmpty
        policies = endpoint.policies.map(PolicyRow.init)
        hasPolicies = !policies.isEmpty
        rating = endpoint.grade.map(RatingView.init)
        connecting = ExclusionRow.connecting(endpoint.tls.clients)
        excluded = ExclusionRow.rows(endpoint.tls.clients)
        hasExcluded = !excluded.isEmpty
        differs =
            endpoint.byAddress.isEmpty
            ? nil
            : say(
                "The {{count}} addresses differ; this is the worst of them.",
                ["count": String(endpoint.byAddress.count)]
            )
    }
}

/// Clients that are shut out for one reason.
struct ExclusionRow {
    let whyNot: String
    let clients: String

    static func rows(_ clients: [ScanClient]) -> [ExclusionRow] {
        let excluded = clients.filter { $0.connects == false }
        let byReason = Dictionary(grouping: excluded) { $0.whyNot ?? say("no reason given") }
        return byReason.sorted { $0.key < $1.key }.map { reason, clients in
            ExclusionRow(whyNot: reason, clients: clients.map(\.name).joined(separator: "; "))
        }
    }

    static func connecting(_ clients: [ScanClient]) -> String? {
        guard !clients.isEmpty else { return nil }
        let connecting = clients.filter { $0.connects == true }
        let unclear = clients.count { $0.connects == nil }
        let versions = ProtocolVersion.allCases.reversed().compactMap { version -> String? in
            let count = connecting.count { $0.version == version }
            return count == 0
                ? nil : say("{{count}} by {{version}}", ["count": String(count), "version": version.title])
        }
        let counts: KeyValuePairs = ["count": String(connecting.count), "all": String(clients.count)]
        return say("{{count}} of {{all}} simulated clients connect", counts)
            + (versions.isEmpty ? "" : ": " + versions.joined(separator: ", "))
            + (unclear == 0 ? "" : "; " + say("of {{count}} it is not known", ["count": String(unclear)]))
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
        order = offer.orderTitle ?? ""
        suites = (offer.suites ?? []).map(SuiteRow.init) + (offer.specifications ?? []).map(SuiteRow.init)
        hasSuites = !suites.isEmpty
        missing = offer.isOffered == false || hasSuites ? nil : offer.reason ?? say("The list is not known.")
    }
}

struct SuiteRow {
    let name: String
    let strength: String
    let note: String?

    init(_ suite: CipherSuite) {
        name = suite.description
        strength = say("{{count}} bits", ["count": String(suite.strengthBits)])
        let notes = [
            suite.isNull ? say("no encryption") : nil,
            suite.isAnonymous ? say("anonymous") : nil,
            suite.isExport ? say("export") : nil,
            suite.usesRC4 ? "RC4" : nil,
            suite.uses64BitBlock ? say("64-bit blocks") : nil,
            suite.isForwardSecret ? nil : say("no forward secrecy"),
        ].compactMap(\.self)
        note = notes.isEmpty ? nil : notes.joined(separator: ", ")
    }

    init(_ specification: SSLv2CipherSpec) {
        name = specification.description
        strength = say("{{count}} bits", ["count": String(specification.bits)])
        note = nil
    }
}
