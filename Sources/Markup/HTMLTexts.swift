// SPDX-License-Identifier: Apache-2.0

/// Gathers the texts between tags, each and all of them to a bound.
struct HTMLTexts {
    private var kept: [(place: Int, depth: Int, bytes: [UInt8])] = []
    private var total = 0

    private static let longest = 400

    /// The parser hands over a text in parts.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, place: Int, depth: Int, room: Int) {
        let isContinued = kept.last.map { $0.place == place && $0.depth == depth } ?? false
        if !isContinued {
            guard unsafe bytes.contains(where: { !Self.isSpace($0) }) else { return }
        }
        if !isContinued { kept.append((place, depth, [])) }
        let last = kept.count - 1
        // A word of what lies beyond the bound tells that something stands there.
        let most = total < room ? Self.longest : 1
        let taken = unsafe bytes.prefix(max(0, most - kept[last].bytes.count))
        unsafe kept[last].bytes.append(contentsOf: most == 1 && !taken.isEmpty ? [0x78] : Array(taken))
        unsafe total += taken.count
    }

    var all: [HTMLText] {
        kept.map {
            HTMLText(place: $0.place, depth: $0.depth, text: String(decoding: $0.bytes, as: UTF8.self))
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
