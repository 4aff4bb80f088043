// SPDX-License-Identifier: Apache-2.0

/// A set of 16-bit code points, such as cipher suites, in which looking one up costs no hashing: one bit for each that
/// there could be, 8 KiB in all.
package struct CodePointSet: Hashable, Sendable {
    private var words = [UInt64](repeating: 0, count: 1 << 10)

    package init(_ codePoints: some Sequence<UInt16>) {
        for point in codePoints { words[Int(point >> 6)] |= 1 << UInt64(point & 63) }
    }

    package func contains(_ codePoint: UInt16) -> Bool {
        words[Int(codePoint >> 6)] & 1 << UInt64(codePoint & 63) != 0
    }
}
