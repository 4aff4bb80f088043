// SPDX-License-Identifier: Apache-2.0

/// SplitMix64: the same seed makes the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// How bytes are cut into portions.
enum Split: CaseIterable, Sendable {
    case whole, bytewise, random

    func portions(of bytes: [UInt8], seed: UInt64) -> [ArraySlice<UInt8>] {
        switch self {
        case .whole: return [bytes[...]]
        case .bytewise: return bytes.indices.map { bytes[$0...$0] }
        case .random:
            var generator = SeededGenerator(seed: seed)
            var portions: [ArraySlice<UInt8>] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...600, using: &generator)
                portions.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            return portions
        }
    }
}
