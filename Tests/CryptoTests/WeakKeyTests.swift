// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TestSupport
import Testing

/// Keys that can be factored or looked up, told from those that cannot.
struct WeakKeyTests {
    // MARK: ROCA

    /// The product of the first 39 primes as 32-bit words, the least first.
    private static let primorial = [
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
        103,
        107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ].reduce([1] as [UInt32]) { Self.product($0, [$1]) }

    private static func product(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: left.count + right.count)
        for (i, x) in left.enumerated() {
            var carry: UInt64 = 0
            for (j, y) in right.enumerated() {
                let sum = UInt64(result[i + j]) + UInt64(x) * UInt64(y) + carry
                result[i + j] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            result[i + right.count] = UInt32(truncatingIfNeeded: carry)
        }
        return result
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            let x = left.indices.contains(index) ? UInt64(left[index]) : 0
            let y = right.indices.contains(index) ? UInt64(right[index]) : 0
            result.append(UInt32(truncatingIfNeeded: x + y + carry))
            carry = (x + y + carry) >> 32
        }
        return result + [UInt32(carry)]
    }

    private static func bytes(_ words: [UInt32]) -> [UInt8] {
        Array(
            words.reversed().flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
                .drop { $0 == 0 }
        )
    }

    private static func random(words: Int, _ generator: inout SeededGenerator) -> [UInt32] {
        (0..<words).map { _ in UInt32.random(in: .min ... .max, using: &generator) }
    }

    /// k·M + 65537^a, as the primes of the flawed library are; that they are prime does not matter here.
    private static func factor(_ generator: inout SeededGenerator) -> [UInt32] {
        var power: [UInt32] = [1]
        for _ in 0..<Int.random(in: 0..<12, using: &generator) { power = product(power, [65537]) }
        return sum(product(random(words: 4, &generator), primorial), power)
    }

    @Test(arguments: 0..<40)
    func moduliOfTheFlawedLibraryAreTold(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let modulus = Self.product(Self.factor(&generator), Self.factor(&generator))
        #expect(ROCAFingerprint.matches(modulus: Self.bytes(modulus)))
        // Its neighbour among the odd numbers is none.
        #expect(!ROCAFingerprint.matches(modulus: Self.bytes(Self.sum(modulus, [2]))))
    }

    @Test(arguments: 0..<200)
    func otherModuliAreNot(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed) + 1000)
        #expect(!ROCAFingerprint.matches(modulus: Self.bytes(Self.random(words: 64, &generator))))
    }

    @Test func keysOfOpenSSLAreNot() throws {
        for bits in [512, 1024, 2048] {
            let modulus = try Self.certificate(bits: bits).key.rsaModulus
            #expect(!ROCAFingerprint.matches(modulus: try #require(modulus)))
        }
    }

    @Test func emptyAndTinyModuliAreNot() {
        #expect(!ROCAFingerprint.matches(modulus: []))
        #expect(!ROCAFingerprint.matches(modulus: [1]))
        #expect(!ROCAFingerprint.matches(modulus: [UInt8](repeating: 0, count: 128)))
    }

    // MARK: Debian's keys

    private static func certificate(bits: Int) throws -> CertificateDetails {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        let template = CertificateTemplate(
            commonName: "www.test.example",
            notBefore: start,
            notAfter: start.addingTimeInterval(86_400)
        )
        return try CertificateDetails(
            der: CertificateFactory.issue(template, key: .generate(.rsa(bits: bits))).der
        )
    }

    /// The last 20 digits of what `printf 'Modulus=C3\n' | sha1sum` says.
    private static let entryOfC3 = "f019737b672f1ec5786e"

    @Test func listedModuliAreFound() throws {
        let text = "# a comment\r\n\n\(Self.entryOfC3)\r\n00000000000000000000\n"
        let list = try WeakKeyList(Array(text.utf8))
        #expect(list.count == 2)
        #expect(list.contains(modulus: [0xC3]))
        #expect(!list.contains(modulus: [0xC4]))
        #expect(!list.contains(modulus: []))
    }

    @Test func upperCaseAndDoublesAreRead() throws {
        let text = Self.entryOfC3.uppercased() + "\n" + Self.entryOfC3
        let list = try WeakKeyList(Array(text.utf8))
        #expect(list.count == 1 && list.contains(modulus: [0xC3]))
    }

    @Test(
        arguments: [
            ("xyz\n", 1), ("# fine\n0123456789abcdef012\n", 2), ("0123456789abcdef01234\n", 1),
            ("0123456789abcdef0123\n0123456789abcdef012g\n", 2), ("", nil), ("# nothing\n", nil),
        ] as [(String, Int?)]
    )
    func whatIsNoListIsRefusedWithItsLine(_ text: String, _ line: Int?) {
        do throws(WeakKeyList.ListError) {
            _ = try WeakKeyList(Array(text.utf8))
            Issue.record("it was read")
        } catch {
            #expect(error.line == line)
        }
    }
}
