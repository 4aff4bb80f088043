// SPDX-License-Identifier: Apache-2.0
import Laboratory
import Model
import Pipeline
import Testing

/// What was found on servers of the laboratory, held against what they were made for.
struct SelfCheckComparisonTests {
    private static let failing: [String: Set<String>] = ["good": ["tls.a"], "bad": ["tls.a", "tls.b"]]

    private func finding(_ check: String, _ server: String, _ verdict: Verdict) -> Finding {
        Finding(check: check, subject: .endpoint(server), verdict: verdict)
    }

    private static let failure = Verdict.fail(level: "bad", seen: "it", expected: "other")
    private static let unknown = Verdict.unknown(
        because: Unestablished(phase: .reply, reason: "too late", attempts: 1)
    )

    private func sound() -> [Finding] {
        [
            finding("tls.a", "good", Self.failure), finding("tls.b", "good", .pass),
            finding("tls.a", "bad", Self.failure), finding("tls.b", "bad", Self.failure),
            finding("tls.c", "good", .notApplicable(because: "nothing there")),
            finding("tls.d", "stranger", Self.failure),
            Finding(check: "tls.e", subject: .ministry, verdict: Self.failure),
        ]
    }

    private func compare(_ findings: [Finding]) -> SelfCheckComparison {
        SelfCheckComparison(failing: Self.failing, findings: findings)
    }

    @Test func whatIsAsTheServersWereMadeIsNoDifference() {
        let comparison = compare(sound())
        #expect(comparison.differences == [])
        #expect(comparison.reason == nil)
        #expect(comparison.planted == 3 && comparison.verdicts == 5)
    }

    @Test func aPlantedFailureThatIsNotFoundIsMissedHoweverItIsNotFound() {
        for verdict in [Verdict.pass, .notApplicable(because: "x"), .notTested(because: "y")] {
            var findings = sound()
            findings[3] = finding("tls.b", "bad", verdict)
            #expect(compare(findings).differences == [.init(.missed, "tls.b", at: "bad")])
        }
        var findings = sound()
        findings.remove(at: 3)
        #expect(compare(findings).differences == [.init(.missed, "tls.b", at: "bad")])
        #expect(compare([]).differences.count == 3)
    }

    @Test func aFailureOfWhatIsSoundIsInvented() {
        var findings = sound()
        findings[1] = finding("tls.b", "good", Self.failure)
        #expect(compare(findings).differences == [.init(.invented, "tls.b", at: "good")])
    }

    /// Neither good nor bad: it cannot make the check held, nor not held.
    @Test func whatIsUnknownIsNotEstablished() {
        for (index, server) in [(1, "good"), (3, "bad")] {
            var findings = sound()
            findings[index] = finding("tls.b", server, Self.unknown)
            let comparison = compare(findings)
            #expect(comparison.differences == [])
            #expect(comparison.reason == "tls.b at \(server) is unknown (reply: too late)")
            let check = SelfCheck(differences: comparison.differences, reason: comparison.reason)
            #expect(check.state == .notEstablished)
        }
        var findings = sound()
        findings[1] = finding("tls.b", "good", Self.unknown)
        findings[4] = finding("tls.c", "good", Self.unknown)
        #expect(compare(findings).reason?.hasSuffix("and 1 more") == true)
    }

    @Test func whatIsKeptOfItReadsBack() {
        let checks = [
            SelfCheck(planted: 3, verdicts: 90, connections: 70, milliseconds: 400),
            SelfCheck(reason: "the laboratory cannot listen: no"),
            SelfCheck(
                differences: [.init(.missed, "tls.b", at: "bad"), .init(.invented, "web.c", at: "good")],
                reason: "reason for reasons",
                planted: 1
            ),
        ]
        #expect(checks.map(\.state) == [.held, .notEstablished, .notHeld])
        for check in checks {
            #expect(SelfCheck(lines: check.lines) == check)
        }
        #expect(SelfCheck.worst(of: checks) == checks[2])
        #expect(SelfCheck.worst(of: Array(checks.prefix(2))) == checks[1])
        #expect(SelfCheck.worst(of: []) == nil)
    }

    @Test func aRecordThatNobodyCouldHaveWrittenIsNeverHeld() {
        let good = SelfCheck(planted: 3, verdicts: 90, connections: 70, milliseconds: 400).lines
        let others = [
            [], [good[0]], [good[0], "planted x"], [good[0], good[1], "broken tls.x at"],
            ["not-held", good[1]],
            [good[0], good[1].replacing("90", with: "-90")], [good[0], good[1], "missed tls.b bad"],
        ]
        for lines in others { #expect(SelfCheck(lines: lines).state == .notEstablished, "\(lines)") }
    }

    @Test func whoReadsItIsToldWhatToDoUnlessItHeld() {
        #expect(SelfCheckAdvice(SelfCheck(planted: 1)).advice == nil)
        let missed = SelfCheck(differences: [.init(.missed, "tls.b", at: "bad")])
        #expect(SelfCheckAdvice(missed).text.hasPrefix("self-check not held: missed tls.b at bad. Read "))
        #expect(SelfCheckAdvice(SelfCheck(reason: "no")).text.contains("not established: no. Nobody knows"))
    }
}
