// SPDX-License-Identifier: Apache-2.0
internal import Inflation

/// A piece of an office document: the members of the archive that hold its properties.
///
/// Members are found by their own headers (APPNOTE 6.3.10 §4.3.7), so that any piece will do.
struct OfficePiece {
    private let bytes: [UInt8]

    private static let longestMember = 65_536
    /// Of Office Open XML (ECMA-376 part 2 §8.2.4) and of OpenDocument (1.3 part 2 §3.1.4).
    private static let members: Set<String> = ["docProps/core.xml", "docProps/app.xml", "meta.xml"]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil where none of these members is in the piece.
    var traces: Set<DocumentTrace>? {
        let properties = members
        guard !properties.isEmpty else { return nil }
        return properties.reduce(into: []) { $0.formUnion(Self.traces(of: $1)) }
    }

    private static func traces(of member: [UInt8]) -> Set<DocumentTrace> {
        let authors = ["dc:creator", "cp:lastModifiedBy", "meta:initial-creator", "Company", "Manager"]
        let isNamed = authors.contains {
            member.texts(of: $0).contains { DocumentTrace.author(in: $0) != nil }
        }
        let program = member.texts(of: "Application") + member.texts(of: "AppVersion")
        let generator = member.texts(of: "meta:generator")
        var traces: Set<DocumentTrace> = isNamed ? [.author] : []
        if DocumentTrace.software(in: (program + generator).joined(separator: " ")) != nil {
            traces.insert(.software)
        }
        return traces
    }

    private var members: [[UInt8]] {
        var members: [[UInt8]] = []
        var place = 0
        while members.count < Self.members.count,
            let start = bytes.index(of: [0x50, 0x4B, 0x03, 0x04], from: place)
        {
            place = start + 4
            guard start + 30 <= bytes.count else { break }
            let nameLength = number(at: start + 26)
            let content = start + 30 + nameLength + number(at: start + 28)
            guard content < bytes.count else { continue }
            let name = String(decoding: bytes[(start + 30)..<(start + 30 + nameLength)], as: UTF8.self)
            guard Self.members.contains(name) else { continue }
            if let member = member(at: content, method: number(at: start + 8), size: size(at: start + 18)) {
                members.append(member)
            }
        }
        return members
    }

    /// Stored, or deflated, which says itself where it ends; nil for other methods.
    private func member(at start: Int, method: Int, size: Int) -> [UInt8]? {
        let rest = bytes[start...]
        switch method {
        case 0: return Array(rest.prefix(min(size, Self.longestMember)))
        case 8: return Inflation.inflate(Array(rest), .deflate, limit: Self.longestMember).bytes
        default: return nil
        }
    }

    private func number(at place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }

    private func size(at place: Int) -> Int { number(at: place) | number(at: place + 2) << 16 }
}
