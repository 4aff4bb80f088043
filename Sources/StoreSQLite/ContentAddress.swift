// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import GRDB

/// The tables that keep canonical bytes once, under their SHA-256.
enum ContentTable: String {
    case estate, manifest
    case posturePart = "posture_part"
}

extension Database {
    /// Keeps bytes unless they are there already; returns their row.
    func keep(_ body: Data, in table: ContentTable) throws -> Int64 {
        let hash = body.sha256
        let find = try cachedStatement(sql: "SELECT id FROM \(table.rawValue) WHERE hash = ?")
        if let id = try Int64.fetchOne(find, arguments: [hash]) { return id }
        let insert = try cachedStatement(sql: "INSERT INTO \(table.rawValue) (hash, body) VALUES (?, ?)")
        try insert.execute(arguments: [hash, body])
        return lastInsertedRowID
    }
}

extension Data {
    var sha256: Data { Data(SHA256.digest([UInt8](self))) }

    /// Two lower-case hex digits a byte.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Date {
    /// Seconds since 1970, rounded down: the grain of every instant in the store.
    var second: Int64 { Int64(exactly: timeIntervalSince1970.rounded(.down)) ?? 0 }

    init(second: Int64) {
        self.init(timeIntervalSince1970: Double(second))
    }
}

extension CanonicalJSON {
    /// The canonical bytes as text, for SQLite's `json_each`.
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }
}
