// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model

/// Reads payloads as rpki-client and Routinator write them, JSON or CSV, portion by portion; it keeps the payloads
/// alone, and fails on the first entry that it cannot read, for without that entry others would look invalid.
package struct RouteOriginReader {
    private enum Format {
        case json(FlatJSONReader)
        case csv(LineReader)
    }

    /// More is no table of this internet.
    static let most = 2_000_000

    private var format: Format?
    private var payloads: [(prefix: IPPrefix, value: RouteOriginTable.Payload)] = []
    private var entry = RouteEntry()
    private var gathered: Date?
    private var fault: TableFault?
    private var hasList = false

    package init() {}

    /// Takes in the next bytes of the file; after a fault it does nothing.
    package mutating func receive(_ bytes: some Collection<UInt8>) {
        guard fault == nil else { return }
        var bytes = Array(bytes)[...]
        if format == nil {
            bytes = bytes.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
            guard let first = bytes.first else { return }
            format = first == UInt8(ascii: "{") ? .json(FlatJSONReader()) : .csv(LineReader())
        }
        switch format {
        case .json(var reader)?:
            // Moved out and in again, so that its buffers are not copied.
            format = nil
            reader.receive(bytes) { take($0) }
            fault = fault ?? reader.fault
            format = .json(reader)
        case .csv(var reader)?:
            format = nil
            reader.receive(bytes) { take(line: $0, number: $1) }
            fault = fault ?? reader.fault
            format = .csv(reader)
        case nil: break
        }
    }

    /// The table; throws why the file is none.
    package consuming func finish() throws(TableFault) -> RouteOriginTable {
        switch format {
        case .json(let reader)?: if fault == nil, !reader.isWhole { fault = TableFault("it is cut off") }
        case .csv(var reader)?:
            reader.end { take(line: $0, number: $1) }
            fault = fault ?? reader.fault
            hasList = true
        case nil: break
        }
        if let fault { throw fault }
        guard hasList, !payloads.isEmpty else { throw TableFault("it holds no route origins") }
        return RouteOriginTable(payloads, gathered: gathered)
    }

    private mutating func add(_ entry: RouteEntry, _ what: String, _ number: Int) {
        guard let (prefix, payload) = entry.payload else {
            fault = fault ?? TableFault("\(what) \(number) is no route origin")
            return
        }
        guard payloads.count < Self.most else {
            fault = fault ?? TableFault("it holds more than \(Self.most) route origins")
            return
        }
        payloads.append((prefix, payload))
    }

    // MARK: JSON

    private mutating func take(_ event: FlatJSONReader.Event) {
        switch event {
        case .value(depth: 3, list: let list, key: let key, let value) where list == "roas":
            entry.set(key, value)
        case .ended(depth: 3, list: let list) where list == "roas":
            let whole = entry
            entry = RouteEntry()
            add(whole, "entry", payloads.count + 1)
        case .list(let name) where name == "roas": hasList = true
        case .value(depth: 2, list: let list, key: let key, let value) where list == "metadata":
            gathered = gathered ?? Self.time(key, value)
        default: break
        }
    }

    /// rpki-client: `buildtime`, RFC 3339; Routinator: `generated`, seconds since 1970.
    private static func time(_ key: String, _ value: [UInt8]) -> Date? {
        let text = String(decoding: value, as: UTF8.self)
        switch key {
        case "generated":
            guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else { return nil }
            return Date(timeIntervalSince1970: Double(seconds))
        case "buildtime", "generatedTime": return try? Date(text, strategy: .iso8601)
        default: return nil
        }
    }

    // MARK: CSV

    private mutating func take(line: [UInt8], number: Int) {
        let cells = CSVLine.cells(line)
        guard cells.count >= 3 else {
            fault = fault ?? TableFault("line \(number) has fewer than three columns")
            return
        }
        var entry = RouteEntry()
        entry.set("asn", cells[0])
        entry.set("prefix", cells[1])
        entry.set("maxLength", cells[2])
        // The names of the columns.
        guard number > 1 || entry.payload != nil else { return }
        add(entry, "line", number)
    }
}

/// One payload under construction.
private struct RouteEntry {
    private var origin: UInt32?
    private var prefix: IPPrefix?
    private var length: UInt8?

    mutating func set(_ key: String, _ value: [UInt8]) {
        switch key {
        case "asn": origin = AutonomousSystem.number(value)
        case "prefix": prefix = IPPrefix(bytes: value)
        case "maxLength": length = DecimalNumber.value(value).flatMap { UInt8(exactly: $0) }
        default: break
        }
    }

    /// Nil where something is missing or contradicts itself.
    var payload: (IPPrefix, RouteOriginTable.Payload)? {
        guard let origin, let prefix, let length, length >= prefix.length,
            Int(length) <= IPPrefix.width(prefix.family)
        else { return nil }
        return (prefix, RouteOriginTable.Payload(maximumLength: length, origin: origin))
    }
}
