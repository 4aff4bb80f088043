// SPDX-License-Identifier: Apache-2.0

/// Phrases that are looked for in the text of a page, in one pass.
///
/// A heuristic: what a page means by them is for people to say.
package struct PhraseList: Sendable {
    private let phrases: [String]
    /// Positions in `phrases` by their first byte.
    private let starts: [UInt8: [(position: Int, bytes: [UInt8])]]

    /// - Parameter phrases: in lower case; found inside words, too, as markup may leave no space between two of them.
    package init(_ phrases: [String]) {
        self.phrases = phrases
        let all = phrases.enumerated().map { (position: $0.offset, bytes: Array($0.element.utf8)) }
        starts = Dictionary(grouping: all.filter { !$0.bytes.isEmpty }, by: { $0.bytes[0] })
    }

    /// Those that a text has, in the list's order; white space in a row counts as one space.
    package func found(in text: some Collection<UInt8>) -> [String] {
        let bytes = Self.folded(String(decoding: text, as: UTF8.self).lowercased())
        var hits: Set<Int> = []
        for index in bytes.indices {
            guard let candidates = starts[bytes[index]] else { continue }
            for candidate in candidates where !hits.contains(candidate.position) {
                if bytes[index...].starts(with: candidate.bytes) { hits.insert(candidate.position) }
            }
        }
        return hits.sorted().map { phrases[$0] }
    }

    private static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isSpace { bytes.append(byte) } else if bytes.last != 0x20 { bytes.append(0x20) }
        }
        return bytes
    }
}
