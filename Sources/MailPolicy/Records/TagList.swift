// SPDX-License-Identifier: Apache-2.0

/// A list of `tag=value`, with semicolons between (RFC 6376 §3.2); of ASCII, white space around parts left out.
package struct TagList: Hashable, Sendable {
    package struct Tag: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// In the order of the text, each name once.
    package let tags: [Tag]

    /// Throws where a part is no tag, a tag stands twice or the text is not printable ASCII.
    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard text.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }) else {
            throw PolicySyntaxError("a character outside of printable ASCII")
        }
        var tags: [Tag] = []
        var names: Set<String> = []
        let parts = text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let part = Self.trimmed(part)
            if part.isEmpty {
                // A semicolon may stand at the end, and nowhere else without a tag before it.
                guard index == parts.count - 1 else {
                    throw PolicySyntaxError("nothing between two semicolons")
                }
                continue
            }
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
                throw PolicySyntaxError("'\(String(decoding: part.prefix(64), as: UTF8.self))' has no value")
            }
            let name = String(decoding: Self.trimmed(part[..<equals]), as: UTF8.self)
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
                throw PolicySyntaxError("'\(name.prefix(64))' is no name of a tag")
            }
            guard names.insert(name).inserted else { throw PolicySyntaxError("\(name)= stands twice") }
            tags.append(
                Tag(name: name, value: String(decoding: Self.trimmed(part[(equals + 1)...]), as: UTF8.self))
            )
        }
        self.tags = tags
    }

    package subscript(_ name: String) -> String? { tags.first { $0.name == name }?.value }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.drop(while: isSpace)
        return start.prefix(upTo: (start.lastIndex { !isSpace($0) }).map { $0 + 1 } ?? start.startIndex)
    }

    /// Whether a text begins with `v=VERSION`, the version in this very spelling, and a semicolon or the end behind.
    static func begins(_ text: [UInt8], withVersion version: String) -> Bool {
        let first = trimmed(text.prefix { $0 != UInt8(ascii: ";") })
        guard let equals = first.firstIndex(of: UInt8(ascii: "=")) else { return false }
        let name = trimmed(first[..<equals])
        return name.elementsEqual("v".utf8) && trimmed(first[(equals + 1)...]).elementsEqual(version.utf8)
    }
}
