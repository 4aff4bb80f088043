// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What JSON-LD says of data sets, in the words of schema.org or DCAT; contexts are not resolved, names are read by
/// their last part.
package struct DatasetDescription: Hashable, Sendable {
    package static let longest = 65_536
    /// Nodes that are looked at.
    private static let mostNodes = 10_000

    /// Data sets and catalogues of them.
    package private(set) var datasets = 0
    /// Whether one of them, or what they stand in, names a licence.
    package private(set) var isLicensed = false
    /// Days of their changes, `2026-11-26`, in their order; at most 64.
    package private(set) var changes: [String] = []
    private var visited = 0

    /// Nil where it is no JSON, or longer than `longest` bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.longest,
            let node = try? JSONDecoder().decode(Node.self, from: Data(bytes))
        else { return nil }
        walk(node)
    }

    /// Whether a name stands for a data set or a catalogue: `Dataset`, `dcat:Dataset`, `https://schema.org/DataCatalog`.
    package static func isDataset(_ name: String) -> Bool {
        ["dataset", "datacatalog", "catalog"].contains(lastPart(name))
    }

    /// Whether a property names a licence: `license`, `dct:license`.
    package static func isLicence(_ name: String) -> Bool { ["license", "licence"].contains(lastPart(name)) }

    /// Whether a property says when something changed: `dateModified`, `dct:modified`.
    package static func isChange(_ name: String) -> Bool {
        ["datemodified", "modified"].contains(lastPart(name))
    }

    /// The day that a date of ISO 8601 begins with; nil where it does not.
    package static func day(_ text: String) -> String? {
        let day = text.prefix(10)
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        guard day.utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return String(day)
    }

    private static func lastPart(_ name: String) -> String {
        let end = name.lastIndex { $0 == ":" || $0 == "/" || $0 == "#" }
        return (end.map { name[name.index(after: $0)...] } ?? name[...]).lowercased()
    }

    private mutating func walk(_ node: Node) {
        visited += 1
        guard visited <= Self.mostNodes else { return }
        switch node {
        case .list(let nodes): for node in nodes { walk(node) }
        case .object(let members):
            if (members["@type"]?.texts ?? []).contains(where: Self.isDataset) { take(members) }
            for key in members.keys.sorted() { members[key].map { walk($0) } }
        case .text, .other: break
        }
    }

    private mutating func take(_ members: [String: Node]) {
        datasets += 1
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if Self.isLicence(name), !value.isEmpty { isLicensed = true }
            if Self.isChange(name), changes.count < 64 {
                changes += value.texts.prefix(1).compactMap(Self.day)
            }
        }
    }

    /// A value of JSON, as far as it matters here.
    private indirect enum Node: Decodable {
        case object([String: Node])
        case list([Node])
        case text(String)
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let members = try? container.decode([String: Node].self) {
                self = .object(members)
            } else if let nodes = try? container.decode([Node].self) {
                self = .list(nodes)
            } else {
                self = .other
            }
        }

        /// Itself, those of a list, or an object's `@value`.
        var texts: [String] {
            switch self {
            case .text(let text): [text]
            case .list(let nodes): nodes.flatMap(\.texts)
            case .object(let members): members["@value"]?.texts ?? []
            case .other: []
            }
        }

        var isEmpty: Bool {
            switch self {
            case .text(let text): text.isEmpty
            case .list(let nodes): nodes.allSatisfy(\.isEmpty)
            case .object(let members): members.isEmpty
            case .other: true
            }
        }
    }
}
