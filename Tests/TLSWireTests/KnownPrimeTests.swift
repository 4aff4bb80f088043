// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Known primes")
struct KnownPrimeTests {
    @Test(
        "The table has what it should, each prime and name once, every one odd and as long as its name says"
    )
    func tableIsSound() {
        let all = KnownPrime.all
        #expect(all.count == 13 + 49)
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(Set(all.map(\.prime)).count == all.count)
        for known in all {
            #expect(known.prime.last.map { $0 & 1 } == 1, "\(known.name)")
            #expect(known.prime.first != 0, "\(known.name)")
            if !known.name.hasPrefix("RFC"),
                let bits = known.name.split(separator: " ").last.flatMap({ Int($0) })
            {
                #expect(known.bits == bits, "\(known.name)")
            }
        }
    }

    @Test("Computed primes begin with 64 ones, then the digits of π or e, and end as printed in the RFCs")
    func computedPrimes() throws {
        let oakley2 = try #require(KnownPrime.all.first { $0.name == "RFC 2409 Oakley group 2" })
        #expect(
            oakley2.prime
                == RecordedDialogue.bytes(
                    hex: """
                        FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
                        EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
                        EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF
                        """
                )
        )
        let ends: [(name: String, bits: Int, end: String)] = [
            ("RFC 2409 Oakley group 1", 768, "A63A3620FFFFFFFFFFFFFFFF"),
            ("RFC 3526 group 5", 1536, "CA237327FFFFFFFFFFFFFFFF"),
            ("RFC 3526 group 14", 2048, "8AACAA68FFFFFFFFFFFFFFFF"),
            ("RFC 3526 group 15", 3072, "A93AD2CAFFFFFFFFFFFFFFFF"),
            ("RFC 3526 group 16", 4096, "34063199FFFFFFFFFFFFFFFF"),
            ("RFC 3526 group 17", 6144, "6DCC4024FFFFFFFFFFFFFFFF"),
            ("RFC 3526 group 18", 8192, "98EDD3DFFFFFFFFFFFFFFFFF"),
            ("RFC 7919 ffdhe2048", 2048, "61285C97FFFFFFFFFFFFFFFF"),
            ("RFC 7919 ffdhe3072", 3072, "66C62E37FFFFFFFFFFFFFFFF"),
            ("RFC 7919 ffdhe4096", 4096, "5E655F6AFFFFFFFFFFFFFFFF"),
            ("RFC 7919 ffdhe6144", 6144, "D0E40E65FFFFFFFFFFFFFFFF"),
            ("RFC 7919 ffdhe8192", 8192, "C5C6424CFFFFFFFFFFFFFFFF"),
        ]
        for row in ends {
            let known = try #require(KnownPrime.all.first { $0.name == row.name })
            #expect(known.bits == row.bits)
            let end = RecordedDialogue.bytes(hex: row.end)
            #expect(known.prime.suffix(end.count).elementsEqual(end), "\(row.name)")
        }
    }

    @Test("Lookup ignores leading zeros, and finds nothing for a prime of one's own or an overlong one")
    func lookup() throws {
        let ffdhe = try #require(KnownPrime.all.first { $0.group == .ffdhe2048 })
        #expect(KnownPrime(prime: [0, 0] + ffdhe.prime)?.name == "RFC 7919 ffdhe2048")
        var changed = ffdhe.prime
        changed[100] ^= 1
        #expect(KnownPrime(prime: changed) == nil)
        #expect(KnownPrime(prime: [UInt8](repeating: 0xFF, count: 5000)) == nil)
        #expect(KnownPrime(prime: [UInt8]()) == nil)
    }

    @Test("Safe are the safe primes from 2048 bits on; RFC 5114's are not")
    func safety() throws {
        func named(_ name: String) throws -> KnownPrime {
            try #require(KnownPrime.all.first { $0.name == name })
        }
        #expect(try named("RFC 3526 group 14").isConsideredSafe)
        #expect(try !named("RFC 2409 Oakley group 2").isConsideredSafe)
        #expect(try named("RFC 2409 Oakley group 2").isSafePrime)
        #expect(try !named("RFC 5114 2048/256").isConsideredSafe)
        #expect(try !named("sun.security.provider 1024").isSafePrime)
    }
}
