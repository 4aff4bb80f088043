import Facts
import TestSupport
import TLSWire
import Testing
@testable import Probes
struct Campaign {
    @Test(arguments: 0..<60)
    func lossByChance(batch: Int) async {
        for seed in 50000 + batch * 80..<50000 + batch * 80 + 80 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let policy = ServerPolicy.random(using: &generator)
            let p = [1.0 / 3, 0.1, 0.07, 0.03][seed % 4]
            let losses: [Loss] = seed % 3 == 0 ? Loss.allCases : [.close]
            let visit = await SimulatedVisit.examine(policy, fault: .random(p, seed: UInt64(seed), losses))
            #expect(TrueOffer(policy).lies(in: visit.answers) == [], "seed \(seed) \(p): \(policy)")
        }
    }
}
