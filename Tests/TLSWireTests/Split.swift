// SPDX-License-Identifier: Apache-2.0
import TestSupport

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
