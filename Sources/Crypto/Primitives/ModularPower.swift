// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Powers of big-endian numbers: RSA without padding, and Diffie-Hellman in a group that the peer wrote out.
package enum ModularPower {
    /// Beyond these a peer could keep us computing.
    private static let longestModulus = 2048
    private static let longestExponent = 64

    /// As long as the modulus, zeros in front; nil for numbers that are too long or no power is defined for.
    package static func of(_ base: [UInt8], to exponent: [UInt8], modulo modulus: [UInt8]) -> [UInt8]? {
        let exponent = Array(exponent.drop { $0 == 0 })
        guard modulus.count <= longestModulus, exponent.count <= longestExponent,
            base.count <= longestModulus, modulus.contains(where: { $0 != 0 })
        else { return nil }
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard let context = unsafe OwnedObject(BN_CTX_new(), { unsafe BN_CTX_free($0) }),
            let base = number(base), let exponent = number(exponent), let divisor = number(modulus),
            let result = number([]),
            unsafe BN_mod_exp(
                result.pointer,
                base.pointer,
                exponent.pointer,
                divisor.pointer,
                context.pointer
            ) == 1
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: modulus.count)
        guard unsafe BN_bn2binpad(result.pointer, &bytes, Int32(bytes.count)) == Int32(bytes.count) else {
            return nil
        }
        return bytes
    }

    private static func number(_ bytes: [UInt8]) -> OwnedObject? {
        unsafe OwnedObject(BN_bin2bn(bytes, Int32(bytes.count), nil)) { unsafe BN_free($0) }
    }
}
