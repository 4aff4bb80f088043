// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Bytes")
struct ByteReaderTests {
    @Test("Integers are big-endian, of one to four bytes")
    func readsIntegers() throws {
        var reader = ByteReader([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0B, 0x0C, 0x0D])
        #expect(try reader.uint8("a") == 0x01)
        #expect(try reader.uint16("b") == 0x0203)
        #expect(try reader.uint24("c") == 0x040506)
        #expect(try reader.uint32("d") == 0x0A0B_0C0D)
        #expect(reader.isAtEnd)
    }

    @Test("A read beyond the end throws, says what is missing and consumes nothing")
    func throwsBeyondTheEnd() {
        var reader = ByteReader([0x00, 0x05, 0xAA])
        #expect(throws: WireError.truncated(field: "list", needed: 5, available: 1)) {
            try reader.vector16("list")
        }
        #expect(reader.count == 3)
        #expect(throws: WireError.truncated(field: "word", needed: 4, available: 3)) {
            try reader.uint32("word")
        }
        #expect(throws: WireError.truncated(field: "bytes", needed: -1, available: 3)) {
            try reader.bytes(-1, "bytes")
        }
        #expect(throws: WireError.trailing(field: "all", count: 3)) { try reader.finish("all") }
    }

    @Test("A list of code points must have an even length")
    func refusesOddList() {
        var reader = ByteReader([0x00, 0x03, 0x13, 0x01, 0x13])
        #expect(throws: WireError.self) { try reader.list16("suites") }
    }

    @Test("What the writer writes the reader reads, and a vector too long for its prefix is refused")
    func writesVectors() throws {
        var writer = ByteWriter()
        try writer.vector8("a", [1, 2])
        try writer.vector16("b", [3])
        try writer.vector24("c", [UInt8]())
        try writer.list16("d", [0x1301])
        try writer.list8("e", [0x0304, 0x0303])
        #expect(writer.bytes == [2, 1, 2, 0, 1, 3, 0, 0, 0, 0, 2, 0x13, 1, 4, 3, 4, 3, 3])
        var reader = ByteReader(writer.bytes)
        #expect(try Array(reader.vector8("a")) == [1, 2])
        #expect(try Array(reader.vector16("b")) == [3])
        #expect(try reader.vector24("c").isEmpty)
        #expect(try reader.list16("d") == [0x1301])
        #expect(try reader.list8("e") == [0x0304, 0x0303])
        #expect(throws: WireError.tooLong(field: "f", count: 256, limit: 255)) {
            try writer.vector8("f", [UInt8](repeating: 0, count: 256))
        }
    }

    @Test(
        "The bits of a number are counted without its leading zeros",
        arguments: [([0, 0], 0), ([0, 1], 1), ([0x80], 8), ([0, 0x7F, 0xFF], 15), ([0x01, 0x00], 9)]
            as [([UInt8], Int)]
    )
    func countsBits(bytes: [UInt8], count: Int) {
        #expect(BigEndian.bitCount(bytes) == count)
    }
}
