// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
package import Foundation
package import Model
package import Store

extension Data {
    package var sha256: Data { Data(SHA256.digest([UInt8](self))) }

    /// Two lower-case hex digits a byte.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Date {
    /// Seconds since 1970, rounded down: the grain of every instant in the store.
    package var second: Int64 { Int64(exactly: timeIntervalSince1970.rounded(.down)) ?? 0 }

    package init(second: Int64) {
        self.init(timeIntervalSince1970: Double(second))
    }
}

extension CanonicalJSON {
    /// The canonical bytes as text, for the JSON functions of a database.
    package static func text(_ value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }
}

extension Subject {
    /// Throws where the scope is not one of this version.
    package init(scope: String, name: String) throws {
        guard let known = Scope(rawValue: scope) else {
            throw StoreError.damaged(reason: "a subject has the unknown scope \(scope)")
        }
        self.init(scope: known, name: name)
    }
}

extension Course {
    /// The turns as they are kept, JSON seconds since 1970; nil where there are none.
    package func turnsRecord() throws -> String? {
        turns.isEmpty ? nil : try CanonicalJSON.text(turns.map(\.second))
    }

    /// The turns out of ``turnsRecord()``.
    package static func turns(_ record: String?) throws -> [Date] {
        guard let record else { return [] }
        return try CanonicalJSON.decode([Int64].self, from: Data(record.utf8)).map(Date.init(second:))
    }
}

/// A column of a row as an element of a JSON array; bytes are in lower-case hex.
package enum CanonicalField: Hashable, Encodable {
    case null
    case number(Int64?)
    case text(String?)

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .number(let number?): try value.encode(number)
        case .text(let text?): try value.encode(text)
        case .null, .number(nil), .text(nil): try value.encodeNil()
        }
    }
}

/// Goes through the transitions of one finding after the other, and works out how it stood after each.
package struct Replay {
    private var number: Int64?
    private var standing: Standing?

    package init() {}

    /// Whether the columns of the next transition are what its record comes to.
    ///
    /// Which way its failures close is not kept, so either will do.
    package mutating func comes(to columns: Standing, with record: TransitionRecord) -> Bool {
        let before = number == record.number ? standing : nil
        number = record.number
        standing = columns
        guard let before else { return Standing(first: record.verdict, at: record.at) == columns }
        return [Closing.confirmed, .atOnce].contains { closing in
            before.followed(by: record.verdict, at: record.at, closing: closing) == columns
        }
    }
}
