// SPDX-License-Identifier: Apache-2.0

/// MinHash over runs of three words: so that two texts can be compared that are not at hand together.
enum TextSketch {
    private static let functions = 64
    private static let mostWords = 4_000

    /// Numbers are left out, which count and tell the time; nil without a word.
    static func of(_ text: String) -> String? {
        var words: [[UInt8]] = []
        for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            guard words.count < mostWords else { break }
            if !word.allSatisfy(\.isNumber) { words.append(Array(word.lowercased().utf8)) }
        }
        guard !words.isEmpty else { return nil }
        let runs = words.count < 3 ? [words[...]] : words.indices.dropLast(2).map { words[$0...($0 + 2)] }
        var least = [UInt64](repeating: .max, count: functions)
        for run in runs {
            let hash = run.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, word in
                word.reduce((hash ^ 0x20) &* 0x100_0000_01B3) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            }
            for function in 0..<functions {
                least[function] = min(
                    least[function],
                    mixed(hash &+ UInt64(function) &* 0x9E37_79B9_7F4A_7C15)
                )
            }
        }
        let digits = Array("0123456789abcdef".utf8)
        let hex = least.flatMap { [digits[Int($0 >> 4 & 15)], digits[Int($0 & 15)]] }
        return String(decoding: hex, as: UTF8.self)
    }

    /// The finaliser of SplitMix64.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
