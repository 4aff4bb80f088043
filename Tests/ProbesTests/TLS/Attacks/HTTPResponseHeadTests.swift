// SPDX-License-Identifier: Apache-2.0
import PlainHTTP
import Testing

struct HTTPResponseHeadTests {
    @Test func statusAndFieldsAreRead() throws {
        let text =
            "HTTP/1.1 200 OK\r\nContent-Encoding:  GZip , br\r\ncontent-encoding: zstd\r\nodd\r\n\r\nbody"
        let head = try #require(HTTPResponseHead(Array(text.utf8)))
        #expect(head.status == 200)
        #expect(head.tokens(of: "content-encoding") == ["gzip", "br", "zstd"])
        #expect(head.fields.count == 2)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 abc\n\n", "HTTP/2 200\n\n", "220 smtp\r\n\r\n", "HTTP/1.1\n\n",
        "\nHTTP/1.1 200 OK\n\n",
    ])
    func whatIsNoHeadIsNone(_ text: String) {
        #expect(HTTPResponseHead(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("HT", false), ("", false), ("HTTP/1.1 200 OK\r\n", false), ("HTTP/1\r.1 200 OK\r\n\r\n", false),
        ("500 OOPS", true), ("\nHTTP/1.1 200 OK\n\n", true), ("SSH-2.0", true),
    ])
    func whatCannotBecomeAHeadIsKnown(text: String, isHopeless: Bool) {
        #expect(HTTPResponseHead.isHopeless(Array(text.utf8)) == isHopeless)
    }

    @Test func aHeadBeyondItsBoundIsNone() {
        let bytes =
            Array("HTTP/1.1 200 OK\nx: ".utf8) + [UInt8](repeating: 0x61, count: 20_000) + [0x0A, 0x0A]
        #expect(HTTPResponseHead(bytes) == nil)
        #expect(HTTPResponseHead.isHopeless(bytes))
    }
}
