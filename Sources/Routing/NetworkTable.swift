// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Model

/// Which networks announce which prefixes, and whose they are, by the operator's file.
package struct NetworkTable: Sendable {
    package struct Network: Hashable, Sendable {
        /// Of the autonomous system.
        package let number: UInt32
        /// Nil where the file does not say.
        package let organisation: String?
        /// Two letters in upper case (ISO 3166-1); nil where the file does not say.
        package let country: String?
    }

    fileprivate struct Entry: Sendable {
        let number: UInt32
        /// Their places in `texts`; -1 for none.
        let organisation: Int32
        let country: Int32
    }

    private let entries: PrefixMap<Entry>
    private let texts: [String]

    fileprivate init(_ entries: [(prefix: IPPrefix, value: Entry)], texts: [String]) {
        self.entries = PrefixMap(entries)
        self.texts = texts
    }

    package var count: Int { entries.count }

    /// The longest prefix that an address lies in, and all who announce it; nil where the file has none.
    package func networks(of address: IPAddress) -> (prefix: IPPrefix, networks: [Network])? {
        let found = entries.longest(covering: address)
        guard let prefix = found.first?.prefix else { return nil }
        let networks = found.map { entry in
            Network(
                number: entry.value.number,
                organisation: text(entry.value.organisation),
                country: text(entry.value.country)
            )
        }
        return (prefix, networks)
    }

    private func text(_ place: Int32) -> String? {
        texts.indices.contains(Int(place)) ? texts[Int(place)] : nil
    }
}

/// Reads a file of `prefix,AS,organisation,country`, portion by portion; the last two may be empty or missing.
package struct NetworkTableReader {
    static let most = 2_000_000
    private static let longestText = 128

    private var lines = LineReader()
    private var entries: [(prefix: IPPrefix, value: NetworkTable.Entry)] = []
    private var texts: [String] = []
    private var places: [String: Int32] = [:]
    private var fault: TableFault?

    package init() {}

    /// Takes in the next bytes of the file; after a fault it does nothing.
    package mutating func receive(_ bytes: some Collection<UInt8>) {
        guard fault == nil else { return }
        var lines = lines
        self.lines = LineReader()
        lines.receive(bytes) { take($0, number: $1) }
        fault = fault ?? lines.fault
        self.lines = lines
    }

    /// The table; throws why the file is none.
    package consuming func finish() throws(TableFault) -> NetworkTable {
        var lines = lines
        lines.end { take($0, number: $1) }
        if let fault = fault ?? lines.fault { throw fault }
        guard !entries.isEmpty else { throw TableFault("it holds no prefixes") }
        return NetworkTable(entries, texts: texts)
    }

    private mutating func take(_ line: [UInt8], number: Int) {
        guard fault == nil else { return }
        let cells = CSVLine.cells(line)
        let prefix = IPPrefix(bytes: cells[0])
        // The names of the columns.
        guard prefix != nil || number > 1 else { return }
        guard let prefix, cells.count > 1, let origin = AutonomousSystem.number(cells[1]) else {
            fault = TableFault("line \(number) is no prefix with the number of a network")
            return
        }
        guard entries.count < Self.most else {
            fault = TableFault("it holds more than \(Self.most) prefixes")
            return
        }
        let organisation = cells.count > 2 ? place(of: String(decoding: cells[2], as: UTF8.self)) : -1
        let country = cells.count > 3 ? place(of: String(decoding: cells[3], as: UTF8.self).uppercased()) : -1
        entries.append(
            (prefix, NetworkTable.Entry(number: origin, organisation: organisation, country: country))
        )
    }

    /// Each text is kept once.
    private mutating func place(of text: String) -> Int32 {
        guard !text.isEmpty else { return -1 }
        let text = String(text.prefix(Self.longestText))
        if let known = places[text] { return known }
        let place = Int32(texts.count)
        texts.append(text)
        places[text] = place
        return place
    }
}
