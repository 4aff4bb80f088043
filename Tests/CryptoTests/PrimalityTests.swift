// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Crypto

struct PrimalityTests {
    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    @Test(arguments: 0..<2000)
    func smallNumbersAreAsTrialDivisionSays(number: Int) {
        let isPrime =
            number > 1 && !(2..<max(2, number)).contains { $0 * $0 <= number && number.isMultiple(of: $0) }
        #expect(Primality.isPrime([UInt8(number >> 8), UInt8(number & 255)]) == isPrime)
    }

    @Test(arguments: [561, 1105, 1729, 2465, 2821, 6601, 8911, 41041, 62745])
    func carmichaelNumbersAreComposite(number: Int) {
        #expect(
            Primality.isPrime([UInt8(number >> 16), UInt8(number >> 8 & 255), UInt8(number & 255)]) == false
        )
    }

    @Test func safePrimesAreTold() {
        #expect(Primality.isSafePrime([23]) == true)
        #expect(Primality.isSafePrime([29]) == false)
        #expect(Primality.isSafePrime([25]) == false)
        // RFC 2409 §6.1.
        let oakley = bytes(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A63A3620FFFFFFFFFFFFFFFF"
        )
        #expect(Primality.isSafePrime(oakley) == true)
        #expect(Primality.isSafePrime([0, 0] + oakley) == true)
        var other = oakley
        other[60] ^= 2
        #expect(Primality.isPrime(other) == false)
    }

    @Test func numbersThatWouldTakeTooLongAreLeftAlone() {
        #expect(Primality.isPrime([UInt8](repeating: 0xFF, count: 1025)) == nil)
        #expect(Primality.isPrime([]) == false)
        #expect(Primality.isPrime([0, 0]) == false)
    }
}
