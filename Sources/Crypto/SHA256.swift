// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// 32 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe COpenSSL.SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// 64 lower-case hexadecimal digits.
    package static func hex(_ bytes: [UInt8]) -> String { Hexadecimal.encode(digest(bytes)) }
}

/// Lower-case digits, two for each byte.
package enum Hexadecimal {
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
