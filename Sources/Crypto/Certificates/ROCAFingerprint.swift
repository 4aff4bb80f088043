// SPDX-License-Identifier: Apache-2.0

/// Tells RSA moduli of Infineon's flawed library RSALib (CVE-2017-15361).
///
/// Its primes are k·M + (65537^a mod M), M the product of the first primes; so a modulus is a power of 65537
/// modulo M, which one of 2^154 ordinary moduli is by chance (Nemec et al., ACM CCS 2017, §2.2, §3.2).
package enum ROCAFingerprint {
    /// The odd ones of the 39 primes whose product is M for the shortest keys; every longer M is a multiple.
    private static let primes = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
        107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ]

    /// Exponents by power of 65537, modulo one prime.
    private struct Subgroup: Sendable {
        let prime: Int
        let order: Int
        private let exponents: [Int: Int]

        init(_ prime: Int) {
            self.prime = prime
            var exponents: [Int: Int] = [:]
            var power = 1
            while exponents[power] == nil {
                exponents[power] = exponents.count
                power = power * 65537 % prime
            }
            self.exponents = exponents
            order = exponents.count
        }

        func exponent(of residue: Int) -> Int? { exponents[residue] }
    }

    private static let subgroups = primes.map(Subgroup.init)

    /// Whether one exponent makes the modulus a power of 65537 modulo each of the primes.
    ///
    /// - Parameter modulus: big-endian.
    package static func matches(modulus: [UInt8]) -> Bool {
        guard modulus.count >= 32 else { return false }
        var logarithms: [(exponent: Int, order: Int)] = []
        for subgroup in subgroups {
            let residue = modulus.reduce(0) { ($0 << 8 | Int($1)) % subgroup.prime }
            guard let exponent = subgroup.exponent(of: residue) else { return false }
            // Pairwise agreement modulo the common divisor is what the Chinese remainder theorem asks for.
            let agrees = logarithms.allSatisfy { other in
                (exponent - other.exponent) % greatestCommonDivisor(subgroup.order, other.order) == 0
            }
            guard agrees else { return false }
            logarithms.append((exponent, subgroup.order))
        }
        return true
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}
