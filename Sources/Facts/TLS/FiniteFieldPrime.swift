// SPDX-License-Identifier: Apache-2.0

/// What arithmetic says of the modulus of a finite-field group.
package struct FiniteFieldPrime: Fact {
    package static let kind = FactKind("tls.dh-prime", version: 1)

    /// SHA-256 of the modulus, as in `FiniteFieldGroup`.
    package let primeSHA256: String
    package let isPrime: Bool
    /// Whether (p - 1) / 2 is prime, too, so that there are no small subgroups but that of two.
    package let isSafePrime: Bool

    package init(primeSHA256: String, isPrime: Bool, isSafePrime: Bool) {
        self.primeSHA256 = primeSHA256
        self.isPrime = isPrime
        self.isSafePrime = isSafePrime
    }

    package var aspect: String { primeSHA256 }
}
