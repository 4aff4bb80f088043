// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import TestSupport
import Testing

/// Reads a text, handed in at most `cut` bytes at a time; it ends like a connection that the peer closes.
func read(
    _ text: String,
    answering method: HTTPRequest.Method = .get,
    limits: HTTPLimits = HTTPLimits(),
    cut: Int = .max
) -> HTTPReading {
    read(Array(text.utf8), answering: method, limits: limits, cut: cut)
}

func read(
    _ bytes: [UInt8],
    answering method: HTTPRequest.Method = .get,
    limits: HTTPLimits = HTTPLimits(),
    cut: Int = .max
) -> HTTPReading {
    var reader = HTTPResponseReader(answering: method, limits: limits)
    var rest = bytes[...]
    while !rest.isEmpty {
        let piece = rest.prefix(cut)
        rest = rest.dropFirst(piece.count)
        if reader.receive(piece) { return reader.reading }
    }
    reader.ended()
    return reader.reading
}

extension HTTPReading {
    var response: HTTPResponse? {
        guard case .response(let response) = self else { return nil }
        return response
    }
}

struct HTTPResponseReaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        let body: String
        let end: HTTPResponse.BodyEnd
        var irregularities: [HTTPIrregularity] = []
    }

    static let cases = [
        Case(
            testDescription: "a length",
            text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
            body: "hello",
            end: .complete
        ),
        Case(
            testDescription: "no length",
            text: "HTTP/1.0 200 OK\r\n\r\nhello",
            body: "hello",
            end: .closed
        ),
        Case(
            testDescription: "chunks with extensions and trailers",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;a=b\r\nhello\r\n00a \r\n, and more\r\n0\r\nX: y\r\n\r\n",
            body: "hello, and more",
            end: .complete
        ),
        Case(
            testDescription: "chunks without an end",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            body: "hello",
            end: .cutShort,
            irregularities: [.cutShort]
        ),
        Case(
            testDescription: "a chunk whose size is no number",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n",
            body: "",
            end: .cutShort,
            irregularities: [.malformedChunk]
        ),
        Case(
            testDescription: "a chunk longer than memory",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nhello\r\n",
            body: "",
            end: .cutShort,
            irregularities: [.malformedChunk]
        ),
        Case(
            testDescription: "a chunk longer than it says",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n",
            body: "he",
            end: .cutShort,
            irregularities: [.malformedChunk]
        ),
        Case(
            testDescription: "a body shorter than its length",
            text: "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
            body: "hello",
            end: .cutShort,
            irregularities: [.cutShort]
        ),
        Case(
            testDescription: "two lengths that agree",
            text: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhello",
            body: "he",
            end: .complete
        ),
        Case(
            testDescription: "two lengths that do not",
            text: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhello",
            body: "hello",
            end: .closed,
            irregularities: [.conflictingFields, .conflictingLengths]
        ),
        Case(
            testDescription: "a length that is no number",
            text: "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nhello",
            body: "hello",
            end: .closed,
            irregularities: [.invalidLength]
        ),
        Case(
            testDescription: "a length beyond all bounds",
            text: "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhello",
            body: "hello",
            end: .cutShort,
            irregularities: [.cutShort]
        ),
        Case(
            testDescription: "a length beside chunks",
            text:
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
            body: "x",
            end: .complete,
            irregularities: [.lengthBesideCoding]
        ),
        Case(
            testDescription: "a transfer coding that nobody knows",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13\r\n\r\nhello",
            body: "hello",
            end: .closed,
            irregularities: [.unknownTransferCoding]
        ),
        Case(
            testDescription: "line feeds alone",
            text: "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
            body: "hello",
            end: .complete,
            irregularities: [.bareLineFeed]
        ),
        Case(
            testDescription: "no content by its status",
            text: "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
            body: "",
            end: .none
        ),
        Case(
            testDescription: "an early hint before it",
            text:
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
            body: "x",
            end: .complete
        ),
        Case(
            testDescription: "an odd status line after empty lines",
            text: "\r\n\r\nhttp/1.1 200\r\nContent-Length: 1\r\n\r\nx",
            body: "x",
            end: .complete,
            irregularities: [.leadingEmptyLine, .statusLine]
        ),
        Case(
            testDescription: "fields that are none",
            text: "HTTP/1.1 200 OK\r\nno colon\r\nA b: c\r\n: d\r\nServer : x\r\n folded\r\nX: \u{1}\r\n"
                + "Content-Length: 1\r\n\r\nx",
            body: "x",
            end: .complete,
            irregularities: [
                .controlInValue, .foldedLine, .invalidName, .lineWithoutColon, .spaceBeforeColon,
            ]
        ),
        Case(
            testDescription: "two frame options",
            text: "HTTP/1.1 200 OK\r\nX-Frame-Options: DENY\r\nx-frame-options: SAMEORIGIN\r\n"
                + "Content-Length: 0\r\n\r\n",
            body: "",
            end: .complete,
            irregularities: [.conflictingFields]
        ),
    ]

    @Test(arguments: cases) func aResponseIsReadHoweverItIsCut(_ each: Case) throws {
        for cut in [1, 2, 3, 7, 64, Int.max] {
            let response = try #require(read(each.text, cut: cut).response)
            #expect(String(decoding: response.body, as: UTF8.self) == each.body, "cut \(cut)")
            #expect(response.bodyEnd == each.end, "cut \(cut)")
            #expect(response.irregularities == each.irregularities, "cut \(cut)")
        }
    }

    @Test func aHeadRequestHasNoBody() throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
        #expect(try #require(read(text, answering: .head).response).bodyEnd == .none)
    }

    @Test func fieldsKeepTheirBytes() throws {
        let bytes = Array("HTTP/1.1 200 OK\r\nServer: caf".utf8) + [0xE9] + Array("\r\n\r\n".utf8)
        let response = try #require(read(bytes).response)
        #expect(response.head.fields[0].value == Array("caf".utf8) + [0xE9])
        #expect(response.head.values(of: "server") == ["caf\u{FFFD}"])
        #expect(response.irregularities == [.notUTF8])
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "220 mail ESMTP\r\n", "<html>", "HTTP/1.1 OK\r\n", "HTTQ"])
    func whatIsNoHTTPIsNone(_ text: String) {
        for cut in [1, 3, Int.max] {
            #expect(read(text, cut: cut) == .notHTTP, "cut \(cut)")
        }
    }

    @Test func anEndWithinTheHeadIsSaid() {
        #expect(read("") == .nothing)
        #expect(read("HTTP/1.1 200 OK\r\nServer: x") == .cutOff)
        #expect(read("HTTP/1.1 100 Continue\r\n\r\n") == .cutOff)
    }

    @Test func aHeadWithoutEndStopsAtItsBound() {
        var reader = HTTPResponseReader(limits: HTTPLimits(headBytes: 10_000))
        _ = reader.receive(Array("HTTP/1.1 200 OK\r\n".utf8))
        var lines = 0
        while !reader.receive(Array("X-Padding: 0123456789\r\n".utf8)) { lines += 1 }
        #expect(lines <= 10_000 / 23)
        #expect(reader.reading == .overlong)
        #expect(read("HTTP/1.1 200 " + String(repeating: "x", count: 70_000)) == .overlong)
    }

    @Test func moreFieldsThanAreReadAreSaid() throws {
        let fields = (0..<300).map { "X-\($0): y\r\n" }.joined()
        let response = try #require(read("HTTP/1.1 200 OK\r\n\(fields)\r\n").response)
        #expect(response.head.fields.count == 256)
        #expect(response.irregularities == [.tooManyFields])
    }

    @Test(arguments: ["Content-Length: 10737418240\r\n\r\n", "\r\n"])
    func aBodyStopsAtItsBound(_ fields: String) throws {
        var reader = HTTPResponseReader(limits: HTTPLimits(bodyBytes: 100_000))
        _ = reader.receive(Array("HTTP/1.1 200 OK\r\n\(fields)".utf8))
        let block = [UInt8](repeating: 0x78, count: 16_384)
        var blocks = 0
        while !reader.receive(block) { blocks += 1 }
        #expect(blocks == 6)
        let response = try #require(reader.reading.response)
        #expect(response.body.count == 100_000)
        #expect(response.bodyEnd == .limit)
    }

    @Test func chunksOfOneByteWithoutEndStopAtABound() throws {
        var reader = HTTPResponseReader(limits: HTTPLimits(headBytes: 10_000))
        _ = reader.receive(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
        var chunks = 0
        while !reader.receive(Array("1\r\nx\r\n".utf8)) { chunks += 1 }
        #expect(chunks < 2_500)
        #expect(try #require(reader.reading.response).bodyEnd == .limit)
    }

    @Test func damagedBytesNeverTrapAndCutsChangeNothing() {
        var random = SeededGenerator(seed: 4)
        for each in Self.cases {
            for _ in 0..<200 {
                var bytes = Array(each.text.utf8)
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255,
                    using: &random
                )
                #expect(read(bytes, cut: 1) == read(bytes, cut: .max))
            }
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", true),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", true),
        ("HTTP/1.1 204 No Content\r\n\r\n", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: Close\r\n\r\nhello", false),
        ("HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello", false),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more", false),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", false),
        ("HTTP/1.1 200 OK\r\n\r\nhello", false),
        ("HTTP/1.1 101 Switching Protocols\r\n\r\n", false),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            false
        ),
        ("220 smtp.example ESMTP\r\n", false),
    ])
    func aConnectionIsKeptAfterAWholeResponseOnly(_ text: String, _ isKept: Bool) {
        var reader = HTTPResponseReader()
        _ = reader.receive(Array(text.utf8))
        #expect(reader.keepsConnection == isKept)
        reader.ended()
        #expect(reader.keepsConnection == isKept)
    }
}
