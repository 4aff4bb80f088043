// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Checks

struct VerdictEvidenceTests {
    @Test(arguments: [
        (Unestablished.Phase.notApplicable, Verdict.State.notApplicable), (.notAuthorised, .notTested),
        (.notMeasured, .notTested), (.handshake, .unknown), (.reply, .unknown),
    ])
    func whyThereIsNoEvidenceDecidesTheVerdict(phase: Unestablished.Phase, state: Verdict.State) {
        #expect(Verdict.withheld(because: Unestablished(phase: phase, reason: "a reason")).state == state)
    }
}
