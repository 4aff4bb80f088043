// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("HelloDialogue")
struct HelloDialogueTests {
    private let hello = ClientHello(
        versions: .tls10 ... .tls12,
        suites: [CipherSuite(0xC02F), CipherSuite(0x002F)],
        random: [UInt8](repeating: 1, count: 32)
    )

    private func server(_ name: String) throws -> [UInt8] {
        try #require(RecordedDialogue(named: name).exchanges.first).server
    }

    private func reply(
        to bytes: [UInt8],
        needs: HelloDialogue.Needs = .throughServerHelloDone,
        end: StreamEnd? = nil,
        isSecondHello: Bool = false
    ) -> HelloReply {
        var dialogue = HelloDialogue(hello: hello, needs: needs, isSecondHello: isSecondHello)
        _ = dialogue.receive(bytes)
        if let end { dialogue.ended(end) }
        return dialogue.reply
    }

    @Test("Silence, a close and a reset without a byte are three answers")
    func noBytes() {
        #expect(reply(to: [], end: .closed).answer == .closed)
        #expect(reply(to: [], end: .reset).answer == .reset)
        #expect(reply(to: [], end: .timedOut).answer == .timedOut)
        #expect(reply(to: []).answer == .incomplete)
    }

    @Test("With the ServerHello alone wanted, it stops there; otherwise at ServerHelloDone")
    func needs() throws {
        let bytes = try server("dhe-1024-openssl102")
        let short = reply(to: bytes, needs: .serverHelloOnly)
        #expect(short.flight?.messages == [.serverHello])
        #expect(short.flight?.keyExchange == nil)
        let long = reply(to: bytes)
        #expect(long.flight?.messages.last == .serverHelloDone)
        #expect(long.flight?.keyExchange?.modulusBits == 1024)
    }

    @Test("A warning before the ServerHello does not end the dialogue; a fatal alert does")
    func warnings() throws {
        let bytes = try server("dhe-1024-openssl102")
        let warned = reply(to: [21, 3, 3, 0, 2, 1, 112] + bytes)
        #expect(warned.flight?.isDone == true)
        #expect(warned.alerts == [Alert(level: 1, description: .unrecognizedName)])
        let refused = reply(to: [21, 3, 3, 0, 2, 2, 40] + bytes)
        #expect(refused.answer == .alert(Alert(level: 2, description: .handshakeFailure)))
        #expect(refused.flight == nil)
    }

    @Test("Of a warning and the fatal alert behind it the latter is the answer")
    func lastWord() {
        let answer = reply(to: [21, 3, 3, 0, 2, 1, 112, 21, 3, 3, 0, 2, 2, 70], end: .closed).answer
        #expect(answer == .alert(Alert(level: 2, description: .protocolVersion)))
    }

    @Test("Endless warnings are cut off after sixteen")
    func warnForever() throws {
        let seen = reply(to: try server("hostile-warn-forever"))
        #expect(seen.alertCount == 16)
        #expect(seen.limitReached == .warnings)
    }

    @Test("A certificate of 16 megabytes is refused by its length alone")
    func hugeCertificate() throws {
        let seen = reply(to: try server("hostile-huge-cert"))
        #expect(seen.limitReached == .message)
        #expect(
            seen.unfinished == [Unfinished(part: .message(.certificate), declared: 0xFF_FFFF, received: 16)]
        )
        #expect(seen.flight?.certificates == nil)
    }

    @Test("A fault after the ServerHello is noted and does not undo it")
    func faultAfterServerHello() throws {
        var bytes = try server("dhe-1024-openssl102")
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x0B, 0x00, 0x08]) })
        bytes[start + 6] ^= 0x55
        let seen = reply(to: bytes)
        #expect(seen.flight?.fault != nil)
        #expect(seen.flight?.certificates == nil)
        #expect(seen.serverHello?.suite == CipherSuite(0x009E))
    }

    @Test("What was not offered is no agreement")
    func notOffered() throws {
        let seen = reply(to: try server("hostile-unoffered"), end: .timedOut)
        #expect(seen.flight != nil)
        #expect(!seen.acceptsOffer)
        #expect((seen.offered.version, seen.offered.suite) == (false, false))
    }

    @Test("A resumed session is told from a full handshake")
    func resumption() throws {
        let recorded = try RecordedDialogue(named: "session-id-resumed-openssl30")
        let seen = try #require(ReplayedDialogue(recorded, split: .bytewise).replies.first?.flight)
        #expect(seen.isResumption && !seen.isDone)
        let full = try #require(reply(to: try server("dhe-1024-openssl102")).flight)
        #expect(!full.isResumption && full.isDone)
    }

    @Test("ChangeCipherSpec before a ServerHello is malformed, but comes late after a HelloRetryRequest")
    func earlyChangeCipherSpec() throws {
        let bytes = [20, 3, 3, 0, 1, 1] + (try server("dhe-1024-openssl102"))
        guard case .malformed = reply(to: bytes).answer else {
            Issue.record("accepted")
            return
        }
        #expect(reply(to: bytes, isSecondHello: true).flight?.isDone == true)
    }

    @Test("Messages that no server sends, or that come before the ServerHello, are malformed")
    func wrongOrder() throws {
        for hex in ["1603030004 0e000000", "1603030004 01000000", "1603030004 14000000", "1703030001 aa"] {
            guard case .malformed = reply(to: RecordedDialogue.bytes(hex: hex)).answer else {
                Issue.record("\(hex) was accepted")
                continue
            }
        }
        let twice = try server("dhe-1024-openssl102")
        let serverHello = Array(twice.prefix(5 + Int(twice[3]) << 8 + Int(twice[4])))
        #expect(reply(to: serverHello + serverHello).flight?.fault != nil)
    }

    @Test("Extensions that were not asked for are listed")
    func unsolicitedExtensions() throws {
        let seen = reply(to: try server("alpn-h2-openssl30"))
        #expect(seen.unsolicitedExtensions.contains(.applicationProtocols))
        let recorded = try RecordedDialogue(named: "alpn-h2-openssl30")
        #expect(ReplayedDialogue(recorded, split: .whole).replies.first?.unsolicitedExtensions == [])
    }

    @Test("After the dialogue is done, more bytes and the end change nothing")
    func doneIsFinal() throws {
        var dialogue = HelloDialogue(hello: hello)
        #expect(dialogue.receive(try server("dhe-1024-openssl102")) == .done)
        let before = dialogue.reply
        #expect(dialogue.receive([21, 3, 3, 0, 2, 2, 40]) == .done)
        dialogue.ended(.reset)
        #expect(dialogue.reply == before)
    }
}
