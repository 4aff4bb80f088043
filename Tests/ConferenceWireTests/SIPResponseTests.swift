// SPDX-License-Identifier: Apache-2.0
import ConferenceWire
import TestSupport
import Testing

struct SIPResponseTests {
    /// The answer to OPTIONS of RFC 3261 §11.2, without its body.
    private static let answer = """
        SIP/2.0 200 OK\r
        Via: SIP/2.0/TLS pc33.atlanta.com;branch=z9hG4bKhjhs8ass877\r
         ;received=192.0.2.4\r
        To: <sip:carol@chicago.com>;tag=93810874\r
        Call-ID: a84b4c76e66710\r
        CSeq: 63104 OPTIONS\r
        Allow: INVITE, ACK, CANCEL, OPTIONS, BYE\r
        k: foo\r
        Content-Length: 0\r
        \r

        """

    @Test func theSampleIsRead() throws {
        let response = try #require(SIPResponse(Array(Self.answer.utf8)))
        #expect(response.status == 200)
        #expect(response.methods == ["INVITE", "ACK", "CANCEL", "OPTIONS", "BYE"])
        #expect(response.values(of: "supported") == ["foo"])
        #expect(response.values(of: "via").first?.hasSuffix(" ;received=192.0.2.4") == true)
    }

    @Test func realmsAreThoseOfTheChallenges() throws {
        let text =
            "SIP/2.0 401 Unauthorized\nWWW-Authenticate: Digest nonce=\"1\", Realm=\"pbx.local\"\n"
            + "Proxy-Authenticate: Digest realm=\"é\"\nWWW-Authenticate: Digest\n\n"
        let response = try #require(SIPResponse(Array(text.utf8)))
        #expect(response.realms == ["pbx.local", "é"])
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n\r\n", "SIP/2.0 20 OK\r\n\r\n", "SIP/3.0 200 OK\r\n\r\n", "SIP/2.0\r\n\r\n",
        "SIP/2.0 799 x\r\n\r\n", "",
    ])
    func otherLinesAreNoStatus(text: String) { #expect(SIPResponse(Array(text.utf8)) == nil) }

    @Test(arguments: [1, 3, 1000])
    func provisionalAnswersArePassedOver(portion: Int) {
        let stream = Array(("\r\n\r\nSIP/2.0 100 Trying\r\nl: 3\r\n\r\nabc" + Self.answer).utf8)
        var reader = SIPResponseReader()
        for start in stride(from: 0, to: stream.count, by: portion) {
            _ = reader.receive(stream[start..<min(start + portion, stream.count)])
        }
        guard case .response(let response) = reader.reading else {
            Issue.record("\(reader.reading)")
            return
        }
        #expect(response.status == 200)
    }

    @Test func whatIsNoSIPOrDoesNotEndIsForeign() {
        var reader = SIPResponseReader()
        #expect(reader.receive(Array("SIP/2".utf8)) == .pending)
        #expect(reader.receive(Array("x".utf8)) == .foreign)
        #expect(reader.beginning == Array("SIP/2x".utf8))
        var endless = SIPResponseReader()
        _ = endless.receive(Array("SIP/2.0 200 OK\r\n".utf8))
        #expect(endless.receive([UInt8](repeating: 0x41, count: SIPResponse.longestHead)) == .foreign)
        var chatty = SIPResponseReader()
        for _ in 0..<20 { _ = chatty.receive(Array("SIP/2.0 180 Ringing\r\n\r\n".utf8)) }
        #expect(chatty.reading == .foreign)
    }

    @Test func theQuestionStaysOneRequest() {
        let request = SIPRequest(
            options: "2001:db8::1",
            clientName: "chancery.invalid",
            userAgent: "Chancery\r\nEvil: yes",
            token: "abc"
        )
        let text = String(decoding: request.bytes, as: UTF8.self)
        #expect(text.hasPrefix("OPTIONS sip:[2001:db8::1] SIP/2.0\r\n"))
        #expect(text.contains("\r\nMax-Forwards: 0\r\n") && text.hasSuffix("\r\n\r\n"))
        #expect(!text.contains("\r\nEvil"))
    }
}
