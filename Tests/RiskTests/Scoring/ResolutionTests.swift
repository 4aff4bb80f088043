// SPDX-License-Identifier: Apache-2.0
import Model
import Risk
import Testing

/// Every way in which a small ministry's unknowns may turn out.
@Suite("Every resolution of unknowns")
struct ResolutionTests {
    private static let mostUnknowns = 4

    /// A random case with four unknown findings at most, and no failure that began before it was unknown.
    private static func small(_ seed: UInt64) -> RandomCase {
        var random = RandomCase(seed: seed)
        var unknowns = 0
        random.findings.removeAll { finding in
            guard finding.finding.verdict.state == .unknown else { return false }
            unknowns += 1
            return unknowns > mostUnknowns
        }
        return random
    }

    /// Each unknown as a pass, as one that waits to be confirmed where it once was clean, and as a failure at each level.
    private static func resolutions(_ random: RandomCase) -> [[TrackedFinding]] {
        var all: [[TrackedFinding]] = [[]]
        for finding in random.findings {
            let (check, subject) = (finding.finding.check, finding.finding.subject)
            var ways = [finding]
            if finding.finding.verdict.state == .unknown {
                let levels = random.model.checks[check]?.levels.map(\.name) ?? []
                let waiting = finding.openFailure?.level.map { level in
                    Samples.mended(check, subject, level, firstFailed: finding.firstFailed)
                }
                ways =
                    [Samples.pass(check, subject)] + [waiting].compactMap(\.self)
                    + levels.map { Samples.fail(check, subject, $0, firstFailed: finding.firstFailed) }
            }
            all = ways.flatMap { way in all.map { $0 + [way] } }
        }
        return all
    }

    private static func scopes(_ posture: Posture) -> [String: RiskEstimate] {
        var all = ["ministry": posture.ministry.residual]
        for category in posture.categories {
            all["category \(category.id)"] = category.assessment.residual
            for scenario in category.scenarios { all["scenario \(scenario.id)"] = scenario.estimate }
        }
        for (id, assessment) in posture.missions { all["mission \(id)"] = assessment.residual }
        for (id, assessment) in posture.endpoints { all["endpoint \(id)"] = assessment.residual }
        return all
    }

    @Test("the interval contains what comes of each", arguments: 0..<UInt64(60))
    func contained(seed: UInt64) throws {
        var random = Self.small(seed)
        let before = Self.scopes(random.posture)
        for findings in Self.resolutions(random) {
            random.findings = findings
            for (name, resolved) in Self.scopes(random.posture) {
                let interval = try #require(before[name])
                #expect(interval.low <= resolved.low && resolved.high <= interval.high, "\(name)")
            }
        }
    }
}
