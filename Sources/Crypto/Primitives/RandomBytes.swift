// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Bytes of OpenSSL's generator, which asks the kernel for its seed alone.
package enum RandomBytes {
    package static func made(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        guard unsafe RAND_bytes(&bytes, Int32(clamping: bytes.count)) == 1 else {
            var generator = SystemRandomNumberGenerator()
            return bytes.map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        return bytes
    }
}
