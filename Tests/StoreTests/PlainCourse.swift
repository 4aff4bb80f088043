// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Store

/// One judgement of one finding.
struct Judged {
    var cycle: Cycle.ID = 0
    let at: Date
    let verdict: Verdict
}

/// What a finding went through, told from all its judgements at once: the definition, without any state.
struct PlainCourse {
    private let all: [Judged]
    private let closing: Closing
    /// What was neither unknown nor left out.
    private var known: [Judged] { all.filter { ![.unknown, .notTested].contains($0.verdict.state) } }

    init(_ all: [Judged], closing: Closing = .confirmed) {
        self.all = all
        self.closing = closing
    }

    private static func fails(_ judged: Judged) -> Bool { judged.verdict.state == .fail }

    /// What is clean after the last failure; all of it where there is none.
    private static func cleanEnd(_ known: [Judged]) -> ArraySlice<Judged> {
        known[((known.lastIndex(where: fails) ?? -1) + 1)...]
    }

    /// The first instant of a clean end that is a day after its beginning.
    private func closed(_ known: [Judged]) -> Date? {
        guard known.contains(where: Self.fails), let first = Self.cleanEnd(known).first else { return nil }
        if closing == .atOnce { return first.at }
        return Self.cleanEnd(known).first { $0.at >= first.at.addingTimeInterval(24 * 3600) }?.at
    }

    var firstFailed: Date? { known.first(where: Self.fails)?.at }

    var closed: Date? { closed(known) }

    var mended: Mended? {
        guard closed == nil, let failure = known.last(where: Self.fails),
            let clean = Self.cleanEnd(known).first
        else { return nil }
        return Mended(failure: failure.verdict, clean: clean.at)
    }

    /// When it failed though it had been closed.
    var reopenings: [Date] {
        known.indices.filter { Self.fails(known[$0]) && closed(Array(known[..<$0])) != nil }
            .map { known[$0].at }
    }

    var turns: [Date] {
        zip(known, known.dropFirst()).filter { Self.fails($0) != Self.fails($1) }.map(\.1.at).suffix(32)
    }

    /// Which judgements are worth a transition: changed words, and what closes.
    var transitions: [Verdict] {
        all.indices.filter { index in
            guard index > 0 else { return true }
            let before = PlainCourse(Array(all[..<index]), closing: closing)
            let after = PlainCourse(Array(all[...index]), closing: closing)
            return all[index].verdict != all[index - 1].verdict || before.closed != after.closed
        }
        .map { all[$0].verdict }
    }
}
