// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pipeline

/// One page of a list.
struct Page<Element: Encodable>: Encodable {
    /// The newest closed cycle, of which the list is.
    let cycle: Cycle.ID
    /// When that was judged.
    let asOf: Date
    /// Of the whole list, with the filters of the query.
    let total: Int
    let items: [Element]
    /// What `cursor=` of the next page is; nil on the last one.
    let next: String?
}

/// Where a page of a list begins: within one cycle, for another one has another list.
struct Cursor: Hashable {
    let cycle: Cycle.ID
    let offset: Int

    /// `12.100`: the cycle, then how many elements come before.
    var text: String { "\(cycle).\(offset)" }

    static func parse(_ text: String) throws(Problem) -> Cursor {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let cycle = Cycle.ID(parts[0]), let offset = Int(parts[1])
        else { throw .badValue(of: "cursor", "what the page before has as next") }
        return Cursor(cycle: cycle, offset: offset)
    }
}

extension Query {
    static let largestPage = 1000

    /// The asked-for part of a list.
    func page<Whole, Element: Encodable>(
        of list: [Whole],
        in listing: Snapshots.Listing,
        _ element: (Whole) -> Element
    ) throws(Problem) -> Page<Element> {
        let limit = try limit(most: Self.largestPage)
        var offset = 0
        if let text = try one("cursor") {
            let cursor = try Cursor.parse(text)
            guard cursor.cycle == listing.cycle.id else {
                throw Problem(
                    410,
                    "The list of cycle \(cursor.cycle) is gone, for cycle \(listing.cycle.id) was closed; begin again."
                )
            }
            offset = min(cursor.offset, list.count)
        }
        let part = list[offset...].prefix(limit)
        let isLast = part.endIndex == list.count
        return Page(
            cycle: listing.cycle.id,
            asOf: listing.posture.asOf,
            total: list.count,
            items: part.map(element),
            next: isLast ? nil : Cursor(cycle: listing.cycle.id, offset: part.endIndex).text
        )
    }

    func limit(most: Int) throws(Problem) -> Int {
        guard let text = try one("limit") else { return min(100, most) }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let limit = Int(text),
            (1...most).contains(limit)
        else { throw .badValue(of: "limit", "a number from 1 to \(most)") }
        return limit
    }

    /// The values of a parameter that may be repeated, each of them a raw value.
    func values<Value: RawRepresentable & CaseIterable>(_ name: String, _: Value.Type) throws(Problem)
        -> [Value]
    where Value.RawValue == String {
        var values: [Value] = []
        for text in all(name) {
            guard let value = Value(rawValue: text) else {
                throw .badValue(of: name, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            values.append(value)
        }
        return values
    }
}
