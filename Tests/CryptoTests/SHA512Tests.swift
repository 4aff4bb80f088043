// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

struct SHA512Tests {
    /// The example of FIPS 180-4 with one block.
    @Test func theExampleOfTheStandard() {
        let expected =
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        #expect(SHA512.hex(Array("abc".utf8)) == expected)
        #expect(SHA512.digest(Array("abc".utf8)).count == 64)
    }
}
