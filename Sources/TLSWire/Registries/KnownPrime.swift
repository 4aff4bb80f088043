// SPDX-License-Identifier: Apache-2.0

/// A prime for Diffie-Hellman that many servers share, and whose breaking would pay accordingly.
package struct KnownPrime: Hashable, Sendable {
    /// `RFC 7919 ffdhe2048`, `RFC 2409 Oakley group 2`, `nginx 0.7.2 1024`.
    package let name: String
    /// Big-endian, without leading zeros.
    package let prime: [UInt8]
    /// Whether (p-1)/2 is prime too, so that there are no small subgroups.
    package let isSafePrime: Bool
    /// The group of RFC 7919 with this prime, nil for any other.
    package let group: NamedGroup?

    init(name: String, prime: [UInt8], isSafePrime: Bool, group: NamedGroup? = nil) {
        self.name = name
        self.prime = prime
        self.isSafePrime = isSafePrime
        self.group = group
    }

    /// The entry with this prime; nil for an unknown one.
    package init?(prime: some Collection<UInt8>) {
        let bytes = BigEndian.withoutLeadingZeros(prime)
        guard bytes.count <= Self.longest, let known = Self.byPrime[bytes] else { return nil }
        self = known
    }

    package var bits: Int { BigEndian.bitCount(prime) }

    /// A safe prime of at least 2048 bits; sharing it is then no reason for concern (RFC 7919 §9.1).
    package var isConsideredSafe: Bool { isSafePrime && bits >= 2048 }

    /// All of them: RFC 2409, RFC 3526, RFC 7919, RFC 5114 and those built into products.
    package static let all: [KnownPrime] = computed + KnownPrimeTable.rows

    private static let byPrime = Dictionary(
        all.map { ($0.prime, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    private static let longest = all.map(\.prime.count).max() ?? 0
}

/// Primes that are defined by a formula.
extension KnownPrime {
    /// `2^n - 2^(n-64) - 1 + 2^64 * (floor(2^(n-130) * c) + offset)`, where c is π (RFC 2409 §6, RFC 3526) or
    /// e (RFC 7919 appendix A): 64 ones, digits of c, 64 ones.
    private static let computed: [KnownPrime] = {
        let digitsOfPi = BinaryFraction.quarterOfPi(words: 254)
        let digitsOfE = BinaryFraction.quarterOfE(words: 254)
        let oakley: [(name: String, bits: Int, offset: UInt32)] = [
            ("RFC 2409 Oakley group 1", 768, 149_686), ("RFC 2409 Oakley group 2", 1024, 129_093),
            ("RFC 3526 group 5", 1536, 741_804), ("RFC 3526 group 14", 2048, 124_476),
            ("RFC 3526 group 15", 3072, 1_690_314), ("RFC 3526 group 16", 4096, 240_904),
            ("RFC 3526 group 17", 6144, 929_484), ("RFC 3526 group 18", 8192, 4_743_158),
        ]
        let ffdhe: [(group: UInt16, bits: Int, offset: UInt32)] = [
            (256, 2048, 560_316), (257, 3072, 2_625_351), (258, 4096, 5_736_041), (259, 6144, 15_705_020),
            (260, 8192, 10_965_728),
        ]
        return oakley.map { row in
            KnownPrime(
                name: row.name,
                prime: prime(bits: row.bits, digits: digitsOfPi, offset: row.offset),
                isSafePrime: true
            )
        }
            + ffdhe.map { row in
                KnownPrime(
                    name: "RFC 7919 \(NamedGroup(row.group))",
                    prime: prime(bits: row.bits, digits: digitsOfE, offset: row.offset),
                    isSafePrime: true,
                    group: NamedGroup(row.group)
                )
            }
    }()

    /// The middle is one less than the formula's bracket: the -1 borrows from it.
    private static func prime(bits: Int, digits: BinaryFraction, offset: UInt32) -> [UInt8] {
        var words = Array(digits.words.prefix((bits - 128) / 32))
        var carry = UInt64(offset) - 1
        for index in words.indices.reversed() where carry > 0 {
            carry += UInt64(words[index])
            words[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        let ones = [UInt8](repeating: 0xFF, count: 8)
        let middle = words.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
        }
        return ones + middle + ones
    }
}
