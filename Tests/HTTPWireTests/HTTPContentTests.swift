// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPWire
import Inflation
import Testing

struct HTTPContentTests {
    /// `printf hello | gzip -n`.
    static let gzip = bytes("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==")
    /// The same by zlib, and by bare deflate.
    static let zlib = bytes("eJzLSM3JyQcABiwCFQ==")
    static let bare = bytes("y0jNyckHAA==")

    static func bytes(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }

    static func response(_ coding: String?, _ body: [UInt8], end: HTTPResponse.BodyEnd = .complete)
        -> HTTPResponse
    {
        let fields = coding.map { [HTTPField(name: "content-encoding", value: Array($0.utf8))] } ?? []
        return HTTPResponse(head: HTTPHead(status: 200, fields: fields), body: body, bodyEnd: end)
    }

    @Test(
        arguments: [
            (nil, Array("hello".utf8)), ("identity", Array("hello".utf8)), ("gzip", gzip), ("x-gzip", gzip),
            ("deflate", zlib), ("deflate", bare), ("gzip", gzip.dropLast(0) + [0, 0]),
        ] as [(String?, [UInt8])]
    )
    func aCodingIsUndone(_ coding: String?, _ body: [UInt8]) {
        let content = Self.response(coding, body).content(limit: 100)
        #expect(content.bytes == Array("hello".utf8))
        #expect(content.isWhole)
        #expect(content.obstacle == nil)
    }

    @Test func severalMembersAreOneContent() {
        #expect(Inflation.inflate(Self.gzip + Self.gzip, .gzip, limit: 100).bytes == Array("hellohello".utf8))
    }

    @Test(arguments: ["br", "zstd", "compress"]) func anotherCodingIsSaid(_ coding: String) {
        let content = Self.response(coding, [1, 2, 3]).content(limit: 100)
        #expect(content.obstacle == .coding(coding))
        #expect(content.bytes.isEmpty && !content.isWhole)
    }

    @Test func damageIsSaid() {
        #expect(Self.response("gzip", [1, 2, 3]).content(limit: 100).obstacle == .damaged)
        let flipped = Self.gzip.enumerated().map { $0.offset == 20 ? $0.element ^ 0xFF : $0.element }
        #expect(Self.response("gzip", flipped).content(limit: 100).obstacle == .damaged)
        let cut = Self.response("gzip", Array(Self.gzip.dropLast(9)), end: .limit).content(limit: 100)
        #expect(cut.obstacle == nil && !cut.isWhole)
    }

    /// 10 MB of zeros in 10 kB, which stand for a bomb of any size.
    @Test func aBombStopsAtItsBound() throws {
        let bomb = Array(
            try Data(contentsOf: #require(Bundle.module.url(forResource: "bomb", withExtension: "gz")))
        )
        #expect(bomb.count < 12_000)
        let content = Self.response("gzip", bomb).content(limit: 1 << 20)
        #expect(content.bytes.count == 1 << 20)
        #expect(!content.isWhole)
        #expect(Inflation.inflate(bomb, .gzip, limit: 0).end == .limit)
    }
}
