// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct DHPrimeSharedTests {
    private static func scene(_ primes: (bits: Int, name: String?, hash: String)...) throws -> Scene {
        let ids = ["a", "b", "c"].prefix(primes.count)
        let listed = Scene(endpoints: ids.map { .listed($0) })
        return try zip(ids, primes).reduce(listed) { scene, pair in
            try scene.seeing(
                FiniteFieldGroup(bits: pair.1.bits, primeName: pair.1.name, primeSHA256: pair.1.hash),
                on: Subject(scope: .address, name: "\(pair.0)@192.0.2.1")
            )
        }
    }

    @Test func aPrimeForEachPasses() throws {
        #expect(try Self.scene((2048, nil, "p"), (2048, nil, "q")).verdict(of: DHPrimeShared.self) == .pass)
    }

    @Test func aPublishedPrimeIsNobodysOwn() throws {
        let scene = try Self.scene((2048, "RFC 7919 ffdhe2048", "p"), (2048, "RFC 7919 ffdhe2048", "p"))
        #expect(try scene.verdict(of: DHPrimeShared.self) == .pass)
    }

    @Test func oneOwnPrimeForTwoFailsAndNamesThem() throws {
        let verdict = try Self.scene((2048, nil, "p"), (2048, nil, "q"), (2048, nil, "p"))
            .verdict(of: DHPrimeShared.self)
        #expect(
            verdict
                == .fail(
                    level: "shared",
                    seen: "2048 bits: a, c",
                    expected: "a standard group of 2048 bits or more, or a prime for each endpoint"
                )
        )
    }

    @Test func aShortOneIsWorse() throws {
        let scene = try Self.scene((1024, nil, "p"), (1024, nil, "p"))
        #expect(try scene.verdict(of: DHPrimeShared.self).level == "weak")
    }

    @Test func withoutAPrimeItIsNotApplicable() throws {
        #expect(try Self.scene().verdict(of: DHPrimeShared.self).state == .notApplicable)
    }
}
