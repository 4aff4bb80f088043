// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
package import Foundation
package import Model

/// What ties each finding's line of a report to what was signed: its record, and the way from there to a head.
///
/// As `proofs.json` it is one JSON document with a line for each finding, tree and head, so that one finding is looked up
/// and proven without reading the rest. A record stands in the cycle that changed the verdict, perhaps long ago; of each such
/// cycle there are the head and those nodes of its tree that lead there (`PrunedTree`), once for all findings.
package struct ReportProofs: Sendable {
    package static let schema = "chancery.proofs/1"

    /// One record with its place among the leaves of its cycle.
    package struct Line: Hashable, Codable, Sendable {
        package let cycle: Cycle.ID
        /// `F-` and this number; nil of a record that is no finding's.
        package let finding: Int64?
        package let leaf: Int
        /// Its canonical bytes.
        package let record: String

        package init(cycle: Cycle.ID, finding: Int64?, leaf: Int, record: Data) {
            self.cycle = cycle
            self.finding = finding
            self.leaf = leaf
            self.record = String(decoding: record, as: UTF8.self)
        }

        /// Of the leaf that a record of a kind has.
        func leafHash(_ kind: String) -> [UInt8] { MerkleTree.leafHash(Array("\(kind)\n\(record)".utf8)) }
    }

    struct Header: Hashable, Codable {
        let cycle: Cycle.ID
        let head: SealedText
        let keys: [SealedText]
        let schema: String
    }

    struct HeadLine: Hashable, Codable {
        let cycle: Cycle.ID
        let head: SealedText
    }

    struct TreeLine: Hashable, Codable {
        let cycle: Cycle.ID
        let tree: PrunedTree
    }

    /// Where the sections begin and end, in bytes from the beginning of the file.
    struct Offsets: Hashable, Codable {
        var findings: [Int] = []
        var heads: [Int] = []
        var posture: [Int] = []
        /// Cycle, first byte and length of each.
        var trees: [[Int]] = []
    }

    let header: Header
    let findings: [Line]
    let posture: Line?
    let trees: [TreeLine]
    let heads: [HeadLine]

    /// - Parameters:
    ///   - cycle: the one that the report is about, with its head.
    ///   - posture: the record of the posture that it was closed with.
    ///   - trees: of every cycle that a line names.
    ///   - heads: of all cycles since the first that a line names and before the report's; the chain between them.
    package init(
        cycle: Cycle.ID,
        head: SealedHead,
        keys: [SealedKey],
        findings: [Line],
        posture: Line?,
        trees: [Cycle.ID: PrunedTree],
        heads: [(cycle: Cycle.ID, sealed: SealedHead)]
    ) {
        header = Header(
            cycle: cycle,
            head: SealedText(head),
            keys: keys.map { SealedText($0) },
            schema: Self.schema
        )
        self.findings = findings.sorted { ($0.finding ?? 0) < ($1.finding ?? 0) }
        self.posture = posture
        self.trees = trees.sorted { $0.key < $1.key }.map { TreeLine(cycle: $0, tree: $1) }
        self.heads = heads.sorted { $0.cycle < $1.cycle }.map {
            HeadLine(cycle: $0.cycle, head: SealedText($0.sealed))
        }
    }

    /// Hands the file on in pieces.
    package func write(to emit: @escaping (Data) throws -> Void) throws {
        var file = Pieces(emit: emit)
        let head = try CanonicalJSON.encode(header)
        try file.add(head.dropLast() + Data(#","findings":["#.utf8) + Self.lineFeed)
        var offsets = Offsets()
        offsets.findings = try file.list(findings) { $0.bytes }
        try file.add(Data("],\"posture\":[\n".utf8))
        offsets.posture = try file.list(posture.map { [$0] } ?? []) { $0.bytes }
        try file.add(Data("],\"trees\":[\n".utf8))
        for (index, line) in trees.enumerated() {
            let bytes = try CanonicalJSON.encode(line)
            offsets.trees.append([Int(line.cycle), file.written, bytes.count])
            try file.add(bytes + Data((index + 1 < trees.count ? ",\n" : "\n").utf8))
        }
        try file.add(Data("],\"heads\":[\n".utf8))
        offsets.heads = try file.list(heads) { try CanonicalJSON.encode($0) }
        let end = try CanonicalJSON.encode(offsets)
        try file.add(Data("],\"offsets\":".utf8) + end + Data("}\n".utf8))
        try file.flush()
    }

    fileprivate static let lineFeed = Data([0x0A])
}

extension ReportProofs.Line {
    /// Canonical JSON; made by hand, because a report may have tens of thousands.
    fileprivate var bytes: Data {
        var text = "{\"cycle\":\(cycle),"
        if let finding { text += "\"finding\":\(finding)," }
        text += "\"leaf\":\(leaf),\"record\":\""
        var bytes = Data(text.utf8)
        for byte in record.utf8 {
            // A canonical record has no control characters, for it is JSON itself.
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(contentsOf: "\"}".utf8)
        return bytes
    }
}

/// Collects a file to pieces of some size and counts its bytes.
private struct Pieces {
    private static let size = 1 << 18

    let emit: (Data) throws -> Void
    private(set) var written = 0
    private var waiting = Data()

    init(emit: @escaping (Data) throws -> Void) { self.emit = emit }

    mutating func add(_ bytes: Data) throws {
        waiting.append(bytes)
        written += bytes.count
        guard waiting.count >= Self.size else { return }
        try flush()
    }

    mutating func flush() throws {
        guard !waiting.isEmpty else { return }
        try emit(waiting)
        waiting = Data()
    }

    /// One line for each; returns where the first begins and the last ends.
    mutating func list<Element>(_ elements: [Element], _ bytes: (Element) throws -> Data) throws -> [Int] {
        let start = written
        for (index, element) in elements.enumerated() {
            try add(try bytes(element) + Data((index + 1 < elements.count ? ",\n" : "\n").utf8))
        }
        return [start, written]
    }
}
