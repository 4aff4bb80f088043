// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// SHA-512 (FIPS 180-4).
package enum SHA512 {
    /// 64 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 64)
        _ = unsafe COpenSSL.SHA512(bytes, bytes.count, &digest)
        return digest
    }

    /// 128 lower-case hexadecimal digits.
    package static func hex(_ bytes: [UInt8]) -> String { Hexadecimal.encode(digest(bytes)) }
}
