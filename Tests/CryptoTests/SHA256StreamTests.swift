// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

struct SHA256StreamTests {
    private func hex(of portions: [[UInt8]]) throws -> String? {
        guard var stream = SHA256Stream() else { return nil }
        for portion in portions {
            let isTaken = stream.update(portion)
            #expect(isTaken)
        }
        return stream.hex()
    }

    /// The example of FIPS 180-4 with one block, and that without any.
    @Test func theExamplesOfTheStandard() throws {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try hex(of: [Array("abc".utf8)]) == expected)
        #expect(try hex(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func portionsMakeNoDifference() throws {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let portions = [Array(bytes[..<1]), [], Array(bytes[1..<64]), Array(bytes[64...])]
        #expect(try hex(of: portions) == SHA256.hex(bytes))
    }
}
