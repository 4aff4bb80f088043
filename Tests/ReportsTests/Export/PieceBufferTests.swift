// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reports

struct PieceBufferTests {
    @Test("Pieces come when there is enough for one, and follow one another to the whole")
    func pieces() throws {
        var (whole, pieces) = (Data(), [Int]())
        var buffer = PieceBuffer(path: "x")
        let line = String(repeating: "a", count: 1000)
        let emit: ReportEmitter = { path, bytes in
            #expect(path == "x")
            whole.append(bytes)
            pieces.append(bytes.count)
        }
        for _ in 0..<600 {
            buffer.append(line)
            try buffer.pass(to: emit)
        }
        try buffer.finish(to: emit)
        #expect(whole == Data(repeating: UInt8(ascii: "a"), count: 600_000))
        #expect(pieces.count == 3)
        #expect(pieces.allSatisfy { $0 < PieceBuffer.pieceSize + 1000 })
    }

    @Test("A file without bytes comes into being, and only once")
    func empty() throws {
        var pieces: [Int] = []
        var buffer = PieceBuffer(path: "x")
        try buffer.finish { _, bytes in pieces.append(bytes.count) }
        #expect(pieces == [0])
    }

    @Test("A document written in pieces is the same as in one")
    func json() throws {
        let value: JSONValue = [
            "b": .made(JSONValue.Elements(count: 20_000) { ["n": .integer($0), "a": .string("\u{202E}")] }),
            "a": [.null, .bool(true), .number(1.5), .made(JSONValue.Elements(count: 0) { .integer($0) })],
        ]
        var (bytes, pieces) = ([UInt8](), 0)
        try value.emit(as: "x") { _, piece in
            bytes += piece
            pieces += 1
        }
        #expect(bytes == value.canonicalBytes)
        #expect(pieces > 1)
    }

    @Test("Members that are nil are left out")
    func members() {
        #expect(JSONValue.members(["a": nil, "b": .integer(1)]) == ["b": .integer(1)])
        #expect(JSONValue.list([]) == nil)
        #expect(JSONValue.list(of: [Int]()) { .integer($0) } == nil)
    }
}
