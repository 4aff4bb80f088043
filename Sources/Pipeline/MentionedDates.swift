// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import Model

/// The instants that kept facts name, of whatever kind: where verdicts may change.
struct MentionedDates {
    private let bySubject: [Subject: [Date]]

    /// - Parameter start: earlier ones are left out.
    init(_ visits: [Visit], from start: Date) {
        var found: [Subject: Set<Date>] = [:]
        for visit in visits {
            var dates: Set<Date> = []
            for case .fact(let record) in visit.answers {
                guard let body = try? record.body else { continue }
                dates.formUnion(Self.dates(in: Array(body)))
            }
            dates = dates.filter { $0 >= start }
            found[visit.subject, default: []].formUnion(dates)
            if visit.subject.scope == .address, let endpoint = visit.subject.endpointID {
                found[.endpoint(endpoint), default: []].formUnion(dates)
            }
        }
        bySubject = found.mapValues { $0.sorted() }
    }

    /// Sorted; an endpoint's are those of its addresses, too.
    func of(_ subject: Subject) -> [Date] { bySubject[subject] ?? [] }

    /// Every `2027-03-15T12:00:00Z` of canonical JSON, and midnight of every `"2027-03-15"`.
    static func dates(in bytes: [UInt8]) -> [Date] {
        var dates: [Date] = []
        var position = 0
        while position + 10 <= bytes.count {
            // A day has its first hyphen in the fifth place; most bytes are passed over by this one look.
            guard bytes[position + 4] == UInt8(ascii: "-"), let day = day(in: bytes, at: position) else {
                position += 1
                continue
            }
            if let seconds = time(in: bytes, at: position + 10) {
                dates.append(day.start.addingTimeInterval(Double(seconds)))
            } else if isQuoted(bytes, position..<position + 10) {
                dates.append(day.start)
            }
            position += 10
        }
        return dates
    }

    private static func day(in bytes: [UInt8], at position: Int) -> CalendarDay? {
        CalendarDay(String(decoding: bytes[position..<position + 10], as: UTF8.self))
    }

    /// Seconds since midnight of `T12:00:00Z`.
    private static func time(in bytes: [UInt8], at position: Int) -> Int? {
        guard position + 10 <= bytes.count else { return nil }
        let marks: [(offset: Int, byte: UInt8)] = [
            (0, UInt8(ascii: "T")), (3, UInt8(ascii: ":")), (6, UInt8(ascii: ":")), (9, UInt8(ascii: "Z")),
        ]
        guard marks.allSatisfy({ bytes[position + $0.offset] == $0.byte }) else { return nil }
        let parts = [1, 4, 7].map { offset -> Int in
            let digits = bytes[position + offset...position + offset + 1].map { Int($0) - 0x30 }
            return digits.allSatisfy((0...9).contains) ? digits[0] * 10 + digits[1] : 99
        }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    }

    private static func isQuoted(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.lowerBound > 0, range.upperBound < bytes.count else { return false }
        return bytes[range.lowerBound - 1] == UInt8(ascii: "\"")
            && bytes[range.upperBound] == UInt8(ascii: "\"")
    }
}
