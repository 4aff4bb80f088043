// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A value of a row, whatever the database.
package enum StoredValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes(Data)

    /// In a word, for messages.
    package var kind: String {
        switch self {
        case .null: "nothing"
        case .integer: "a number"
        case .text: "text"
        case .bytes: "bytes"
        }
    }

    /// A form in which different values differ: a letter, the length in bytes as 8 bytes, and those.
    var form: [UInt8] {
        let (letter, content): (Character, [UInt8]) =
            switch self {
            case .null: ("n", [])
            case .integer(let number): ("i", Array("\(number)".utf8))
            case .text(let text): ("t", Array(text.utf8))
            case .bytes(let bytes): ("b", Array(bytes))
            }
        let length = (0..<8).map { UInt8(truncatingIfNeeded: content.count >> (56 - $0 * 8)) }
        return Array(String(letter).utf8) + length + content
    }
}

/// A table of a store, the same in every database.
package struct StoredTable: Hashable, Sendable {
    package let name: String
    /// Those of the key first, by which rows come in order.
    package let columns: [String]
    package let keys: Int
    /// Whether the database hands out the key.
    package let isNumbered: Bool

    private init(_ name: String, key: [String], isNumbered: Bool = false, _ columns: [String]) {
        self.name = name
        self.columns = key + columns
        keys = key.count
        self.isNumbered = isNumbered
    }

    /// The columns of the key, with commas between them.
    package var keyList: String { Self.list(columns.prefix(keys)) }

    package var columnList: String { Self.list(columns[...]) }

    /// In quotes: some are words of SQL in one database and not in another.
    private static func list(_ names: ArraySlice<String>) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    /// All tables, each after those that it refers to.
    package static let all = [
        StoredTable("estate", key: ["id"], isNumbered: true, ["hash", "body"]),
        StoredTable(
            "cycle",
            key: ["id"],
            ["started", "finished", "state", "reason", "estate", "vantage", "tool", "judged"]
        ),
        StoredTable("subject", key: ["id"], isNumbered: true, ["scope", "name", "endpoint"]),
        StoredTable("fact", key: ["id"], isNumbered: true, ["hash", "kind", "body"]),
        StoredTable("manifest", key: ["id"], isNumbered: true, ["hash", "body"]),
        StoredTable("manifest_fact", key: ["manifest", "fact"], []),
        StoredTable("visit", key: ["id"], isNumbered: true, ["cycle", "subject", "manifest", "record"]),
        StoredTable("finding", key: ["number"], ["check_id", "subject"]),
        StoredTable(
            "transition",
            key: ["id"],
            [
                "finding", "cycle", "state", "since", "first_failed", "reopened", "resolved", "record",
                "clean",
                "closed", "reopened_at", "failed", "turns",
            ]
        ),
        StoredTable("standing", key: ["finding"], ["transition", "cycle", "seen"]),
        StoredTable("posture", key: ["cycle"], ["record"]),
        StoredTable("posture_part", key: ["id"], isNumbered: true, ["hash", "body"]),
        StoredTable("posture_items", key: ["cycle"], ["body"]),
        StoredTable("report", key: ["id"], ["cycle", "written", "format", "path", "sha256"]),
        StoredTable(
            "bundle",
            key: ["id"],
            ["vantage", "started", "finished", "imported", "hash", "signature", "body"]
        ),
        StoredTable("seal", key: ["cycle"], ["head", "signature", "leaves"]),
        StoredTable("signing_key", key: ["id"], ["record", "signature"]),
        StoredTable(
            "outbox",
            key: ["id"],
            isNumbered: true,
            [
                "route", "target", "key", "window", "batch", "body", "created", "state", "attempts", "next",
                "settled", "remark",
            ]
        ),
        StoredTable("alert_ledger", key: ["id"], ["body"]),
        StoredTable("event", key: ["id"], ["at", "kind", "cycle", "body"]),
        StoredTable("carried", key: ["visit"], []),
    ]
}
