// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TLSWire

@Suite("zlib")
struct ZlibTests {
    private func bytes(_ hex: String) -> [UInt8] { RecordedDialogue.bytes(hex: hex) }

    @Test("Stored, fixed and dynamic blocks unfold")
    func blocks() throws {
        #expect(try Zlib.inflate(bytes("789c030000000001"), count: 0) == [])
        #expect(try Zlib.inflate(bytes("78010105 00faff68656c6c6f062c0215"), count: 5) == Array("hello".utf8))
        let fixed = try Zlib.inflate(bytes(Self.fixed), count: 60)
        #expect(String(decoding: fixed, as: UTF8.self) == String(repeating: "hello ", count: 10))
        let unfolded = try Zlib.inflate(bytes(Self.dynamic), count: 1000)
        let expected: [UInt8] = (0..<1000).map { (number: Int) in UInt8(number * number % 251 % 17 + 65) }
        #expect(unfolded == expected)
    }

    @Test("What is too long, too short, torn or damaged is refused")
    func refusals() throws {
        let stream = bytes(Self.dynamic)
        #expect(throws: WireError.self) { try Zlib.inflate(stream, count: 999) }
        #expect(throws: WireError.self) { try Zlib.inflate(stream, count: 1001) }
        #expect(throws: WireError.self) { try Zlib.inflate(stream + [0], count: 1000) }
        for length in 0..<stream.count {
            #expect(throws: WireError.self) { try Zlib.inflate(Array(stream.prefix(length)), count: 1000) }
        }
        for position in stream.indices {
            var damaged = stream
            damaged[position] ^= 0x10
            #expect(throws: WireError.self) { try Zlib.inflate(damaged, count: 1000) }
        }
    }

    @Test("A bomb makes no more than it is allowed")
    func bomb() {
        #expect(throws: WireError.tooLong(field: "DEFLATE", count: 1001, limit: 1000)) {
            try Zlib.inflate(bytes(Self.bomb), count: 1000)
        }
    }

    // Made by zlib 1.2.13.

    private static let fixed = """
        78dacb48cdc9c957c8208b0400a6c01609
        """

    private static let dynamic = """
        78daedcfc97105310840c1d8406c9258f34fc633651fec18fcaf14f5a001f9cc5e9dd96bcf6161d9497195598b9c
        09062c561f313ba0e54a6ab552660ac921849125d80d91e8a4a25fbf2d97c13d615deab0eda32e388362bddf24ed
        36ac88c25f83ef0dd7f16dd17417a43bf0957e928e9a8708d19c7f8e8213d68ce42a7bdef2523866727a85bd4976
        aad77183723fb0bf52840ffd43ff2ff42f8b261baa
        """

    private static let bomb = """
        78daedc13101000000c2a0f54f6d0d0fa000008077030bb80001
        """
}
