// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire

/// The three category scores of the guide, each 0…100, or why one is not known.
struct GradeScores {
    let protocols: Result<Int, Unestablished>
    let keyExchange: Result<Int, Unestablished>
    let cipher: Result<Int, Unestablished>

    init(_ facts: GradeFacts, _ table: GradeTable) {
        protocols = Self.protocols(facts, table)
        keyExchange = Self.keyExchange(facts, table)
        cipher = Self.cipher(facts, table)
    }

    /// The weighted sum.
    ///
    /// 0 where any category is (guide, "Scores"). Nil where one is not known.
    func total(_ table: GradeTable) -> Int? {
        guard case .success(let first) = protocols, case .success(let second) = keyExchange,
            case .success(let third) = cipher
        else {
            return nil
        }
        guard first > 0, second > 0, third > 0 else { return 0 }
        let sum =
            first * table.protocolWeight + second * table.keyExchangeWeight + third * table.cipherWeight
        return sum / 100
    }

    var doubts: [Unestablished] {
        [protocols, keyExchange, cipher].compactMap { result in
            guard case .failure(let reason) = result else { return nil }
            return reason
        }
    }

    /// Half the sum of the best and the worst version.
    private static func protocols(_ facts: GradeFacts, _ table: GradeTable) -> Result<Int, Unestablished> {
        let versions = facts.suites.versions
        if let doubt = versions.doubt(on: .ssl2 ... .tls13) { return .failure(doubt) }
        let scores = versions.offered.compactMap { table.protocolScores[$0.rawValue] }
        guard let worst = scores.min(), let best = scores.max() else {
            return .failure(Unestablished(phase: .reply, reason: "no version is offered"))
        }
        return .success((best + worst) / 2)
    }

    /// Half the sum of the strongest and the weakest cipher.
    private static func cipher(_ facts: GradeFacts, _ table: GradeTable) -> Result<Int, Unestablished> {
        if let doubt = facts.suites.doubt { return .failure(doubt) }
        let bits = facts.suites.entries.flatMap(\.suites).filter { $0.attributes != nil }.map(\.bits)
        guard let weakest = bits.min(), let strongest = bits.max() else {
            return .failure(Unestablished(phase: .reply, reason: "no suite is known"))
        }
        return .success((table.cipherSteps.value(of: strongest) + table.cipherSteps.value(of: weakest)) / 2)
    }

    /// The weakest of the certificates' keys, of the groups, and of what some suites do to the exchange.
    private static func keyExchange(_ facts: GradeFacts, _ table: GradeTable) -> Result<Int, Unestablished> {
        let suites = facts.suites.entries.flatMap(\.suites)
        if suites.contains(where: \.isAnonymous) { return .success(table.anonymousKeyExchange) }
        if let doubt = facts.suites.doubt ?? facts.chainDoubt ?? facts.groups.doubt { return .failure(doubt) }
        var bits: [Int] = []
        switch facts.finiteFields {
        case .failure(let reason): return .failure(reason)
        case .success(let groups): bits += groups.map(\.bits)
        }
        for leaf in facts.leaves {
            guard let equivalent = equivalent(of: leaf, table) else {
                return .failure(
                    Unestablished(
                        phase: .reply,
                        reason: "the strength of a key (\(leaf.keyType)) is not known"
                    )
                )
            }
            bits.append(equivalent)
        }
        bits += facts.groups.all.compactMap { equivalent(of: $0, table) }
        guard let weakest = bits.min() else {
            return .failure(Unestablished(phase: .reply, reason: "no key was seen"))
        }
        let score = table.keyExchangeSteps.value(of: weakest)
        return .success(suites.contains(where: \.isExport) ? min(score, table.exportKeyExchange) : score)
    }

    private static func equivalent(of leaf: CertificateSummary, _ table: GradeTable) -> Int? {
        guard leaf.keyBits > 0 else { return nil }
        if leaf.isRSA || leaf.keyType == "DSA" { return leaf.keyBits }
        if leaf.isEC || leaf.keyType.hasPrefix("Ed") { return table.equivalents.value(of: leaf.keyBits) }
        // ML-DSA and SLH-DSA withstand what no RSA key does.
        return leaf.keyType.contains("-DSA") ? table.equivalents.last?.value : nil
    }

    /// Nil for groups that no registry knows.
    private static func equivalent(of group: NamedGroup, _ table: GradeTable) -> Int? {
        switch group.kind {
        case .finiteField?: group.bits
        case .ellipticCurve?: group.bits.map { table.equivalents.value(of: $0) }
        case .hybrid?, .postQuantum?: table.equivalents.last?.value
        case .explicit?, nil: nil
        }
    }
}
