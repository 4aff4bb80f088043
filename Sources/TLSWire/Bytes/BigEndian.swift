// SPDX-License-Identifier: Apache-2.0

/// Unsigned integers as big-endian bytes, with or without leading zeros.
package enum BigEndian {
    /// The position of the highest bit set; 0 for zero.
    package static func bitCount(_ bytes: some Collection<UInt8>) -> Int {
        let significant = bytes.drop { $0 == 0 }
        guard let first = significant.first else { return 0 }
        return significant.count * 8 - first.leadingZeroBitCount
    }

    package static func withoutLeadingZeros(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array(bytes.drop { $0 == 0 })
    }
}
