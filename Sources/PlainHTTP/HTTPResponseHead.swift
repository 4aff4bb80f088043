// SPDX-License-Identifier: Apache-2.0

/// Status line and header fields of an HTTP/1 response, read leniently and to a bound (RFC 9112 §4, §5).
package struct HTTPResponseHead: Hashable, Sendable {
    package let status: Int
    /// Names in lower case, in the order of arrival.
    package let fields: [Field]

    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// More than this is no head.
    package static let longest = 16_384

    /// Nil until the head is there in full, and for ever where it is none; ``isHopeless`` tells which.
    package init?(_ bytes: some Collection<UInt8>) {
        let head = bytes.prefix(Self.longest).filter { $0 != 0x0D }
        guard head.starts(with: "HTTP/1.".utf8), let end = Self.end(of: head) else { return nil }
        let lines = head[..<end].split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        guard let first = lines.first else { return nil }
        let words = first.split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]), (100...999).contains(status) else { return nil }
        self.status = status
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return Field(
                name: line[..<colon].trimmed.lowercased(),
                value: line[line.index(after: colon)...].trimmed
            )
        }
    }

    /// Whether no further byte can make a head of it.
    package static func isHopeless(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.count >= longest || !"HTTP/1.".utf8.starts(with: bytes.lazy.filter { $0 != 0x0D }.prefix(7))
    }

    /// Every value of a field, split at commas, in lower case.
    package func tokens(of name: String) -> [String] {
        fields.filter { $0.name == name }
            .flatMap { $0.value.split(separator: ",") }
            .map { $0.trimmed.lowercased() }
            .filter { !$0.isEmpty }
    }

    private static func end(of head: [UInt8]) -> Int? {
        zip(head.indices, head.indices.dropFirst()).first { head[$0] == 0x0A && head[$1] == 0x0A }?.0
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
