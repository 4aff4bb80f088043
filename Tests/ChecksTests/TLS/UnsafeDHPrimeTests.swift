// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct UnsafeDHPrimeTests {
    private func scene(isPrime: Bool?, isSafe: Bool = false) throws -> Scene {
        let group = FiniteFieldGroup(bits: 2048, primeName: nil, primeSHA256: "aa")
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x009E]).seeing(group)
        guard let isPrime else { return scene.missing(Question(FiniteFieldPrime.self, "aa")) }
        return try scene.seeing(FiniteFieldPrime(primeSHA256: "aa", isPrime: isPrime, isSafePrime: isSafe))
    }

    @Test func aSafePrimePasses() throws {
        #expect(try scene(isPrime: true, isSafe: true).verdict(of: UnsafeDHPrime.self) == .pass)
    }

    @Test(arguments: [(true, "not-safe"), (false, "composite")])
    func anythingElseFails(isPrime: Bool, level: String) throws {
        #expect(
            try scene(isPrime: isPrime).verdict(of: UnsafeDHPrime.self)
                == .fail(
                    level: level,
                    seen: "an own modulus of 2048 bits",
                    expected: "a safe prime, as those of RFC 7919 are"
                )
        )
    }

    @Test func anUntestedModulusIsUnknown() throws {
        #expect(try scene(isPrime: nil).verdict(of: UnsafeDHPrime.self) == .unknown(because: Scene.silence))
    }

    @Test func noSuiteWithDiffieHellmanIsNotApplicable() throws {
        #expect(try Scene.modern().verdict(of: UnsafeDHPrime.self).state == .notApplicable)
    }
}
