// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Walks the elements of DER (ITU-T X.690 §8, §10) over bytes that stay where they are.
///
/// Lists of revoked certificates have hundreds of thousands of entries; nothing is made of any of them.
struct DERCursor {
    struct Element {
        let tag: UInt8
        /// Of the tag.
        let start: Int
        let content: Range<Int>

        /// Tag and length included.
        var whole: Range<Int> { start..<content.upperBound }
    }

    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        let bounds = range.clamped(to: 0..<bytes.count)
        self.bytes = bytes
        position = bounds.lowerBound
        end = bounds.upperBound
    }

    init(_ bytes: [UInt8]) { self.init(bytes, in: 0..<bytes.count) }

    var isAtEnd: Bool { position == end }

    /// The tag of the next element; nil at the end.
    var next: UInt8? { position < end ? bytes[position] : nil }

    /// Takes the next element; nil at the end, and where its length is not definite or goes beyond the end.
    mutating func take() -> Element? {
        let start = position
        guard end - start >= 2, bytes[start] & 0x1F != 0x1F else { return nil }
        var length = Int(bytes[start + 1])
        var content = start + 2
        if length >= 0x80 {
            let count = length & 0x7F
            guard (1...4).contains(count), end - content >= count else { return nil }
            length = bytes[content..<(content + count)].reduce(0) { $0 << 8 | Int($1) }
            content += count
        }
        guard end - content >= length else { return nil }
        position = content + length
        return Element(tag: bytes[start], start: start, content: content..<position)
    }

    /// Takes the next element where its tag is this one.
    mutating func take(_ tag: UInt8) -> Element? { next == tag ? take() : nil }

    /// A cursor within an element.
    func within(_ element: Element) -> DERCursor { DERCursor(bytes, in: element.content) }

    func bytes(of element: Element) -> ArraySlice<UInt8> { bytes[element.content] }
}

/// The tags of DER that are read here (ITU-T X.680 §8.6).
enum DERTag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let enumerated: UInt8 = 0x0A
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30

    static func context(_ number: UInt8, isConstructed: Bool = false) -> UInt8 {
        (isConstructed ? 0xA0 : 0x80) | number
    }
}

extension DERCursor {
    /// Takes a Time; nil where it is none in the forms of RFC 5280 §4.1.2.5.
    mutating func takeTime() -> Date? {
        guard let element = next == DERTag.utcTime ? take(DERTag.utcTime) : take(DERTag.generalizedTime)
        else { return nil }
        let yearDigits = element.tag == DERTag.utcTime ? 2 : 4
        let text = bytes(of: element)
        guard text.count == yearDigits + 11, text.last == UInt8(ascii: "Z") else { return nil }
        guard text.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let year = text.prefix(yearDigits).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let pairs = stride(from: text.startIndex + yearDigits, to: text.endIndex - 1, by: 2)
            .map { Int(text[$0] - 0x30) * 10 + Int(text[$0 + 1] - 0x30) }
        guard (1...12).contains(pairs[0]), (1...31).contains(pairs[1]), pairs[2] < 24, pairs[3] < 60,
            pairs[4] < 61
        else { return nil }
        // Two digits from 50 on stand for the last century (RFC 5280 §4.1.2.5.1).
        let fullYear = yearDigits == 4 ? year : year < 50 ? 2000 + year : 1900 + year
        let days = Self.days(year: fullYear, month: pairs[0], day: pairs[1])
        return Date(
            timeIntervalSince1970: Double(days * 86_400 + pairs[2] * 3600 + pairs[3] * 60 + pairs[4])
        )
    }

    /// Days since 1970 in the Gregorian calendar; years are counted from March, so that leap days come last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let monthsFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthsFromMarch + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
