// SPDX-License-Identifier: Apache-2.0

/// What a script says of the map to its source (ECMA-426 §11.1.2).
package enum SourceMapReference: Hashable, Sendable {
    /// As written: relative to the script.
    case address(String)
    /// The map stands within the script; whether the sources stand in it, too, is not looked at.
    case inline

    /// Bytes of a script's end that are looked at.
    package static let reach = 4096
    /// So many bytes of base64 without a break are the end of a map, not of a program.
    private static let longestWord = 2048

    /// - Parameter script: its last bytes; only comments on its last lines count.
    ///
    /// Nil where it names none.
    package init?(endOf script: some Collection<UInt8>) {
        let bytes = Array(script.suffix(Self.reach))
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }.suffix(4)
        for line in lines.reversed() {
            if line.count >= Self.longestWord, line.suffix(Self.longestWord).allSatisfy(Self.isBase64) {
                self = .inline
                return
            }
            if let address = Self.address(in: String(decoding: line, as: UTF8.self)) {
                self = address.lowercased().hasPrefix("data:") ? .inline : .address(address)
                return
            }
        }
        return nil
    }

    /// `//# sourceMappingURL=x`, also with the `@` of old, and in the comments of style sheets.
    private static func address(in line: String) -> String? {
        for mark in ["//# sourceMappingURL=", "//@ sourceMappingURL=", "/*# sourceMappingURL="] {
            guard let range = line.ranges(of: mark).last else { continue }
            let rest = line[range.upperBound...].prefix { !$0.isWhitespace && $0 != "*" }
            let isWord = !rest.isEmpty && rest.allSatisfy { $0 != "'" && $0 != "\"" && $0 != "`" }
            if isWord { return String(rest) }
        }
        return nil
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D: true
        default: false
        }
    }
}

/// The beginning of a source map (ECMA-426 §9).
package struct SourceMapFile: Hashable, Sendable {
    /// Bytes of a map that are looked at.
    package static let reach = 65_536

    /// Whether the sources stand in it, as far as it is looked at.
    package let holdsSources: Bool

    /// Nil where the bytes are no such map.
    package init?(_ file: some Collection<UInt8>) {
        var text = String(decoding: file.prefix(Self.reach), as: UTF8.self)[...]
        // A line against inclusion as a script may stand before the object.
        if text.hasPrefix(")]}") { text = text.drop { !$0.isNewline } }
        guard text.first(where: { !$0.isWhitespace }) == "{", text.contains("\"version\""),
            ["\"mappings\"", "\"sources\"", "\"sections\""].contains(where: { text.contains($0) })
        else { return nil }
        holdsSources = text.contains("\"sourcesContent\"")
    }
}
