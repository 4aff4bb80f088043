// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Writes what `chancery scan` prints, piece by piece, so that its memory does not grow with the endpoints.
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

    package init(_ format: Format) { self.format = format }

    /// What stands before the endpoints.
    package func opening(started: Date, toolVersion: String) -> String {
        guard case .json = format else { return "" }
        let members: [(String, JSONValue)] = [
            ("schema", .string(Self.schema)),
            ("started", JSONValue(started)),
            ("tool", ["name": "chancery", "version": .string(toolVersion)]),
        ]
        let lines = members.map { "  \"\($0.0)\": \($0.1.readable(at: 1))" }
        return "{\n" + lines.joined(separator: ",\n") + ",\n  \"endpoints\": ["
    }

    package mutating func next(_ endpoint: ScanEndpoint) -> String {
        defer { count += 1 }
        switch format {
        case .json:
            return (count > 0 ? ",\n    " : "\n    ") + endpoint.json.readable(at: 2)
        case .text(let colour):
            var page = TerminalPage(colour: colour)
            if count > 0 { page.blank() }
            page.add(endpoint)
            return page.text
        }
    }

    /// What stands after them.
    package func closing(finished: Date) -> String {
        guard case .json = format else { return "" }
        let end = count > 0 ? "\n  ]" : "]"
        return end + ",\n  \"finished\": \(JSONValue(finished).readable(at: 1))\n}\n"
    }
}
