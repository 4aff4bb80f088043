// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Records and limits")
struct WireStreamTests {
    private func events(_ hex: String, limits: WireStream.Limits = .init()) -> [WireEvent] {
        var stream = WireStream(limits: limits)
        stream.append(RecordedDialogue.bytes(hex: hex))
        stream.finish()
        var events: [WireEvent] = []
        while let event = stream.next() { events.append(event) }
        return events
    }

    private func alert(_ level: UInt8, _ code: UInt8) -> WireEvent {
        .alert(Alert(level: level, description: AlertDescription(code)))
    }

    @Test("Messages share a record, and one message spreads over several, empty ones between")
    func reassembly() {
        let done = HandshakeMessage(type: .serverHelloDone, body: [])
        #expect(events("1603030008 0e000000 0e000000") == [.message(done), .message(done)])
        let seen = events("1603030002 0b00 1603030000 1603030005 0003aabbcc 15030300020228")
        #expect(
            seen == [.message(HandshakeMessage(type: .certificate, body: [0xAA, 0xBB, 0xCC])), alert(2, 40)]
        )
    }

    @Test("Alerts are split over records or gathered in one")
    func alerts() {
        #expect(events("1503010001 01 1503010001 70") == [alert(1, 112)])
        #expect(events("1503010004 0170 0228") == [alert(1, 112), alert(2, 40)])
    }

    @Test("GnuTLS with TLS 1.3 alone refuses older versions by an alert of DTLS")
    func datagramAlert() {
        #expect(events("15fefd00020246") == [alert(2, 70)])
        #expect(events("15fe") == [.notTLS([0x15, 0xFE])])
        #expect(events("16fefd00020246") == [.notTLS([0x16, 0xFE, 0xFD, 0, 2, 2, 0x46])])
        #expect(events("15000000020246") == [.notTLS([0x15, 0, 0, 0, 2, 2, 0x46])])
        var stream = WireStream()
        for byte: UInt8 in [0x15, 0xFE, 0xFD, 0, 2, 2, 0x46] { stream.append([byte]) }
        #expect(stream.next() == alert(2, 70))
    }

    @Test("After ChangeCipherSpec everything is opaque")
    func encryption() {
        let seen = events("140303000101 1603030004 0e000000 15030300020228")
        #expect(
            seen == [.changeCipherSpec, .opaque(.handshake, [0x0E, 0, 0, 0]), .opaque(.alert, [2, 40])]
        )
    }

    @Test("Heartbeats and application data")
    func otherContent() {
        #expect(events("1803020003 024000") == [.heartbeat([2, 0x40, 0])])
        #expect(events("1703030001 aa") == [.opaque(.applicationData, [0xAA])])
    }

    @Test("What is not TLS is kept up to its first line's end, or 64 bytes")
    func foreignBytes() {
        let http = Array("HTTP/1.1 400 Bad Request\r\nServer: x\r\n".utf8)
        var stream = WireStream()
        stream.append(http)
        #expect(stream.next() == .notTLS(Array("HTTP/1.1 400 Bad Request\r\n".utf8)))
        #expect(stream.next() == nil)
        var long = WireStream()
        long.append([UInt8](repeating: 0x41, count: 500))
        #expect(long.next() == .notTLS([UInt8](repeating: 0x41, count: 64)))
        var short = WireStream()
        short.append([0x16, 0x02])
        #expect(short.next() == nil)
        short.finish()
        #expect(short.next() == .notTLS([0x16, 0x02]))
    }

    @Test("A later record that is none, and one that is too long, are malformed")
    func malformedRecords() throws {
        let first = "1503030002 0170"
        guard case .malformed = try #require(events(first + "4854545000").last) else {
            Issue.record("not malformed")
            return
        }
        let tooLong = WireError.tooLong(field: "record", count: 0xFFFF, limit: 18_432)
        #expect(events(first + "160303ffff") == [alert(1, 112), .malformed(tooLong)])
    }

    @Test("Limits end the stream: bytes, records, message size")
    func limits() {
        var limits = WireStream.Limits()
        limits.records = 3
        let warning = "1503030002 0170"
        let seen = events(String(repeating: warning, count: 9), limits: limits)
        #expect(seen == [alert(1, 112), alert(1, 112), alert(1, 112), .limit(.records)])

        limits = WireStream.Limits()
        limits.messageBytes = 100
        #expect(events("1603030006 0b000065 aabb", limits: limits) == [.limit(.message)])
        #expect(events("1603030006 0b000064 aabb", limits: limits) == [])

        limits = WireStream.Limits()
        limits.bytes = 10
        #expect(
            events("1603034000" + String(repeating: "00", count: 100), limits: limits) == [.limit(.bytes)]
        )
    }

    @Test("The buffer never grows beyond the limit")
    func memoryIsBounded() {
        var stream = WireStream()
        for _ in 0..<1000 {
            stream.append([UInt8](repeating: 0x17, count: 4096))
            _ = stream.next()
        }
        #expect(stream.bytesReceived <= WireStream.Limits().bytes)
        #expect(stream.next() == nil)
    }

    @Test("SSLv2 is a SERVER-HELLO of version 2 or an ERROR; other bytes with the top bit are not")
    func sslv2() {
        #expect(events("8003000001") == [.sslv2([0, 0, 1])])
        guard case .notTLS = events("800b 04 00 01 0301 0000 0000 0000").first else {
            Issue.record("version 3.1 taken for SSLv2")
            return
        }
        #expect(events("800b 04 00 01 0002 0000 0000 0000").count == 1)
        #expect(events("8080 01") == [.notTLS([0x80, 0x80, 0x01])])
    }
}
