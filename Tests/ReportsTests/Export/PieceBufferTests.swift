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

    @Test("Members that are nil are left out")
    func members() {
        #expect(JSONValue.members(["a": nil, "b": .integer(1)]) == ["b": .integer(1)])
        #expect(JSONValue.list([]) == nil)
        #expect(JSONValue.list(of: [Int]()) { .integer($0) } == nil)
    }
}
