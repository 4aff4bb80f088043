// SPDX-License-Identifier: Apache-2.0

/// A number from 0 up to 1 in binary, exact enough to write down the constants behind the standard primes.
struct BinaryFraction: Sendable {
    /// 32 bits each, the highest first.
    private(set) var words: [UInt32]

    /// Two words more than asked for, so that the rounding of some thousand terms stays below the last one.
    private static let guardWords = 2

    /// π/4 after Machin: 4·arctan(1/5) - arctan(1/239).
    static func quarterOfPi(words: Int) -> BinaryFraction {
        var sum = arctangentOfInverse(5, words: words + guardWords)
        for _ in 0..<2 { sum.add(sum) }
        sum.subtract(arctangentOfInverse(239, words: words + guardWords))
        sum.words.removeLast(guardWords)
        return sum
    }

    /// e/4, the sum of 1/(4·k!).
    static func quarterOfE(words: Int) -> BinaryFraction {
        var sum = BinaryFraction(words: [0x8000_0000] + Array(repeating: 0, count: words + guardWords - 1))
        var term = BinaryFraction(words: [0x4000_0000] + Array(repeating: 0, count: words + guardWords - 1))
        var k: UInt32 = 2
        while !term.isZero {
            term.divide(by: k)
            sum.add(term)
            k += 1
        }
        sum.words.removeLast(guardWords)
        return sum
    }

    /// By Gregory's series, 1/x less 1/3x³ plus 1/5x⁵ and so on.
    private static func arctangentOfInverse(_ x: UInt32, words: Int) -> BinaryFraction {
        var power = BinaryFraction(oneOver: x, words: words)
        var sum = power
        var divisor: UInt32 = 3
        while !power.isZero {
            power.divide(by: x * x)
            var term = power
            term.divide(by: divisor)
            if divisor % 4 == 3 { sum.subtract(term) } else { sum.add(term) }
            divisor += 2
        }
        return sum
    }

    private init(words: [UInt32]) { self.words = words }

    private init(oneOver divisor: UInt32, words: Int) {
        var remainder: UInt64 = 1
        self.words = (0..<words).map { _ in
            remainder <<= 32
            defer { remainder %= UInt64(divisor) }
            return UInt32(truncatingIfNeeded: remainder / UInt64(divisor))
        }
    }

    private var isZero: Bool { words.allSatisfy { $0 == 0 } }

    private mutating func divide(by divisor: UInt32) {
        // The terms of a series begin with more and more zeros.
        guard let first = words.firstIndex(where: { $0 != 0 }) else { return }
        var remainder: UInt64 = 0
        for index in first..<words.endIndex {
            let dividend = remainder << 32 | UInt64(words[index])
            words[index] = UInt32(truncatingIfNeeded: dividend / UInt64(divisor))
            remainder = dividend % UInt64(divisor)
        }
    }

    /// Both have the same number of words; what exceeds 1 is lost.
    private mutating func add(_ other: BinaryFraction) {
        let first = other.words.firstIndex { $0 != 0 } ?? words.endIndex
        var carry: UInt64 = 0
        for index in words.indices.reversed() {
            if index < first, carry == 0 { return }
            carry += UInt64(words[index]) + UInt64(other.words[index])
            words[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
    }

    private mutating func subtract(_ other: BinaryFraction) {
        let first = other.words.firstIndex { $0 != 0 } ?? words.endIndex
        var borrow: Int64 = 0
        for index in words.indices.reversed() {
            if index < first, borrow == 0 { return }
            borrow += Int64(words[index]) - Int64(other.words[index])
            words[index] = UInt32(truncatingIfNeeded: borrow)
            borrow >>= 32
        }
    }
}
