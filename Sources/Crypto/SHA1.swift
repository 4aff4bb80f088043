// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// SHA-1 (FIPS 180-4), for names that are defined by it and never for anything that has to withstand an attack.
package enum SHA1 {
    /// 20 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        _ = unsafe COpenSSL.SHA1(bytes, bytes.count, &digest)
        return digest
    }
}
