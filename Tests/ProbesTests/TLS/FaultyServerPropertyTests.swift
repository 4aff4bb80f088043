// SPDX-License-Identifier: Apache-2.0
import Facts
import TLSWire
import TestSupport
import Testing

@testable import Probes

/// Whatever is lost on the way: what is said is true, and what is not known is said to be unknown.
struct FaultyServerPropertyTests {
    private static func policy(_ seed: Int) -> ServerPolicy {
        var generator = SeededGenerator(seed: UInt64(seed))
        return .random(using: &generator)
    }

    private func expectNoLie(_ policy: ServerPolicy, _ fault: Fault, _ seed: Int) async {
        let visit = await SimulatedVisit.examine(policy, fault: fault)
        #expect(TrueOffer(policy).lies(in: visit.answers) == [], "seed \(seed), \(fault): \(policy)")
    }

    @Test(arguments: 0..<16)
    func nothingFalseIsSaidWhereConnectionsAreLostByChance(batch: Int) async {
        for seed in batch * 10..<batch * 10 + 10 {
            let probability = [1.0 / 3, 0.2, 0.1, 0.04][seed % 4]
            let losses = seed % 2 == 0 ? [.close] : Loss.allCases
            await expectNoLie(Self.policy(seed), .random(probability, seed: UInt64(seed), losses), seed)
        }
    }

    @Test(arguments: 0..<60)
    func nothingFalseIsSaidOfAPeerThatGivesUp(seed: Int) async {
        let loss = Loss.allCases[seed % Loss.allCases.count]
        let faults: [Fault] = [
            .deadAfter(seed % 29, loss), .bursts(pass: 7 + seed % 13, lose: 1 + seed % 11, loss),
            .every(2, loss),
        ]
        await expectNoLie(Self.policy(seed), faults[seed % 3], seed)
    }

    @Test(arguments: Loss.allCases, 0..<8)
    func everyThirdConnectionLostChangesNearlyNothing(loss: Loss, seed: Int) async {
        var policy = Self.policy(seed)
        // On an address that drops, a drop is never a no.
        policy.refusal = .alert(40)
        policy.intolerance = ServerPolicy.Intolerance()
        let healthy = await SimulatedVisit.examine(policy)
        let visit = await SimulatedVisit.examine(policy, fault: .every(3, loss))
        #expect(TrueOffer(policy).lies(in: visit.answers) == [], "\(policy)")
        let facts = Set(healthy.answers)
        #expect(Set(visit.answers).subtracting(facts).allSatisfy { $0.isOpen }, "\(policy)")
        #expect(visit.readout.open.count * 10 <= healthy.answers.count, "\(visit.readout.open), \(policy)")
    }

    /// Five losses of one hello in a row are no rarity among all its hellos, and no reason to give a search up.
    @Test func whereChanceLosesEveryThirdConnectionSearchesComeToTheirEnd() async {
        var open: [String] = []
        for seed in 0..<40 {
            var policy = Self.policy(seed)
            policy.refusal = .alert(40)
            policy.intolerance = ServerPolicy.Intolerance()
            let fault = Fault.random(1.0 / 3, seed: UInt64(seed), [.close])
            let visit = await SimulatedVisit.examine(policy, fault: fault)
            #expect(TrueOffer(policy).lies(in: visit.answers) == [], "\(policy)")
            let readout = visit.readout
            let isWhole =
                readout.open.isEmpty && readout.facts(SuiteOffer.self).allSatisfy(\.isComplete)
                && readout.facts(GroupOffer.self).allSatisfy(\.isComplete)
            if !isWhole { open.append("\(seed): \(readout.open)") }
        }
        #expect(open.count <= 2, "\(open)")
    }

    @Test(arguments: 0..<40)
    func twoBackEndsAreBothAccountedFor(seed: Int) async {
        let first = Self.policy(seed)
        var second = first
        second.suites = first.suites.mapValues { Array($0.dropFirst($0.count / 2)) }
        let visit = await SimulatedVisit.examine(first, fault: .replaced(after: 3 + seed % 17, by: second))
        let truths = [TrueOffer(first), TrueOffer(second)]
        for offer in visit.readout.facts(SuiteOffer.self) {
            let either = Set(truths.flatMap { $0.suites[offer.version] ?? [] })
            let both = truths.map { $0.suites[offer.version] ?? [] }.reduce(either) { $0.intersection($1) }
            #expect(either.isSuperset(of: offer.suites), "seed \(seed)")
            if offer.isComplete { #expect(both.isSubset(of: offer.suites), "seed \(seed)") }
        }
        for offer in visit.readout.facts(VersionOffer.self) where offer.version > .ssl2 {
            #expect(
                truths.contains { $0.versions.contains(offer.version) == offer.isOffered },
                "seed \(seed)"
            )
        }
    }
}

extension Answer {
    var isOpen: Bool {
        guard case .unestablished = self else { return false }
        return true
    }
}
