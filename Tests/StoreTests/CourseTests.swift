// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Store
import TestSupport
import Testing

/// Histories and what they come to.
@Suite struct CourseTests {
    /// `F`ails, `G`raver failure, `P`asses, does `N`ot apply, `U`nknown, `T` not tested; then `@`, days, hours, minutes and
    /// seconds from the start.
    private static func history(_ text: String) throws -> [Judged] {
        let verdicts: [Character: Verdict] = [
            "F": Sample.failure(), "G": Sample.failure("ssl3"), "P": .pass,
            "N": .notApplicable(because: "no TLS"), "U": Sample.silence, "T": .notTested(because: "not ours"),
        ]
        return try text.split(separator: " ").map { word in
            let letter = try #require(word.first)
            let verdict = try #require(verdicts[letter])
            return Judged(at: try instant(String(word.dropFirst(2))), verdict: verdict)
        }
    }

    /// `1:23:59:59`, or whole hours.
    private static func instant(_ text: String) throws -> Date {
        let parts = try text.split(separator: ":").map { try #require(Double($0)) }
        let seconds =
            parts.count == 1 ? parts[0] * 3600 : zip(parts, [86_400, 3600, 60, 1]).map(*).reduce(0, +)
        return Sample.start.addingTimeInterval(seconds)
    }

    private static func standing(_ history: [Judged], closing: Closing = .confirmed) -> Standing? {
        history.reduce(nil) { standing, judged in
            guard let standing else { return Standing(first: judged.verdict, at: judged.at) }
            return standing.followed(by: judged.verdict, at: judged.at, closing: closing) ?? standing
        }
    }

    private static func words(_ course: Course) throws -> String {
        func hours(_ date: Date) -> String {
            let hours = date.timeIntervalSince(Sample.start) / 3600
            return hours == hours.rounded() ? "\(Int(hours))" : "\(hours)"
        }
        let condition =
            course.mended.map { "mended \(hours($0.clean))" } ?? course.closed.map { "closed \(hours($0))" }
            ?? (course.firstFailed == nil ? "sound" : "open")
        return condition + (course.reopened > 0 ? ", reopened \(course.reopened)" : "")
    }

    @Test(arguments: [
        ("P@0", "sound"), ("P@0 U@5 N@30", "sound"), ("U@0", "sound"), ("F@0", "open"),
        ("F@0 P@1", "mended 1"), ("F@0 N@1", "mended 1"), ("P@0 F@1 P@2", "mended 2"),
        // A day to the second.
        ("F@0 P@1 P@1:01:00:00", "closed 25"), ("F@0 P@1 P@1:00:59:59", "mended 1"),
        ("F@0 P@1 P@1:00:59:59 P@26", "closed 26"), ("F@0 P@1 N@25", "closed 25"),
        ("F@0 N@1 P@25", "closed 25"), ("F@0 N@1 N@25", "closed 25"),
        // Many measurements close no sooner than two.
        ("F@0 P@1 P@7 P@13 P@19", "mended 1"), ("F@0 P@1 P@7 P@13 P@19 P@25", "closed 25"),
        // What nobody could see neither confirms nor breaks.
        ("F@0 P@1 U@25", "mended 1"), ("F@0 P@1 T@25", "mended 1"), ("F@0 P@1 U@20 P@26", "closed 26"),
        ("F@0 U@1 P@2", "mended 2"), ("F@0 U@1 U@50", "open"), ("F@0 P@1 T@20 U@22 P@25", "closed 25"),
        // A failure in between begins anew, and its level counts.
        ("F@0 P@1 F@2 P@3 P@25", "mended 3"), ("F@0 P@1 F@2 P@3 P@27", "closed 27"),
        ("F@0 P@1 F@24 P@25", "mended 25"), ("F@0 P@1 F@2", "open"),
        // Reopened is what was closed.
        ("F@0 P@1 F@25", "open"), ("F@0 P@1 P@25 F@26", "open, reopened 1"),
        ("F@0 P@1 P@25 U@26 F@27 P@28", "mended 28, reopened 1"),
        ("F@0 P@1 P@25 F@26 P@27 P@51 F@52 G@53", "open, reopened 2"), ("F@0 P@1 P@25 P@99", "closed 25"),
        // A clock that went back confirms nothing, whichever measurement it was that it misled.
        ("F@0 P@30 P@1", "mended 30"), ("F@0 P@30 P@1 P@53", "mended 30"), ("F@0 P@30 P@1 P@54", "closed 54"),
        ("F@48 P@20 P@43", "mended 20"), ("F@48 P@20 P@44", "closed 44"), ("F@0 P@30 F@1 P@2", "mended 2"),
        // Judged twice in one cycle.
        ("F@0 F@0 P@1 P@1 P@1", "mended 1"), ("F@0 P@1 F@1 P@1", "mended 1"),
        ("F@0 P@1 P@25 P@25", "closed 25"),
    ])
    func aHistoryComesTo(_ history: String, _ expected: String) throws {
        let judged = try Self.history(history)
        let standing = try #require(Self.standing(judged))
        #expect(try Self.words(standing.course) == expected)
        #expect(standing.course.firstFailed == PlainCourse(judged).firstFailed)
    }

    @Test(arguments: [
        ("F@0 P@1", "closed 1"), ("F@0 U@1", "open"), ("F@0 N@1", "closed 1"),
        ("F@0 P@1 F@2", "open, reopened 1"),
        ("F@0 P@1 P@2 F@3 P@3", "closed 3, reopened 1"),
    ])
    func whatIsDecidedClosesAtOnce(_ history: String, _ expected: String) throws {
        let standing = try #require(Self.standing(try Self.history(history), closing: .atOnce))
        #expect(try Self.words(standing.course) == expected)
    }

    @Test func theLastFailureCountsWhateverCameBetween() throws {
        let mended = Self.standing(try Self.history("F@0 G@1 U@2 P@3 U@4"))?.course.mended
        #expect(mended?.failure == Sample.failure("ssl3"))
        #expect(mended?.clean == Sample.hour(3))
        #expect(mended?.confirmable == Sample.hour(27))
    }

    @Test func theSameVerdictIsWorthATransitionWhereItCloses() throws {
        let mended = try #require(Self.standing(try Self.history("F@0 P@1")))
        #expect(mended.followed(by: .pass, at: Sample.hour(24), closing: .confirmed) == nil)
        let closed = try #require(mended.followed(by: .pass, at: Sample.hour(25), closing: .confirmed))
        #expect(closed.since == Sample.hour(1))
        #expect(closed.followed(by: .pass, at: Sample.hour(99), closing: .confirmed) == nil)
    }

    @Test func onlyTheNewestTurnsAreRemembered() throws {
        let judged = (0..<100).map { hour in
            Judged(at: Sample.hour(hour), verdict: hour.isMultiple(of: 2) ? Sample.failure() : .pass)
        }
        #expect(Self.standing(judged)?.course.turns == (68..<100).map(Sample.hour))
    }

    /// Random histories against the definition, with instants that often lie a day apart to the second.
    @Test(arguments: stride(from: UInt64(0), to: 2_000, by: 250).map { $0..<$0 + 250 })
    func isThePlainDefinition(seeds: Range<UInt64>) {
        var reached: Set<String> = []
        for seed in seeds {
            var random = SeededGenerator(seed: seed)
            let closing: Closing = seed.isMultiple(of: 8) ? .atOnce : .confirmed
            let judged = Self.randomHistory(&random)
            var standing: Standing?
            for count in 1...judged.count {
                let next = judged[count - 1]
                standing =
                    standing.map {
                        $0.followed(by: next.verdict, at: next.at, closing: closing) ?? $0
                    } ?? Standing(first: next.verdict, at: next.at)
                guard let course = standing?.course else { continue }
                let plain = PlainCourse(Array(judged[..<count]), closing: closing)
                #expect(course.mended == plain.mended, "seed \(seed)")
                #expect(course.closed == plain.closed, "seed \(seed)")
                #expect(course.firstFailed == plain.firstFailed, "seed \(seed)")
                #expect(course.turns == plain.turns, "seed \(seed)")
                #expect(course.reopened == plain.reopenings.count, "seed \(seed)")
                #expect(course.lastReopened == plain.reopenings.last, "seed \(seed)")
                if course.mended != nil { reached.insert("mended") }
                if course.closed != nil { reached.insert("closed") }
                if course.reopened > 0 { reached.insert("reopened") }
            }
        }
        #expect(reached.count == 3)
    }

    private static func randomHistory(_ random: inout SeededGenerator) -> [Judged] {
        let verdicts: [Verdict] = [
            .pass, .pass, .pass, .notApplicable(because: "no TLS"), Sample.failure(), Sample.failure("ssl3"),
            Sample.silence, .notTested(because: "not ours"),
        ]
        var now = Sample.start
        return (0..<Int.random(in: 1...30, using: &random)).map { _ in
            let steps: [Double] = [0, 1, 3600, 43_200, 86_399, 86_400, 86_401, 200_000, -1, -50_000]
            now = now.addingTimeInterval(steps.randomElement(using: &random) ?? 0)
            return Judged(at: now, verdict: verdicts.randomElement(using: &random) ?? .pass)
        }
    }
}
