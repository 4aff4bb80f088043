// SPDX-License-Identifier: Apache-2.0
import Model

/// What charts have in common: a drawing is 400 units wide, so that text of 13 is legible on a telephone.
enum Chart {
    static let width = 400.0
    /// Where a band ends and the next begins (NIST SP 800-30r1 table I-3).
    static let edges = [5.0, 21, 80, 96]

    /// A coordinate to a tenth; what is no number is drawn at the origin.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((max(-10_000, min(value, 10_000)) * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }

    /// A value of 0…100 kept in its bounds; what is no number is 0.
    static func bounded(_ value: Double) -> Double { value.isFinite ? max(0, min(value, 100)) : 0 }

    /// A name that fits into so many characters.
    static func fitted(_ text: String, _ most: Int) -> String {
        text.count > most ? text.prefix(max(1, most - 1)) + "…" : text
    }
}

/// A line from edge to edge of a drawing, with its number.
struct ChartTick {
    let at: String
    let word: String
}

/// A shape at a place.
struct ChartMark {
    enum Shape {
        case square, triangle, diamond, ring, cross, disc
    }

    let path: String
    /// Filled, or drawn as a line.
    let isFilled: Bool

    init(_ shape: Shape, x: Double, y: Double, size: Double = 5) {
        let at = "M\(Chart.number(x)) \(Chart.number(y))"
        let (one, two) = (Chart.number(size), Chart.number(2 * size))
        isFilled = shape != .ring && shape != .cross
        path =
            switch shape {
            case .square: "\(at)m-\(one)-\(one)h\(two)v\(two)h-\(two)z"
            case .triangle: "\(at)m0-\(one)l\(one) \(two)h-\(two)z"
            case .diamond: "\(at)m0-\(one)l\(one) \(one)-\(one) \(one)-\(one)-\(one)z"
            case .cross: "\(at)m-\(one)-\(one)l\(two) \(two)m0-\(two)l-\(two) \(two)"
            case .ring, .disc:
                "\(at)m-\(one) 0a\(one) \(one) 0 1 0 \(two) 0a\(one) \(one) 0 1 0-\(two) 0"
            }
    }
}
