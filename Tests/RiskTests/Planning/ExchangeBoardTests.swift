// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Risk

/// Exchanging verdicts against weighing everything again with them.
@Suite("Exchanged verdicts")
struct ExchangeBoardTests {
    private static func weighed(_ random: RandomCase) -> WeighedEstate {
        WeighedEstate(random.model, findings: random.findings, estate: random.estate, at: Samples.now)
    }

    private static func exchanged(_ random: RandomCase, _ verdicts: [FindingKey: Verdict]) -> [TrackedFinding]
    {
        random.findings.map { tracked in
            guard let verdict = verdicts[tracked.finding.key] else { return tracked }
            let wasFailing = tracked.finding.verdict.state == .fail
            let isFailing = verdict.state == .fail
            return TrackedFinding(
                number: tracked.number,
                finding: Finding(
                    check: tracked.finding.check,
                    subject: tracked.finding.subject,
                    verdict: verdict
                ),
                since: wasFailing && isFailing ? tracked.since : Samples.now,
                firstFailed: isFailing && !wasFailing ? Samples.now : tracked.firstFailed,
                lastSeen: tracked.lastSeen,
                reopened: tracked.reopened
            )
        }
    }

    @Test("nothing exchanged is the posture", arguments: RandomCase.chunks)
    func nothing(seeds: Range<UInt64>) {
        for seed in seeds {
            let random = RandomCase(seed: seed)
            let posture = random.model.posture(
                findings: random.findings,
                estate: random.estate,
                at: Samples.now
            )
            var board = ExchangeBoard(Self.weighed(random))
            for (id, assessment) in posture.endpoints {
                let standing = board.standing(of: id)
                #expect(standing.endpoint == assessment.residual, "seed \(seed)")
                #expect(standing.ministry == posture.ministry.residual, "seed \(seed)")
            }
        }
    }

    /// Bounds rest on known failures alone; what is expected of unknowns hangs on the whole estate, and is left as it was.
    @Test("low ends are those of the posture with the verdicts in their place", arguments: RandomCase.chunks)
    func exchanging(seeds: Range<UInt64>) {
        for seed in seeds {
            let random = RandomCase(seed: seed)
            var board = ExchangeBoard(Self.weighed(random))
            for endpoint in random.estate.endpoints.prefix(2) {
                let own = random.findings.map(\.finding).filter { $0.subject.endpointID == endpoint.id }
                let verdicts = Dictionary(
                    own.map { ($0.key, $0.verdict.state == .fail ? Verdict.pass : $0.verdict) }
                ) { first, _ in first }
                let posture = random.model.posture(
                    findings: Self.exchanged(random, verdicts),
                    estate: random.estate,
                    at: Samples.now
                )
                let before = board.standing(of: endpoint.id)
                let standing = board.standing(of: endpoint.id, exchanging: verdicts)
                #expect(standing.endpoint.low == posture.endpoints[endpoint.id]?.residual.low, "seed \(seed)")
                #expect(standing.endpoint.low <= before.endpoint.low, "seed \(seed)")
                #expect(board.standing(of: endpoint.id) == before, "seed \(seed): it is as it was")
            }
        }
    }

    @Test("categories left out do not count")
    func leavingOut() {
        let random = RandomCase(seed: 1)
        var board = ExchangeBoard(Self.weighed(random))
        let all = Set(random.model.categories.map(\.id))
        for endpoint in random.estate.endpoints {
            #expect(board.standing(of: endpoint.id, leavingOut: all).endpoint == .none)
        }
    }
}
