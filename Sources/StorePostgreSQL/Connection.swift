// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import CPostgreSQL
internal import Foundation
internal import StoreRecords

/// One connection to a PostgreSQL server; used by one caller at a time, whose thread waits for the server.
@safe
final class Connection: @unchecked Sendable {
    /// A peer that is gone is noticed within half a minute, and one that does not answer within ten seconds is none.
    private static let settings = [
        ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "30000"), ("connect_timeout", "10"), ("application_name", "chancery"),
        ("client_encoding", "UTF8"), ("options", "-c client_min_messages=error"),
    ]

    private let handle: OpaquePointer
    /// Names of statements that this connection has prepared, by their text.
    private var prepared: [String: String] = [:]

    /// Connects, or throws with the server's words.
    ///
    /// - Parameters:
    ///   - address: `postgresql://…` (libpq's connection URI); what it sets prevails.
    ///   - passwords: a file in the form of `.pgpass`; nil for the one that libpq looks for itself.
    init(_ address: String, passwords: String?) throws(SQLFailure) {
        let file = passwords.map { [("passfile", $0)] } ?? []
        let settings = Self.settings + file + [("dbname", address)]
        // Both lists end with a null pointer.
        let names = Arena(settings.map { Array($0.0.utf8) + [0] } + [nil])
        let values = Arena(settings.map { Array($0.1.utf8) + [0] } + [nil])
        let opened = unsafe names.withPointers { names in
            unsafe values.withPointers { values in unsafe PQconnectdbParams(names, values, 1) }
        }
        guard let handle = unsafe opened else {
            throw SQLFailure(message: "libpq has no memory", isLost: true)
        }
        unsafe self.handle = handle
        guard !isLost else { throw SQLFailure(message: words, isLost: true) }
    }

    deinit { unsafe PQfinish(handle) }

    var isLost: Bool { unsafe PQstatus(handle) != CONNECTION_OK }

    /// Whether a transaction is open or has failed.
    var isInTransaction: Bool { unsafe PQtransactionStatus(handle) != PQTRANS_IDLE }

    /// What the server said last, in one line.
    var words: String {
        guard let message = unsafe PQerrorMessage(handle) else { return "no reason given" }
        let lines = unsafe String(cString: message).split(separator: "\n")
        return lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            .joined(separator: "; ")
    }

    /// Runs statements without arguments, several with semicolons between them.
    func execute(_ sql: String) throws(SQLFailure) {
        _ = try unsafe Result(PQexec(handle, sql), of: self, isRead: false)
    }

    /// Runs one statement that is not worth preparing.
    func queryOnce(_ sql: String) throws(SQLFailure) -> Result {
        try unsafe Result(PQexecParams(handle, sql, 0, nil, nil, nil, nil, Result.binary), of: self)
    }

    /// Runs one statement with `$1`, `$2`…; it is prepared once a connection.
    func query(_ sql: String, _ arguments: [StoredValue] = []) throws(SQLFailure) -> Result {
        let name = try prepare(sql)
        let wires = arguments.map(\.wire)
        let lengths = wires.map { Int32(clamping: $0?.count ?? 0) }
        let formats = [Int32](repeating: Result.binary, count: wires.count)
        let count = Int32(clamping: wires.count)
        let answer = unsafe Arena(wires).withPointers { values in
            unsafe PQexecPrepared(handle, name, count, values, lengths, formats, Result.binary)
        }
        return try unsafe Result(answer, of: self)
    }

    private func prepare(_ sql: String) throws(SQLFailure) -> String {
        if let known = prepared[sql] { return known }
        let name = "s\(prepared.count)"
        _ = try unsafe Result(PQprepare(handle, name, sql, 0, nil), of: self)
        prepared[sql] = name
        return name
    }
}

/// Buffers one after the other, handed out as a list of pointers for the time of one call.
private struct Arena {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []

    /// A nil stands for a null pointer.
    init(_ buffers: [[UInt8]?]) {
        for buffer in buffers {
            offsets.append(buffer.map { _ in bytes.count })
            // Empty ones have an address of their own, too.
            bytes += (buffer ?? []) + [0]
        }
    }

    @unsafe
    func withPointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value) -> Value {
        unsafe bytes.withUnsafeBytes { raw in
            let base = unsafe raw.assumingMemoryBound(to: CChar.self).baseAddress
            let pointers = unsafe offsets.map { offset -> UnsafePointer<CChar>? in
                guard let base = unsafe base, let offset else { return nil }
                return unsafe base + offset
            }
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}

/// What one statement came to, read out of libpq's memory whole.
struct Result {
    static let binary: Int32 = 1

    let rows: [StoredRow]
    /// Rows that were inserted, changed or deleted.
    let changed: Int

    /// - Parameter isRead: whether its rows, in the binary format, are of interest.
    fileprivate init(
        _ result: OpaquePointer?,
        of connection: Connection,
        isRead: Bool = true
    ) throws(SQLFailure) {
        defer { unsafe PQclear(result) }
        let status = unsafe PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            let state = unsafe PQresultErrorField(result, Self.sqlState).map { unsafe String(cString: $0) }
            throw SQLFailure(message: connection.words, state: state ?? "", isLost: connection.isLost)
        }
        changed = unsafe PQcmdTuples(result).map { unsafe Int(String(cString: $0)) ?? 0 } ?? 0
        let columns = unsafe PQnfields(result)
        var rows: [StoredRow] = []
        for row in 0..<(isRead ? unsafe PQntuples(result) : 0) {
            var values: [StoredValue] = []
            for column in 0..<columns { values.append(try unsafe Self.value(result, row, column)) }
            rows.append(StoredRow(values: values))
        }
        self.rows = rows
    }

    /// `PG_DIAG_SQLSTATE`, a character constant.
    private static let sqlState = Int32(UInt8(ascii: "C"))

    @unsafe
    private static func value(_ result: OpaquePointer?, _ row: Int32, _ column: Int32)
        throws(SQLFailure) -> StoredValue
    {
        guard unsafe PQgetisnull(result, row, column) == 0,
            let start = unsafe PQgetvalue(result, row, column)
        else { return .null }
        let length = Int(unsafe PQgetlength(result, row, column))
        let bytes = unsafe Data(bytes: start, count: length)
        guard let value = StoredValue(bytes, type: unsafe PQftype(result, column)) else {
            throw SQLFailure(message: "column \(column) has a type that is not used here", isLost: false)
        }
        return value
    }
}

extension StoredValue {
    /// PostgreSQL's numbers of types (`pg_type.dat`): bool, bytea, name, int8, int2, int4, text, varchar.
    private enum TypeID {
        static let numbers: Set<UInt32> = [16, 20, 21, 23]
        static let texts: Set<UInt32> = [19, 25, 1043]
        static let bytes: UInt32 = 17
        static let void: UInt32 = 2278
    }

    /// Reads the binary format; nil for a type that is not used here.
    fileprivate init?(_ bytes: Data, type: UInt32) {
        if TypeID.numbers.contains(type) {
            guard (1...8).contains(bytes.count) else { return nil }
            let isNegative = bytes.first.map { $0 >= 0x80 } ?? false
            let start: UInt64 = isNegative && bytes.count > 1 ? .max : 0
            self = .integer(Int64(bitPattern: bytes.reduce(start) { $0 << 8 | UInt64($1) }))
        } else if TypeID.texts.contains(type) {
            self = .text(String(decoding: bytes, as: UTF8.self))
        } else if type == TypeID.bytes {
            self = .bytes(bytes)
        } else if type == TypeID.void {
            self = .null
        } else {
            return nil
        }
    }

    /// The binary format of a `bigint`, `text` or `bytea`; nil for null.
    fileprivate var wire: [UInt8]? {
        switch self {
        case .null: nil
        case .integer(let number):
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): Array(bytes)
        }
    }
}

/// What PostgreSQL or the way to it reports.
struct SQLFailure: Error, Hashable, Sendable {
    let message: String
    /// SQLSTATE (PostgreSQL's appendix A), five characters; empty where the server said none.
    let state: String
    /// Whether the connection is gone.
    let isLost: Bool

    init(message: String, state: String = "", isLost: Bool) {
        self.message = message
        self.state = state
        self.isLost = isLost
    }

    /// Whether the same transaction may succeed when it is run again: two stood in each other's way.
    var isPassing: Bool { state == "40001" || state == "40P01" }

    /// Whether the server is just starting, stopping or full (class 57P, 53300).
    var isServerAway: Bool { isLost || state.hasPrefix("57P") || state == "53300" }
}
#endif
