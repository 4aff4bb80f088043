// SPDX-License-Identifier: Apache-2.0
package import Model

/// A rating by the published rules of SSL Labs, as far as what was measured carries it; not a grade of theirs.
package struct Grade: Hashable, Sendable {
    /// `A+` … `F`, `T` (not trusted) or `M` (another name); nil where too little is known.
    package let letter: String?
    /// The letter without regard to trust and name.
    package let trustIgnored: String?
    /// 0…100, the weighted sum of the three categories; nil where one of them is not known.
    package let score: Int?
    package let protocolScore: Int?
    package let keyExchangeScore: Int?
    package let cipherScore: Int?
    /// Whether no rule that could lower the letter was left open; else the letter is the best it can be.
    package let isComplete: Bool
    /// What made the letter, what it could not look at, and what the rules are not made for.
    package let reasons: [String]
    /// Why there is no letter, or no score; nil where both are there.
    package let missing: Unestablished?
    /// As of when.
    package let day: CalendarDay

    /// What stands where nothing was measured.
    package static func absent(because reason: Unestablished, on day: CalendarDay) -> Grade {
        Grade(
            letter: nil,
            trustIgnored: nil,
            score: nil,
            protocolScore: nil,
            keyExchangeScore: nil,
            cipherScore: nil,
            isComplete: false,
            reasons: [],
            missing: reason,
            day: day
        )
    }
}

/// A letter of the rating, best last.
package enum GradeLetter: String, CaseIterable, Comparable, Sendable {
    case f = "F"
    case e = "E"
    case d = "D"
    case c = "C"
    case b = "B"
    /// An A with warnings.
    case aMinus = "A-"
    case a = "A"
    /// An A of an exceptional configuration.
    case aPlus = "A+"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// What a row of the table does where its condition holds.
package enum GradeEffect: Hashable, Sendable {
    /// No better letter.
    case cap(GradeLetter)
    /// An A becomes an A−.
    case warning
    /// An A cannot become an A+.
    case noAPlus
    /// The certificate is not trusted.
    case untrusted
    /// The certificate is for another name.
    case mismatch

    /// As files write it.
    package var word: String {
        switch self {
        case .cap(let letter): letter.rawValue
        case .warning: "warning"
        case .noAPlus: "no-A+"
        case .untrusted: "T"
        case .mismatch: "M"
        }
    }

    static let all: [GradeEffect] =
        [.f, .e, .d, .c, .b, .a].map { .cap($0) } + [.warning, .noAPlus, .untrusted, .mismatch]
}

/// One dated rule.
package struct GradeRow: Hashable, Sendable {
    package let id: String
    package let condition: GradeCondition
    package let effect: GradeEffect
    /// The first day in force.
    package let from: CalendarDay
    /// The last day in force; nil while it is.
    package let until: CalendarDay?
    /// The edition of the guide that brought it, `2009q`.
    package let edition: String
    /// The condition as a statement.
    package let text: String
    /// Where it was published.
    package let citation: String

    package func isInForce(on day: CalendarDay) -> Bool {
        from <= day && until.map { day <= $0 } != false
    }
}

/// The rules of the rating as data.
package struct GradeTable: Hashable, Sendable {
    /// A number and what it is worth, from that number on.
    package struct Step: Hashable, Sendable {
        package let from: Int
        package let value: Int
    }

    package let name: String
    package let source: String
    /// Percent of the score, together 100.
    package let protocolWeight: Int
    package let keyExchangeWeight: Int
    package let cipherWeight: Int
    /// The least score of each letter from A to E, best first.
    package let letters: [(letter: GradeLetter, score: Int)]
    /// By the protocol version's word.
    package let protocolScores: [String: Int]
    /// By bits of an RSA modulus.
    package let keyExchangeSteps: [Step]
    /// RSA bits that are as strong, by bits of a curve.
    package let equivalents: [Step]
    package let exportKeyExchange: Int
    package let anonymousKeyExchange: Int
    /// By bits of a key.
    package let cipherSteps: [Step]
    package let rows: [GradeRow]

    package static func == (left: GradeTable, right: GradeTable) -> Bool {
        left.rows == right.rows && left.name == right.name && left.source == right.source
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(rows) }
}

extension [GradeTable.Step] {
    /// The value of the greatest step that a number reaches; that of the first below all.
    package func value(of number: Int) -> Int {
        (last { $0.from <= number } ?? first)?.value ?? 0
    }
}
