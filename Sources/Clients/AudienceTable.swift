// SPDX-License-Identifier: Apache-2.0
import Foundation
import Settings

/// The table of an audience: region, client and share a line, after a header (RFC 4180, one record a line).
struct AudienceTable {
    /// Shares by region and client, `other` among them.
    private(set) var shares: [String: [String: Double]] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private let file: SourceFile
    private let clients: [String]
    /// Where each region's last line stands.
    private var places: [String: SourceSpan] = [:]
    /// Regions of which a line is wrong, so that their sums say nothing.
    private var faulty: Set<String> = []

    static let header = ["region", "client", "share"]
    static let others = "other"
    /// What shares may lack of 1, or exceed it, for having been rounded.
    private static let tolerance = 0.005

    init(_ file: SourceFile, clients: [String]) {
        self.file = file
        self.clients = clients
        var isHeaded = false
        for number in stride(from: 1, through: file.lines.count, by: 1) {
            let cells = cells(of: number)
            guard cells.contains(where: { !$0.text.isEmpty }) else { continue }
            if isHeaded { read(cells, at: number) } else { isHeaded = readHeader(cells, at: number) }
            if !isHeaded { return }
        }
        if !isHeaded { report("the table is empty; it begins with region,client,share", at: file.whole) }
        checkSums()
    }

    private mutating func readHeader(_ cells: [SourceString], at line: Int) -> Bool {
        if cells.map({ $0.text.lowercased() }) == Self.header { return true }
        report("expected the header region,client,share", at: span(of: line))
        return false
    }

    private mutating func read(_ cells: [SourceString], at line: Int) {
        guard cells.count == 3, cells.allSatisfy({ !$0.text.isEmpty }) else {
            return report("expected a region, a client and a share", at: span(of: line))
        }
        let (region, client) = (cells[0].text, cells[1].text)
        let wasFaulty = !faulty.insert(region).inserted
        if client != Self.others, !clients.contains(client) {
            let hint = NearestWord.nearest(to: client, among: clients + [Self.others])
            return report("there is no client '\(client)' in clients.conf", at: cells[1].span, hint)
        }
        guard let share = Double(cells[2].text), (0...1).contains(share) else {
            return report("expected a share from 0 to 1, found '\(cells[2].text)'", at: cells[2].span)
        }
        guard shares[region]?[client] == nil else {
            return report("'\(client)' stands twice in the region '\(region)'", at: cells[1].span)
        }
        if !wasFaulty { faulty.remove(region) }
        shares[region, default: [:]][client] = share
        places[region] = span(of: line)
    }

    private mutating func checkSums() {
        for (region, parts) in shares.sorted(by: { $0.key < $1.key }) where !faulty.contains(region) {
            let sum = parts.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
            guard abs(sum - 1) > Self.tolerance else { continue }
            let words = String(format: "%.3f", sum)
            let advice = sum < 1 ? "; put what is missing under 'other'" : ""
            report(
                "the shares of '\(region)' add up to \(words) and not to 1\(advice)",
                at: places[region] ?? file.whole
            )
        }
    }

    private mutating func report(_ message: String, at span: SourceSpan, _ suggestion: String? = nil) {
        diagnostics.append(Diagnostic(.error, Display.escaped(message), at: span, suggestion: suggestion))
    }

    private func span(of line: Int) -> SourceSpan {
        SourceSpan(file: file, line: line, bytes: 0..<file.line(line).count)
    }

    /// The cells of a line with their places, quotes and white space around them taken off; a quote that is not closed
    /// ends with its line.
    private func cells(of number: Int) -> [SourceString] {
        let line = Array(file.line(number))
        var cells: [SourceString] = []
        var start = 0
        var isQuoted = false
        for index in 0...line.count {
            let isEnd = index == line.count
            if !isEnd, line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard isEnd || (line[index] == UInt8(ascii: ",") && !isQuoted) else { continue }
            cells.append(cell(line, start..<index, at: number))
            start = index + 1
        }
        return cells
    }

    private func cell(_ line: [UInt8], _ range: Range<Int>, at number: Int) -> SourceString {
        let isSpace: (Int) -> Bool = { line[$0] == 0x20 || line[$0] == 0x09 }
        let first = range.first { !isSpace($0) } ?? range.upperBound
        let last = range.last { !isSpace($0) }.map { $0 + 1 } ?? first
        let span = SourceSpan(file: file, line: number, bytes: first..<max(first, last))
        var text = String(decoding: line[first..<max(first, last)], as: UTF8.self)
        if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 1 {
            text = String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
        }
        return SourceString(text, at: span)
    }
}
