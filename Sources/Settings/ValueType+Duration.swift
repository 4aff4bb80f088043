// SPDX-License-Identifier: Apache-2.0

extension ValueType where Value == Duration {
    /// Numbers with units, largest first: `90s`, `6h`, `1d12h`, `10y`.
    ///
    /// Units are `ms`, `s`, `m` (minute), `h`, `d`, `w` and `y` (365 days). A zero needs no unit.
    package static func duration(in range: ClosedRange<Duration>) -> ValueType {
        ValueType(
            expects: "a duration from \(DurationText.render(range.lowerBound)) to "
                + "\(DurationText.render(range.upperBound)), such as 90s, 6h or 1d12h",
            parse: { text throws(ValueProblem) in
                let value = try DurationText.parse(text)
                guard range.contains(value) else { throw ValueProblem() }
                return value
            },
            render: DurationText.render
        )
    }
}

/// Durations as operators write them.
package enum DurationText {
    /// Milliseconds in each unit, largest first.
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 365 * 86_400_000), ("w", 7 * 86_400_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000),
        ("s", 1000), ("ms", 1),
    ]

    package static func parse(_ text: String) throws(ValueProblem) -> Duration {
        if text == "0" { return .zero }
        var rest = Array(text.utf8)[...]
        var total: Int64 = 0
        var smallest = -1
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            let letters = rest.dropFirst(digits.count).prefix { (0x61...0x7A).contains($0) }
            rest = rest.dropFirst(digits.count + letters.count).drop { $0 == 0x20 }
            guard !digits.isEmpty else { throw ValueProblem() }
            guard !letters.isEmpty else {
                throw ValueProblem(
                    "the duration \(Display.quoted(text)) lacks a unit: ms, s, m, h, d, w or y"
                )
            }
            let name = String(decoding: letters, as: UTF8.self)
            guard let unit = units.firstIndex(where: { $0.name == name }) else {
                throw ValueProblem("there is no unit '\(name)'; a duration has ms, s, m, h, d, w and y")
            }
            guard unit > smallest else {
                throw ValueProblem(
                    "the units of \(Display.quoted(text)) do not stand largest first, each once"
                )
            }
            smallest = unit
            total = try sum(total, String(decoding: digits, as: UTF8.self), times: units[unit].milliseconds)
        }
        return .milliseconds(total)
    }

    /// Text in the fewest units, without weeks; in years only where the years are whole, below 1 ms nothing.
    package static func render(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard seconds > 0 || attoseconds > 0 else { return "0s" }
        let isWholeYears = attoseconds == 0 && seconds % (365 * 86400) == 0
        var rest = seconds
        var result = ""
        for unit in units.dropLast() where unit.name != "w" && (unit.name != "y" || isWholeYears) {
            let (count, remainder) = rest.quotientAndRemainder(dividingBy: unit.milliseconds / 1000)
            if count > 0 { result += "\(count)\(unit.name)" }
            rest = remainder
        }
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if milliseconds > 0 { result += "\(milliseconds)ms" }
        return result.isEmpty ? "0s" : result
    }

    private static func sum(_ total: Int64, _ digits: String, times unit: Int64) throws(ValueProblem) -> Int64
    {
        guard let count = Int64(digits) else { throw ValueProblem("the duration is too long") }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        let (sum, overflowOfSum) = total.addingReportingOverflow(product)
        guard !overflow, !overflowOfSum else { throw ValueProblem("the duration is too long") }
        return sum
    }
}
