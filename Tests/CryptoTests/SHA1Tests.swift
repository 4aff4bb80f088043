// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

struct SHA1Tests {
    @Test(
        "The digests are those of FIPS 180",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ]
    )
    func digests(text: String, expected: String) {
        #expect(Hexadecimal.encode(SHA1.digest(Array(text.utf8))) == expected)
    }
}
