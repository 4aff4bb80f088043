// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Whether numbers are prime, by Miller and Rabin with random bases.
///
/// A composite passes with a probability below 2^-40, whoever made it.
package enum Primality {
    /// Longer numbers would take seconds.
    package static let longestBits = 8192

    private static let rounds = 20

    /// `number`: big-endian; nil where it is longer than `longestBits` or the work cannot be done.
    package static func isPrime(_ number: [UInt8]) -> Bool? {
        let digits = Array(number.drop { $0 == 0 })
        guard digits.count * 8 <= longestBits else { return nil }
        guard let last = digits.last else { return false }
        if digits.count == 1, last < 4 { return last > 1 }
        guard last & 1 == 1 else { return false }
        return isOddPrime(digits)
    }

    /// Whether the number and half of what lies below it are prime; nil as for `isPrime(_:)`.
    package static func isSafePrime(_ number: [UInt8]) -> Bool? {
        guard let isPrime = isPrime(number) else { return nil }
        return isPrime ? Self.isPrime(half(number)) : false
    }

    /// (n - 1) / 2 of an odd n is n shifted by one bit.
    private static func half(_ number: [UInt8]) -> [UInt8] {
        var carry: UInt8 = 0
        return number.map { byte in
            defer { carry = byte & 1 }
            return byte >> 1 | carry << 7
        }
    }

    private static func isOddPrime(_ digits: [UInt8]) -> Bool? {
        guard let context = unsafe OwnedObject(BN_CTX_new(), { unsafe BN_CTX_free($0) }),
            let number = unsafe OwnedObject(BN_bin2bn(digits, Int32(clamping: digits.count), nil), BN_free),
            let odd = unsafe OwnedObject(BN_dup(number.pointer), BN_free),
            let before = unsafe OwnedObject(BN_dup(number.pointer), BN_free),
            let base = unsafe OwnedObject(BN_new(), BN_free),
            let power = unsafe OwnedObject(BN_new(), BN_free),
            unsafe BN_sub_word(odd.pointer, 1) == 1, unsafe BN_sub_word(before.pointer, 1) == 1
        else { return nil }
        var twos = 0
        while unsafe BN_is_odd(odd.pointer) == 0 {
            guard unsafe BN_rshift1(odd.pointer, odd.pointer) == 1 else { return nil }
            twos += 1
        }
        for _ in 0..<rounds {
            guard unsafe BN_priv_rand_range(base.pointer, before.pointer) == 1 else { return nil }
            if unsafe BN_is_zero(base.pointer) == 1 || BN_is_one(base.pointer) == 1 { continue }
            guard
                unsafe BN_mod_exp(power.pointer, base.pointer, odd.pointer, number.pointer, context.pointer)
                    == 1
            else { return nil }
            if unsafe BN_is_one(power.pointer) == 1 { continue }
            var left = twos
            while unsafe BN_cmp(power.pointer, before.pointer) != 0 {
                left -= 1
                guard left > 0 else { return false }
                guard unsafe BN_mod_sqr(power.pointer, power.pointer, number.pointer, context.pointer) == 1
                else { return nil }
            }
        }
        return true
    }
}
