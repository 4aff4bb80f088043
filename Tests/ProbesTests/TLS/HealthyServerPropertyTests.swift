// SPDX-License-Identifier: Apache-2.0
import Facts
import TestSupport
import Testing

@testable import Probes

struct HealthyServerPropertyTests {
    /// Ten seeds a batch, so that a failure names its neighbourhood.
    @Test(arguments: 0..<25)
    func isEnumeratedExactly(batch: Int) async {
        for seed in batch * 10..<batch * 10 + 10 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let policy = ServerPolicy.random(using: &generator)
            let truth = TrueOffer(policy)
            let visit = await SimulatedVisit.examine(policy)
            #expect(visit.reason == nil, "seed \(seed): \(policy)")
            #expect(truth.lies(in: visit.answers) == [], "seed \(seed): \(policy)")
            #expect(visit.readout.open == [], "seed \(seed): \(policy)")
        }
    }
}
