// SPDX-License-Identifier: Apache-2.0
import Facts
import TLSWire

extension ScanTLS {
    /// What a peer meets who may land on any of the addresses.
    ///
    /// Whatever weak is offered on one is offered, and TLS 1.3 is offered only where all offer it. Lists are the
    /// union, in the first address's order.
    static func worst(of results: [ScanTLS]) -> ScanTLS {
        guard let first = results.first, results.count > 1 else { return results.first ?? ScanTLS() }
        var worst = first
        for version in ProtocolVersion.allCases {
            worst.protocols[version] = ScanProtocol.worst(
                of: results.compactMap { $0.protocols[version] },
                isOfferedByAll: version == .tls13
            )
            worst.resumption[version] = resumption(version, of: results)
        }
        worst.groups = union(results.map(\.groups))
        worst.legacyGroups = union(results.map(\.legacyGroups))
        worst.signatureAlgorithms = union(results.map(\.signatureAlgorithms))
        worst.finiteField = results.compactMap(\.finiteField).min { $0.bits < $1.bits }
        worst.finiteFieldNegotiation = results.compactMap(\.finiteFieldNegotiation).first
        worst.applicationProtocols = union(results.map(\.applicationProtocols))
        worst.extensions = union(results.map(\.extensions))
        worst.insistsOnMasterSecret = anywhere(results.map(\.insistsOnMasterSecret))
        worst.compression = anywhere(results.map(\.compression))
        worst.earlyData = anywhere(results.map(\.earlyData))
        worst.nextProtocols = union(results.map(\.nextProtocols))
        worst.mergeSessions(of: results)
        for vulnerability in NamedAttack.allCases {
            worst.vulnerabilities[vulnerability] = results.compactMap { $0.vulnerabilities[vulnerability] }
                .max { $0.severity < $1.severity }
        }
        worst.clients = ScanClient.worst(of: results.map(\.clients))
        return worst
    }

    /// The first address on which resumption failed, else the first seen.
    private static func resumption(_ version: ProtocolVersion, of results: [ScanTLS]) -> ScanResumption?? {
        guard results.contains(where: { $0.resumption[version] != nil }) else { return nil }
        let seen = results.compactMap { $0.resumption[version] ?? nil }
        return .some(seen.first { !$0.isResumed } ?? seen.first)
    }

    /// Nil only where no address has a list.
    fileprivate static func union<Element: Equatable>(_ lists: [[Element]?]) -> [Element]? {
        let known = lists.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        return known.reduce(into: []) { all, list in all += list.filter { !all.contains($0) } }
    }

    /// True before unknown before false.
    fileprivate static func anywhere(_ answers: [Bool?]) -> Bool? {
        if answers.contains(true) { return true }
        return answers.contains(nil) ? nil : false
    }
}

extension ScanProtocol {
    fileprivate static func worst(of offers: [ScanProtocol], isOfferedByAll: Bool) -> ScanProtocol {
        var worst = ScanProtocol()
        let answers = offers.map(\.isOffered)
        worst.isOffered =
            isOfferedByAll
            ? ScanTLS.anywhere(answers.map { answer in answer.map { !$0 } }).map { !$0 }
            : ScanTLS.anywhere(answers)
        worst.reason = worst.isOffered == nil ? offers.compactMap(\.reason).first : nil
        switch worst.isOffered {
        case true?:
            let offering = offers.filter { $0.isOffered == true }
            worst.suites = ScanTLS.union(offering.map(\.suites))
            worst.specifications = ScanTLS.union(offering.map(\.specifications))
        case false?: worst.suites = []
        case nil: worst.suites = nil
        }
        let orders = offers.compactMap(\.order)
        worst.order = worst.isOffered == true ? (orders.first { $0 == .client } ?? orders.first) : nil
        let priorities = offers.compactMap(\.chaCha20Priority)
        worst.chaCha20Priority =
            worst.order == .server && !priorities.isEmpty ? !priorities.contains(false) : nil
        return worst
    }
}

extension ScanClient {
    /// A client is shut out where one address shuts it out; else the first address says what is negotiated.
    fileprivate static func worst(of lists: [[ScanClient]]) -> [ScanClient] {
        var order: [String] = []
        var byName: [String: [ScanClient]] = [:]
        for client in lists.joined() {
            if byName[client.name] == nil { order.append(client.name) }
            byName[client.name, default: []].append(client)
        }
        return order.compactMap { name in
            let results = byName[name] ?? []
            return results.first { $0.connects == false } ?? results.first { $0.connects == nil }
                ?? results.first
        }
    }
}
