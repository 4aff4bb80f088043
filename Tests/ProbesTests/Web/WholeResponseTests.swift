// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import Transport

@testable import Probes

struct WholeResponseTests {
    /// What comes of a response, however its bytes are cut; the peer closes after the last.
    private func read(_ text: String, limit: Int = 1_000, end: StreamEnd = .closed) throws
        -> Result<HTTPResponse, WebFault>
    {
        let request = try #require(HTTPRequest(target: "/", authority: "a.test"))
        let limits = HTTPLimits(headBytes: 16_384, bodyBytes: limit, wantsAll: true)
        let results = [1, 2, 3, 7, 64, Int.max].map { cut in
            let reply = replay(
                PlainRequestMachine(request, limits: limits),
                Transcript(entries: [.server(Array(text.utf8))], end: end),
                cut: cut
            ).outcome
            return Result { () throws(WebFault) in try reply.whole() }
        }
        #expect(Set(results).count == 1, "\(results)")
        return results[0]
    }

    private func body(_ text: String, limit: Int = 1_000) throws -> String? {
        (try? read(text, limit: limit).get()).map { String(decoding: $0.body, as: UTF8.self) }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", "HTTP/1.0 200 OK\n\nbody",
        "HTTP/1.1 200\r\ncontent-length: 4, 4\r\n\r\nbody and what does not belong to it",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n3;x=y\r\nody\r\n0\r\nX: y\r\n\r\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n4 \nbody\n0\n\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 99\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
    ])
    func bodiesAreReadInEveryFraming(_ text: String) throws {
        #expect(try body(text) == "body")
    }

    @Test func responsesWithoutBodyEndWithTheirHead() throws {
        #expect(try body("HTTP/1.1 204 No\r\n\r\n") == "")
        #expect(try body("HTTP/1.1 304 No\r\nContent-Length: 7\r\n\r\n") == "")
        #expect(try body("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") == "")
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n", "220 mail.test ESMTP\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
        "\u{16}\u{3}\u{1}",
    ])
    func whatIsNoHTTPIsSaid(_ text: String) throws {
        #expect(try read(text) == .failure(.notHTTP))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nbody\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\nbody\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbody\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ])
    func contradictionsAreMalformed(_ text: String) throws {
        #expect(try read(text) == .failure(.malformed))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nbodys",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n1\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n",
    ])
    func whatIsLongerThanTheLimitIsNotRead(_ text: String) throws {
        #expect(try read(text, limit: 4) == .failure(.tooLong))
    }

    @Test func whatEndsEarlyIsNoResponse() throws {
        #expect(try read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody") == .failure(.truncated))
        #expect(
            try read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n")
                == .failure(.truncated)
        )
        #expect(try read("HTTP/1.1 200 OK\r\n\r\nbody", end: .reset) == .failure(.ended(.reset)))
        #expect(try read("HTTP/1.1 200 OK\r\n\r\nbody", end: .timedOut) == .failure(.ended(.timedOut)))
        #expect(try read("", end: .closed) == .failure(.truncated))
        #expect(try read("HTTP/1.1 200 OK\r\n") == .failure(.truncated))
    }

    @Test func anEndlessHeadIsNone() throws {
        #expect(
            try read("HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 5_000))
                == .failure(.notHTTP)
        )
    }
}
