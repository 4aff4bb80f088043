// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPWire
import Inventory
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Serving

/// A listener under requests that nobody should send, over sockets; after each it answers as before.
struct ListenerTests {
    /// Serves on a free port while `body` runs.
    private func serving(
        _ limits: RequestBounds.Limits = RequestBounds.Limits(),
        most: Int = 64,
        body: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let port = try LoopbackPorts.free()
        let address = try #require(ListenAddress("127.0.0.1:\(port)"))
        var settings = HTTPSettings()
        settings.maximumConnections = most
        let listener = Listener(
            .address(address),
            settings: settings,
            token: nil,
            group: .singleton,
            tally: ServingTally(),
            limits: limits,
            answer: {
                .content(Array("at \($0.target.segments.joined(separator: "|"))".utf8), type: "text/plain")
            }
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let (ready, say) = AsyncStream<String>.makeStream()
            tasks.addTask { try await listener.serve { say.yield($0) } }
            var lines = ready.makeAsyncIterator()
            _ = await lines.next()
            try await body(port)
            #expect(try await RawClient.get("/still/there", port: port).hasSuffix("at still|there"))
            tasks.cancelAll()
        }
    }

    private func status(_ answer: String?) -> String {
        String((answer ?? "").split(separator: "\r\n").first ?? "").split(separator: " ").dropFirst().first
            .map(String.init) ?? "none"
    }

    @Test func anAnswerHasItsLengthItsTagAndTheFieldsOfEveryAnswer() async throws {
        try await serving { port in
            let answer = try await RawClient.get("/a", port: port)
            for field in [
                "HTTP/1.1 200 OK\r\n", "Content-Length: 4\r\n", "X-Content-Type-Options: nosniff\r\n",
                "Content-Security-Policy: default-src 'none'; ", "Referrer-Policy: no-referrer\r\n",
                "Cache-Control: private, no-cache\r\n", "Connection: close\r\n", "Date: ",
            ] { #expect(answer.contains(field), "\(field)") }
            #expect(answer.hasSuffix("\r\n\r\nat a"))
            let tag = try #require(answer.firstMatch(of: /ETag: ("[0-9a-f]{32}")/)?.1)
            for condition in ["\(tag)", "W/\(tag)", "\"x\", \(tag)", "*"] {
                let again = try await RawClient.get("/a", "If-None-Match: \(condition)\r\n", port: port)
                #expect(again.hasPrefix("HTTP/1.1 304 Not Modified\r\n") && again.hasSuffix("\r\n\r\n"))
            }
            #expect(try await RawClient.get("/a", "If-None-Match: \"x\"\r\n", port: port).hasSuffix("at a"))
            let head = try await RawClient.exchange(
                ["HEAD /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
                with: port
            )
            #expect(head?.contains("Content-Length: 4\r\n") == true && head?.hasSuffix("\r\n\r\n") == true)
        }
    }

    @Test func requestsOfOneConnectionAreAnsweredInOrder() async throws {
        try await serving { port in
            let one = "GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let two = "GET /2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let answers = try await RawClient.exchange([one + two], with: port) ?? ""
            let first = try #require(answers.range(of: "at 1"))
            #expect(answers[first.upperBound...].hasSuffix("at 2"))
        }
    }

    @Test(arguments: [
        ("GET /\r\n\r\n", "400"), ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n", "400"),
        ("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
        ("GET /a HTTP/9.9\r\nHost: localhost\r\n\r\n", "400"),
        ("GET /a HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n", "400"),
        ("GET /a HTTP/1.1\r\nHost: localhost\r\nX: a\u{0}b\r\n\r\n", "400"),
        ("GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400"),
        ("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400"),
        ("GET /a%00b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400"),
        ("GET http://localhost/a HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n", "200"),
        ("GET http://evil.example/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "421"),
        ("GET /a HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421"),
        ("POST /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "405"),
        ("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", "413"),
        ("GET /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "413"),
        (
            "GET /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "400"
        ),
        ("GET /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", "400"),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "405"),
        ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "405"),
    ])
    func whatIsMalformedOrNotOursIsRefusedInWords(request: String, expected: String) async throws {
        try await serving { port in
            let answer = try await RawClient.exchange([request], with: port)
            #expect(status(answer) == expected, "\(answer ?? "nothing")")
            #expect(answer?.contains("X-Content-Type-Options: nosniff\r\n") == true)
            if expected != "200" {
                #expect(answer?.contains("Content-Type: application/problem+json\r\n") == true)
            }
        }
    }

    @Test func aMegabyteOfHeadIsCutOff() async throws {
        try await serving { port in
            let megabyte = String(repeating: "a", count: 1 << 20)
            for request in [
                "GET /a HTTP/1.1\r\nHost: localhost\r\nX: \(megabyte)\r\n\r\n",
                "GET /\(megabyte) HTTP/1.1\r\n\r\n",
                megabyte,
                "GET /a HTTP/1.1\r\nHost: localhost\r\n"
                    + (0..<20_000).map { "X-\($0): y\r\n" }.joined() + "\r\n",
            ] {
                let answer = try await RawClient.exchange([request], with: port)
                #expect(answer != nil)
                #expect(["400", "none"].contains(status(answer)))
            }
        }
    }

    @Test func whoSendsByteByByteHasTenSecondsForAllOfIt() async throws {
        var limits = RequestBounds.Limits()
        limits.request = .milliseconds(400)
        try await serving(limits) { port in
            let drops = Array("GET /a HTTP/1.1\r\nHost: localhost\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
                .map(String.init)
            let started = ContinuousClock.now
            let answer = try await RawClient.exchange(drops, pause: .milliseconds(50), with: port)
            #expect(answer == "")
            #expect(ContinuousClock.now - started < .seconds(3))
            // Nor may a connection be kept open without a word, or after an answer.
            #expect(try await RawClient.exchange([], with: port, within: .seconds(3)) == "")
            let kept = try await RawClient.exchange(
                ["GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"],
                with: port,
                within: .seconds(3)
            )
            #expect(kept?.hasSuffix("at a") == true)
        }
    }

    @Test func connectionsBeyondTheMostAreTurnedAway() async throws {
        var limits = RequestBounds.Limits()
        limits.request = .milliseconds(1500)
        try await serving(limits, most: 2) { port in
            try await withThrowingTaskGroup(of: String?.self) { tasks in
                for _ in 0..<8 { tasks.addTask { try await RawClient.exchange([], with: port) } }
                var turnedAway = 0
                for try await answer in tasks where status(answer) == "503" {
                    #expect(answer?.contains("Retry-After: 5\r\n") == true)
                    turnedAway += 1
                }
                #expect(turnedAway == 6)
            }
        }
    }
}
