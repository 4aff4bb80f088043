// SPDX-License-Identifier: Apache-2.0
package import Foundation
import Model

/// Writes what `chancery scan` prints, piece by piece; of an endpoint that is written it keeps a line at most.
///
/// JSON is one document, described by Docs/schema/scan.schema.json; text is plain, aligned, for 80 columns, and
/// without a control character but its own.
package struct ScanOutput {
    package enum Format: Sendable {
        case json
        /// `colour` sets bands and answers off by SGR sequences; the words are the same without.
        case text(colour: Bool)
    }

    package static let schema = "chancery.scan/1"

    private let format: Format
    private var count = 0
    private var today: CalendarDay?
    private var summary: [ScanSummaryLine] = []

    package init(_ format: Format) { self.format = format }

    /// What stands before the endpoints.
    package mutating func opening(started: Date, toolVersion: String) -> String {
        today = CalendarDay(started)
        guard case .json = format else { return "" }
        let members: [(String, JSONValue)] = [
            ("schema", .string(Self.schema)),
            ("started", JSONValue(started)),
            ("tool", ["name": "chancery", "version": .string(toolVersion)]),
        ]
        let lines = members.map { "  \"\($0.0)\": \($0.1.readable(at: 1))" }
        return "{\n" + lines.joined(separator: ",\n") + ",\n  \"endpoints\": ["
    }

    /// One endpoint, in UTF-8.
    package mutating func next(_ endpoint: ScanEndpoint) -> [UInt8] {
        defer { count += 1 }
        switch format {
        case .json:
            var bytes = Array((count > 0 ? ",\n    " : "\n    ").utf8)
            endpoint.json.readable(at: 2, onto: &bytes)
            return bytes
        case .text(let colour):
            var page = TerminalPage(colour: colour, today: today)
            if count > 0 { page.blank() }
            page.add(endpoint)
            summary.append(ScanSummaryLine(endpoint))
            return Array(page.text.utf8)
        }
    }

    /// One domain for people; in JSON all of them stand at the end.
    package mutating func next(_ domain: ScanDomain) -> String {
        guard case .text(let colour) = format else { return "" }
        defer { count += 1 }
        var page = TerminalPage(colour: colour, today: today)
        if count > 0 { page.blank() }
        page.add(domain)
        summary.append(ScanSummaryLine(domain))
        return page.text
    }

    /// What stands after the endpoints: in JSON the domains and the vantage; in text what the vantage could not
    /// see, and, where there are several targets, a line for each, the worst first.
    package func closing(finished: Date, domains: [ScanDomain] = [], vantage: ScanVantage? = nil) -> String {
        switch format {
        case .json:
            let end = count > 0 ? "\n  ]" : "]"
            let list = JSONValue.array(domains.map(\.json)).readable(at: 1)
            return end + (domains.isEmpty ? "" : ",\n  \"domains\": \(list)")
                + (vantage.map { ",\n  \"vantage\": \($0.json.readable(at: 1))" } ?? "")
                + ",\n  \"finished\": \(JSONValue(finished).readable(at: 1))\n}\n"
        case .text(let colour):
            var page = TerminalPage(colour: colour, today: today)
            page.add(vantage?.limits ?? [])
            guard count > 1 else { return page.text }
            page.add(summary)
            return page.text
        }
    }
}
