// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// `proofs.json`, read line by line as it is asked for.
package struct ProofFile: Sendable {
    private static let longestHeader = 1 << 20
    private static let lineFeed: UInt8 = 0x0A

    private let bytes: Data
    private let offsets: ReportProofs.Offsets
    let header: ReportProofs.Header

    /// Nil where beginning or end are not those of such a file.
    package init?(bytes: Data) {
        let bytes = bytes.startIndex == 0 ? bytes : Data(bytes)
        guard let end = bytes.prefix(Self.longestHeader).firstIndex(of: Self.lineFeed),
            let header = Self.document(
                ReportProofs.Header.self,
                bytes[..<end],
                without: #","findings":["#,
                closing: "}"
            ),
            header.schema == ReportProofs.schema, let last = bytes.last, last == Self.lineFeed,
            let before = bytes.dropLast().lastIndex(of: Self.lineFeed),
            let offsets = Self.offsets(bytes[(before + 1)..<(bytes.count - 1)]),
            Self.isInside(offsets, end: before + 1, start: end + 1)
        else { return nil }
        self.bytes = bytes
        self.header = header
        self.offsets = offsets
    }

    package var cycle: Cycle.ID { header.cycle }

    /// The line of one finding; nil where it has none, or none that can be read.
    package func line(ofFinding number: Int64) -> ReportProofs.Line? {
        find(number, in: offsets.findings) { (line: ReportProofs.Line) in line.finding }
    }

    /// Every line of a finding in turn; nil for one that cannot be read.
    package func eachFinding(_ body: (ReportProofs.Line?) -> Void) { each(offsets.findings, body) }

    var posture: [ReportProofs.Line?] {
        var lines: [ReportProofs.Line?] = []
        each(offsets.posture) { lines.append($0) }
        return lines
    }

    /// The nodes of a cycle's tree; nil where they are not here or cannot be read.
    func tree(of cycle: Cycle.ID) -> PrunedTree? {
        guard let place = offsets.trees.first(where: { $0[0] == Int(cycle) }),
            let line = try? CanonicalJSON.decode(
                ReportProofs.TreeLine.self,
                from: bytes[place[1]..<place[1] + place[2]]
            ), line.cycle == cycle
        else { return nil }
        return line.tree
    }

    /// The head of a cycle before the report's.
    func head(of cycle: Cycle.ID) -> SealedHead? {
        find(cycle, in: offsets.heads) { (line: ReportProofs.HeadLine) in line.cycle }?.head.head
    }

    /// The heads before the report's, oldest first; nil for a line that cannot be read.
    var heads: [ReportProofs.HeadLine?] {
        var lines: [ReportProofs.HeadLine?] = []
        each(offsets.heads) { lines.append($0) }
        return lines
    }

    // MARK: Lines

    private func each<Line: Decodable>(_ section: [Int], _ body: (Line?) -> Void) {
        var start = section[0]
        while start < section[1] {
            let end = lineEnd(from: start, before: section[1])
            body(line(start..<end))
            start = end + 1
        }
    }

    /// Halves the section, whose lines are in ascending order.
    private func find<Line: Decodable>(_ wanted: Int64, in section: [Int], by key: (Line) -> Int64?) -> Line?
    {
        var (low, high) = (section[0], section[1])
        while low < high {
            let middle = low + (high - low) / 2
            let start = bytes[low..<middle].lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? low
            let end = lineEnd(from: start, before: high)
            guard let found: Line = line(start..<end), let number = key(found) else { return nil }
            if number == wanted { return found }
            if number < wanted { low = end + 1 } else { high = start }
        }
        return nil
    }

    private func lineEnd(from start: Int, before limit: Int) -> Int {
        bytes[start..<limit].firstIndex(of: Self.lineFeed) ?? limit
    }

    private func line<Line: Decodable>(_ range: Range<Int>) -> Line? {
        var line = bytes[range]
        if line.last == UInt8(ascii: ",") { line = line.dropLast() }
        return try? CanonicalJSON.decode(Line.self, from: line)
    }

    // MARK: The frame

    /// A line that is a document once its open end is replaced.
    private static func document<Value: Decodable>(
        _ type: Value.Type,
        _ line: Data,
        without open: String,
        closing: String
    ) -> Value? {
        guard line.suffix(open.utf8.count).elementsEqual(open.utf8) else { return nil }
        return try? CanonicalJSON.decode(type, from: line.dropLast(open.utf8.count) + Data(closing.utf8))
    }

    private static func offsets(_ line: Data) -> ReportProofs.Offsets? {
        let start = "],\"offsets\":"
        guard line.prefix(start.utf8.count).elementsEqual(start.utf8), line.last == UInt8(ascii: "}") else {
            return nil
        }
        return try? CanonicalJSON.decode(
            ReportProofs.Offsets.self,
            from: line.dropFirst(start.utf8.count).dropLast()
        )
    }

    private static func isInside(_ offsets: ReportProofs.Offsets, end: Int, start: Int) -> Bool {
        let sections = [offsets.findings, offsets.posture, offsets.heads]
        return sections.allSatisfy { $0.count == 2 && start <= $0[0] && $0[0] <= $0[1] && $0[1] <= end }
            && offsets.trees.allSatisfy { place in
                place.count == 3 && start <= place[1] && place[1] <= end && 0 <= place[2]
                    && place[2] <= end - place[1]
            }
    }
}
