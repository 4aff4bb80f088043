// SPDX-License-Identifier: Apache-2.0
import Facts
import TLSWire
import TestSupport

@testable import Probes

extension ServerPolicy {
    /// A server as no one would set it up, and that answers at least one everyday suite.
    static func random(using generator: inout SeededGenerator) -> ServerPolicy {
        while true {
            let policy = draft(using: &generator)
            let truth = TrueOffer(policy)
            guard truth.suites.values.contains(where: { $0.contains(where: isEveryday) }) else { continue }
            var kept = policy
            kept.suites = policy.suites.filter { truth.suites[$0.key]?.isEmpty == false }
            return kept
        }
    }

    private static func isEveryday(_ id: UInt16) -> Bool {
        id >> 8 == 0x13 || HelloFactory.isFamiliar(id)
    }

    private static func draft(using generator: inout SeededGenerator) -> ServerPolicy {
        let kinds = some(of: [Authentication.rsa, .ecdsa], using: &generator)
        var policy = ServerPolicy(suites: suites(for: kinds, using: &generator))
        policy.order = Bool.random(using: &generator) ? .server : .client
        policy.groupOrder = Bool.random(using: &generator) ? .server : .client
        policy.prioritisesChaCha20 = oneIn(3, &generator)
        policy.groups13 = some(of: HelloFactory.groups13, atMost: 11, using: &generator)
        policy.legacyGroups =
            oneIn(6, &generator) ? [] : some(of: HelloFactory.legacyGroups, atMost: 8, using: &generator)
        policy.schemes = some(of: HelloFactory.schemes, atMost: 20, using: &generator)
        if kinds.contains(.ecdsa), !policy.legacyGroups.isEmpty, Bool.random(using: &generator) {
            policy.certificateCurve = policy.legacyGroups.randomElement(using: &generator)
        }
        policy.applicationProtocols =
            [[], ["h2", "http/1.1"], ["http/1.1"], ["http/1.1", "h2"], ["imap"]]
            .randomElement(using: &generator) ?? []
        policy.insistsOnProtocol = Bool.random(using: &generator)
        policy.compresses = oneIn(4, &generator)
        policy.prime = prime(bits: [512, 1024, 2048, 4096].randomElement(using: &generator) ?? 2048)
        if oneIn(3, &generator) { policy.finiteFields = HelloFactory.finiteFields }
        policy.refusal =
            [.alert(40), .alert(40), .alert(47), .alert(70), .alert(71), .alert(80), .close, .reset]
            .randomElement(using: &generator) ?? .alert(40)
        // Of many groups nobody without arithmetic can make a share.
        let hasShare = policy.groups13.contains {
            KeyShareEntry.withoutPrivateKey(for: NamedGroup($0), random: generator.bytes(64)) != nil
        }
        policy.intolerance = intolerance(hasShare: hasShare, using: &generator)
        if oneIn(4, &generator) {
            let specs = oneIn(3, &generator) ? [] : some(of: SSLv2CipherSpec.all.map(\.id), using: &generator)
            policy.ssl2 = specs
        }
        policy.reusesKeys = oneIn(4, &generator)
        policy.fallsBackForSuite = oneIn(4, &generator)
        // No greeting is both short and without such suites.
        let takesAnyLength = policy.intolerance.suites == nil && policy.intolerance.bytes == nil
        policy.intolerance.missingPrime = oneIn(6, &generator) && takesAnyLength
        return policy
    }

    private static let versions: [ProtocolVersion] = [.ssl3, .tls10, .tls11, .tls12, .tls13]

    private static func suites(
        for kinds: [Authentication],
        using generator: inout SeededGenerator
    ) -> [ProtocolVersion: [UInt16]] {
        let exchanges: [KeyExchange] = some(of: [.rsa, .dhe, .ecdhe], using: &generator)
        var welcome = kinds
        if oneIn(4, &generator) { welcome.append(.anonymous) }
        if oneIn(8, &generator) { welcome.append(.dss) }
        let pool = CipherSuite.all.filter { suite in
            guard let exchange = suite.keyExchange, let authentication = suite.authentication else {
                return false
            }
            return exchanges.contains(exchange) && welcome.contains(authentication)
        }
        let most = [1, 3, 8, 25, 90].randomElement(using: &generator) ?? 8
        let base = some(of: pool.map(\.id), atMost: most, using: &generator)
        var suites: [ProtocolVersion: [UInt16]] = [:]
        for version in some(of: Self.versions, using: &generator) {
            let usable = CipherSuite.usable(in: version).map(\.id)
            let own = oneIn(3, &generator) ? some(of: pool.map(\.id), atMost: most, using: &generator) : base
            suites[version] =
                version == .tls13
                ? some(of: usable, atMost: 6, using: &generator) : own.filter(usable.contains)
        }
        return suites
    }

    private static func intolerance(
        hasShare: Bool,
        using generator: inout SeededGenerator
    ) -> Intolerance {
        var intolerance = Intolerance()
        if oneIn(8, &generator) {
            intolerance.suites = [64, 100, 128, 200].randomElement(using: &generator)
        }
        // Not both: a share of a post-quantum group makes any hello too long.
        if oneIn(10, &generator) { intolerance.bytes = Int.random(in: 700...1500, using: &generator) }
        intolerance.emptyShare = hasShare && intolerance.bytes == nil && oneIn(8, &generator)
        intolerance.foreignFiniteFields = oneIn(4, &generator)
        intolerance.missingName = oneIn(4, &generator)
        intolerance.missingMasterSecret = oneIn(4, &generator)
        return intolerance
    }

    private static func oneIn(_ count: Int, _ generator: inout SeededGenerator) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }

    /// At least one of the values, in any order.
    private static func some<Value>(
        of values: [Value],
        atMost most: Int = .max,
        using generator: inout SeededGenerator
    ) -> [Value] {
        guard !values.isEmpty else { return [] }
        let count = Int.random(in: 1...min(most, values.count), using: &generator)
        return Array(values.shuffled(using: &generator).prefix(count))
    }
}
