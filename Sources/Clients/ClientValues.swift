// SPDX-License-Identifier: Apache-2.0
import Model
import Settings
import TLSWire

extension ValueType where Value == CalendarDay {
    static let day = ValueType(
        expects: "a date such as 2026-11-23",
        parseOrNil: { CalendarDay($0) },
        render: \.description
    )
}

extension ValueType where Value == ClosedRange<ProtocolVersion> {
    static let versions = ValueType(
        expects: "a version or two, such as 'tls1.2' or 'ssl3 to tls1.2'",
        parse: { text throws(ValueProblem) in
            let ends = ends(of: text)
            let version = ValueType<ProtocolVersion>.oneOf(ProtocolVersion.self)
            let lowest = try version.parse(ends.first ?? "")
            let highest = ends.count > 1 ? try version.parse(ends[1]) : lowest
            guard ends.count <= 2, lowest <= highest else { throw ValueProblem() }
            return lowest...highest
        },
        render: { range in
            let (lowest, highest) = (range.lowerBound, range.upperBound)
            return lowest == highest ? lowest.rawValue : "\(lowest.rawValue) to \(highest.rawValue)"
        }
    )
}

extension ValueType where Value == ClosedRange<Int> {
    /// A range of key sizes that may be open at either end.
    static let bits = ValueType(
        expects: "sizes in bits, such as '1024 to 4096', 'from 1024' or 'to 1024'",
        parseOrNil: { text in
            let words = text.split(separator: " ").map(String.init)
            func size(_ index: Int) -> Int? { try? ValueType<Int>.integer(in: 1...65536).parse(words[index]) }
            switch (words.count, words.first) {
            case (2, "from"?): return size(1).map { $0...Int.max }
            case (2, "to"?): return size(1).map { 0...$0 }
            case (3, _) where words[1] == "to":
                guard let least = size(0), let most = size(2), least <= most else { return nil }
                return least...most
            default: return nil
            }
        },
        render: { range in
            if range.upperBound == Int.max { return "from \(range.lowerBound)" }
            return range.lowerBound == 0
                ? "to \(range.upperBound)" : "\(range.lowerBound) to \(range.upperBound)"
        }
    )
}

/// A service that a client visits, or all of them.
enum Visited: Hashable, Sendable {
    case any
    case one(Service)

    var service: Service? {
        guard case .one(let service) = self else { return nil }
        return service
    }
}

extension ValueType where Value == Visited {
    static let visited = oneOf([.any] + Service.allCases.map { .one($0) }) { $0.service?.rawValue ?? "any" }
}

extension ValueType where Value == SSLv2CipherSpec {
    static let sslv2Spec = ValueType(
        expects: "six hex digits of an SSLv2 cipher spec, such as 0700C0",
        parseOrNil: { text in
            hexadecimal(text, digits: 6).map { SSLv2CipherSpec($0) }
        },
        render: { String($0.hex.dropFirst(2)) }
    )
}

extension ValueType where Value: CodePoint, Value.ID == UInt16 {
    /// Four hex digits or a registered name; GREASE values stand for nothing and are refused.
    static func codePoint(_ what: String, from _: Value.Type) -> ValueType {
        ValueType(
            expects: "\(what) by four hex digits or by name",
            parse: { text throws(ValueProblem) in
                if let id = hexadecimal(text, digits: 4) {
                    let number = UInt16(id)
                    guard !GREASE.contains(number), number != 0x00FF, number != 0x5600 else {
                        throw ValueProblem("\(text) is a signalling value; leave it out")
                    }
                    return Value(number)
                }
                guard let id = Value.names.first(where: { $0.value == text })?.key else {
                    throw ValueProblem(candidates: Value.names.values.sorted())
                }
                return Value(id)
            },
            render: { String($0.hex.dropFirst(2)) }
        )
    }
}

private func hexadecimal(_ text: String, digits: Int) -> UInt32? {
    guard text.utf8.count == digits, text.utf8.allSatisfy(isHexDigit) else { return nil }
    return UInt32(text, radix: 16)
}

private func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
}

/// The words on both sides of ` to `.
private func ends(of text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    return words.count == 3 && words[1] == "to"
        ? [words[0], words[2]] : words.count == 1 ? words : ["", "", ""]
}
