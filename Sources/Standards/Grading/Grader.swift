// SPDX-License-Identifier: Apache-2.0
import Checks
package import Foundation
import Model

extension GradeTable {
    /// Rates one address by the rows in force on the day of `now`.
    ///
    /// The letter is the best that it can be where a rule that could lower it was left out on purpose; it is not
    /// given where what a rule needs was asked for in vain.
    package func grade(_ facts: GradeFacts, at now: Date) -> Grade {
        var rating = Rating(table: self, facts: facts, now: now)
        return rating.grade()
    }
}

/// One rating under construction.
private struct Rating {
    private let table: GradeTable
    private let scores: GradeScores
    private let answers: [(row: GradeRow, answer: GradeAnswer)]
    private let service: Service
    private let day: CalendarDay
    private var reasons: [String] = []

    init(table: GradeTable, facts: GradeFacts, now: Date) {
        self.table = table
        day = CalendarDay(now)
        service = facts.service
        scores = GradeScores(facts, table)
        answers = table.rows.filter { [day] in $0.isInForce(on: day) }
            .map { ($0, $0.condition.answer(facts, at: now)) }
    }

    mutating func grade() -> Grade {
        let total = scores.total(table)
        var technical: GradeLetter?
        if let total { technical = technicalLetter(total) }
        if service != .https {
            reasons.append("the rules are made for https, and this is \(service.rawValue)")
        }
        guard let total, let technical else {
            return result(letter: nil, ignored: nil, total: total, open: [], missing: scores.doubts.foremost)
        }
        let trust = trustLetter()
        let open = openRows(technical, trust: trust)
        let inVain = open.map(\.reason).filter { !$0.isDeliberate }
        guard inVain.isEmpty else {
            return result(letter: nil, ignored: nil, total: total, open: [], missing: inVain[0])
        }
        if !open.isEmpty {
            let letter = trust ?? technical.rawValue
            reasons.append("\(letter) at most; not looked at: \(Self.words(open.map(\.row)))")
        }
        return result(
            letter: trust ?? technical.rawValue,
            ignored: technical.rawValue,
            total: total,
            open: open.map(\.row),
            missing: nil
        )
    }

    /// `Heartbleed, Ticketbleed (F); …`: rows with what each would have made of the letter.
    private static func words(_ rows: [GradeRow]) -> String {
        var effects: [String] = []
        for row in rows where !effects.contains(row.effect.word) { effects.append(row.effect.word) }
        return effects.map { effect in
            let texts = rows.filter { $0.effect.word == effect }.map(\.text)
            return "\(texts.joined(separator: ", ")) (\(effect))"
        }.joined(separator: "; ")
    }

    /// The letter of the score under all caps, with warnings and what keeps an A from being better.
    private mutating func technicalLetter(_ total: Int) -> GradeLetter {
        let byScore = table.letters.first { total >= $0.score }?.letter ?? .f
        reasons.append("score \(total): \(byScore.rawValue)")
        var letter = byScore
        var warns = false
        // A+ came with the row that asks for HSTS.
        var isExceptional = answers.contains { $0.row.effect == .noAPlus }
        for (row, answer) in answers {
            guard case .yes(let seen) = answer else {
                if case .unknown(let reason) = answer, row.effect == .noAPlus {
                    isExceptional = false
                    if byScore == .a { reasons.append("no A+: \(row.text): \(reason.reason)") }
                }
                continue
            }
            let text = "\(row.text)\(seen.map { " (\($0))" } ?? ""): \(row.effect.words) (\(row.edition))"
            switch row.effect {
            case .cap(let cap):
                letter = min(letter, cap)
                reasons.append(text)
            case .warning:
                warns = true
                reasons.append(text)
            case .noAPlus:
                isExceptional = false
                reasons.append(text)
            case .untrusted, .mismatch: break
            }
        }
        guard letter == .a else { return letter }
        if warns { return .aMinus }
        guard isExceptional else { return .a }
        // A+ rewards HSTS, which only web servers can have.
        if service == .https { return .aPlus }
        return .a
    }

    /// M before T, as the name is looked at first; nil where neither is known to hold.
    private mutating func trustLetter() -> String? {
        var letter: String?
        for effect in [GradeEffect.mismatch, .untrusted] {
            for (row, answer) in answers where row.effect == effect {
                guard case .yes(let seen) = answer else { continue }
                letter = letter ?? effect.word
                reasons.append("\(row.text)\(seen.map { " (\($0))" } ?? ""): \(effect.word) (\(row.edition))")
            }
        }
        return letter
    }

    /// Rows that are not answered and could make the letter worse.
    private func openRows(_ letter: GradeLetter, trust: String?) -> [(row: GradeRow, reason: Unestablished)] {
        answers.compactMap { row, answer in
            guard case .unknown(let reason) = answer else { return nil }
            switch row.effect {
            case .cap(let cap): return cap < letter ? (row, reason) : nil
            case .warning: return letter >= .a ? (row, reason) : nil
            case .noAPlus: return nil
            case .untrusted, .mismatch: return trust == nil ? (row, reason) : nil
            }
        }
    }

    private func result(
        letter: String?,
        ignored: String?,
        total: Int?,
        open: [GradeRow],
        missing: Unestablished?
    ) -> Grade {
        Grade(
            letter: letter,
            trustIgnored: ignored,
            score: total,
            protocolScore: try? scores.protocols.get(),
            keyExchangeScore: try? scores.keyExchange.get(),
            cipherScore: try? scores.cipher.get(),
            isComplete: letter != nil && open.isEmpty,
            reasons: reasons,
            missing: missing,
            day: day
        )
    }
}

extension GradeEffect {
    /// For people.
    package var words: String {
        switch self {
        case .cap(let letter): "at most \(letter.rawValue)"
        case .warning: "a warning, so no more than A-"
        case .noAPlus: "no A+"
        case .untrusted: "T"
        case .mismatch: "M"
        }
    }
}

extension Grade {
    /// What somebody meets who may land on any of the addresses: the worst letter, and none where one has none.
    package static func worst(of grades: [(address: String, grade: Grade)]) -> Grade? {
        guard Set(grades.map(\.grade)).count > 1 else { return grades.first?.grade }
        let ordered = grades.enumerated().sorted { left, right in
            (left.element.grade.badness, right.offset) > (right.element.grade.badness, left.offset)
        }
        guard let worst = ordered.first?.element else { return nil }
        return Grade(
            letter: worst.grade.letter,
            trustIgnored: worst.grade.trustIgnored,
            score: worst.grade.score,
            protocolScore: worst.grade.protocolScore,
            keyExchangeScore: worst.grade.keyExchangeScore,
            cipherScore: worst.grade.cipherScore,
            isComplete: worst.grade.isComplete && grades.allSatisfy { $0.grade.letter != nil },
            reasons: ["on \(worst.address), the worst of \(grades.count) addresses"] + worst.grade.reasons,
            missing: worst.grade.missing,
            day: worst.grade.day
        )
    }

    /// Higher is worse: T and M before F, a missing letter between F and E, so that a known F is not hidden and
    /// nothing better is shown while an address is not known.
    private var badness: Int {
        switch letter {
        case "M"?: return 110
        case "T"?: return 109
        case nil: return 50
        case let text?:
            guard let letter = GradeLetter(rawValue: text) else { return 50 }
            let rank = GradeLetter.allCases.firstIndex(of: letter) ?? 0
            return letter == .f ? 100 : 40 - rank
        }
    }
}
