// SPDX-License-Identifier: Apache-2.0
import Laboratory
import Testing

/// Servers that do not shake hands at all.
struct ConductFaultTests {
    /// The beginning of a hello: enough for any server to see what it is.
    private let hello: [UInt8] = [22, 3, 1, 0, 5, 1, 0, 0, 1, 3]

    @Test func theMuteServerTakesBytesAndStaysSilent() async throws {
        try await withServer(.mute) { endpoint, _ in
            let answer = try await LoopbackClient.ask(endpoint, sending: hello, patience: .milliseconds(400))
            #expect(answer == LoopbackClient.RawAnswer(bytes: [], end: .silent))
        }
    }

    @Test func theHastyServerClosesWithoutAWord() async throws {
        try await withServer(.closesAtOnce) { endpoint, _ in
            let answer = try await LoopbackClient.ask(endpoint)
            #expect(answer == LoopbackClient.RawAnswer(bytes: [], end: .closed))
        }
    }

    @Test func theResettingServerWaitsForBytes() async throws {
        try await withServer(.resets) { endpoint, _ in
            let before = try await LoopbackClient.ask(endpoint, patience: .milliseconds(200))
            #expect(before.end == .silent)
            let after = try await LoopbackClient.ask(endpoint, sending: hello)
            #expect(after == LoopbackClient.RawAnswer(bytes: [], end: .reset))
        }
    }

    @Test func thePlainServerAnswersAHelloWithHTTP() async throws {
        try await withServer(.plainHTTP) { endpoint, _ in
            let answer = try await LoopbackClient.ask(endpoint, sending: hello)
            #expect(answer.text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.end == .closed)
        }
    }

    @Test func theMailServerSpeaksFirst() async throws {
        try await withServer(.mailBanner) { endpoint, _ in
            let answer = try await LoopbackClient.ask(endpoint, patience: .milliseconds(400))
            #expect(answer.text == "220 \(endpoint.host) ESMTP\r\n")
            let asked = try await LoopbackClient.ask(endpoint, sending: hello, patience: .milliseconds(400))
            #expect(asked.text.hasPrefix("220 "))
            #expect(asked.text.contains("\r\n500 "))
        }
    }

    @Test(arguments: [Fault.closesAtOnce, .plainHTTP, .mailBanner])
    func opensslGetsNoCertificateFromThem(fault: Fault) async throws {
        try await withServer(fault) { endpoint, _ in
            let answer = try await OpenSSLClient.run(endpoint)
            #expect(answer.contains("no peer certificate available"))
        }
    }
}
