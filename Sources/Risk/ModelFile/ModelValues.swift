// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

extension ValueType where Value == Band {
    static let band = oneOf(Band.self)
}

extension ValueType where Value == String {
    /// One of the names that something in the file or in this version goes by.
    static func known(_ what: String, _ names: [String]) -> ValueType {
        let all = Set(names)
        return ValueType(
            expects: "the id of a \(what)",
            parse: { text throws(ValueProblem) in
                guard all.contains(text) else {
                    throw ValueProblem("there is no \(what) \(Display.quoted(text))", candidates: names)
                }
                return text
            },
            render: { $0 }
        )
    }

    /// A name in which only some bytes may stand, so that it can stand in file names, metrics and reports.
    static let sectionName = ValueType(
        expects: "letters, digits, dots and hyphens",
        parseOrNil: { text in
            text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                    || ".-".utf8.contains(byte)
            } ? text : nil
        },
        render: { $0 }
    )
}

extension ValueType where Value == RuledLevel {
    /// One of the levels that a check declares, and its band.
    static func level(of levels: [String]) -> ValueType {
        ValueType(
            expects: "a level and a band, such as 'offered high'",
            parse: { text throws(ValueProblem) in
                let (name, rest) = split(text)
                guard levels.contains(name) else {
                    let known = levels.isEmpty ? "none" : levels.joined(separator: ", ")
                    let message = "the check has no level \(Display.quoted(name)); its levels: \(known)"
                    throw ValueProblem(message, candidates: levels.map { "\($0) \(rest)" })
                }
                return RuledLevel(name, try ValueType<Band>.band.parse(rest))
            },
            render: { "\($0.name) \(ValueType<Band>.band.render($0.adverseImpact))" }
        )
    }
}

extension ValueType where Value == Contradiction {
    /// A check, and perhaps some of the levels that it declares.
    static func contradiction(_ levels: [String: [String]]) -> ValueType {
        ValueType(
            expects: "the id of a check, then perhaps levels: 'web.https-not-forced not-forced'",
            parse: { text throws(ValueProblem) in
                let words = text.split(separator: " ").map(String.init)
                guard let check = words.first, let known = levels[check] else {
                    let message = "there is no check \(Display.quoted(words.first ?? ""))"
                    throw ValueProblem(message, candidates: Array(levels.keys))
                }
                guard let stray = words.dropFirst().first(where: { !known.contains($0) }) else {
                    return Contradiction(check: check, levels: Array(words.dropFirst()))
                }
                throw ValueProblem(
                    "the check has no level \(Display.quoted(stray)); its levels: "
                        + (known.isEmpty ? "none" : known.joined(separator: ", ")),
                    candidates: known.map { "\(check) \($0)" }
                )
            },
            render: { ([$0.check] + $0.levels).joined(separator: " ") }
        )
    }
}

/// A band and the days that a finding of it may stay open.
struct Deadline: Sendable {
    let band: Band
    let days: Int
}

extension ValueType where Value == Deadline {
    static let deadline = ValueType(
        expects: "a band and a duration in whole days, such as 'very-high 15d'",
        parse: { text throws(ValueProblem) in
            let (band, rest) = split(text)
            return Deadline(
                band: try ValueType<Band>.band.parse(band),
                days: try ValueType<Int>.days.parse(rest)
            )
        },
        render: { "\($0.band) \(ValueType<Int>.days.render($0.days))" }
    )
}

extension ValueType where Value == Int {
    /// A duration in whole days, 1…3650.
    static let days = ValueType(
        expects: "a duration in whole days, such as 90d",
        parse: { text throws(ValueProblem) in
            let seconds = try DurationText.parse(text).components.seconds
            guard seconds % 86400 == 0, (1...3650).contains(seconds / 86400) else { throw ValueProblem() }
            return Int(seconds / 86400)
        },
        render: { "\($0)d" }
    )
}

/// The first word, and what follows it.
private func split(_ text: String) -> (first: String, rest: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    return (words.first ?? "", words.count > 1 ? words[1] : "")
}
