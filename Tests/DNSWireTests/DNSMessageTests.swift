// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Model
import TestSupport
import Testing

struct DNSMessageTests {
    @Test func aQueryIsWrittenAsRFC1035SaysWithEDNS() throws {
        var query = DNSMessage(
            id: 0xBEEF,
            questions: [DNSQuestion(name: try #require(DNSName("mfa.example")), type: .mx)]
        )
        query.wantsRecursion = true
        query.edns = EDNS(wantsDNSSEC: true)
        let bytes = try query.encoded()
        #expect(
            bytes
                == hex(
                    "beef 0100 0001 0000 0000 0001 03 6d6661 07 6578616d706c65 00 000f 0001"
                        + "00 0029 04d0 00 00 8000 0000"
                )
        )
        #expect(try DNSMessage(bytes) == query)
    }

    @Test func aReplyWithCompressionIsRead() throws {
        // Two MX of mfa.example, the second's host pointing into the first's, and a glue address.
        let bytes = hex(
            "1234 8580 0001 0002 0000 0001"
                + "03 6d6661 07 6578616d706c65 00 000f 0001"
                + "c00c 000f 0001 00000e10 0008 000a 03 6d7831 c00c"
                + "c00c 000f 0001 00000e10 0004 0014 c02b"
                + "c02b 0001 0001 00000e10 0004 c0000201"
        )
        let message = try DNSMessage(bytes)
        #expect(
            message.isReply && message.isAuthoritative && message.offersRecursion && message.code == .noError
        )
        let host = try #require(DNSName("mx1.mfa.example"))
        #expect(
            message.answers.map(\.data)
                == [
                    .exchange(MailExchange(preference: 10, host: host)),
                    .exchange(MailExchange(preference: 20, host: host)),
                ]
        )
        #expect(message.additional.map(\.name) == [host])
        #expect(message.additional.map(\.data) == [.address(try #require(IPAddress("192.0.2.1")))])
    }

    @Test(
        "A pointer that does not lead back is refused",
        arguments: [
            // To itself, ahead, and two that lead to each other.
            "c00c", "c010", "01 61 c00c",
        ]
    )
    func pointerLoops(_ name: String) {
        let bytes = hex("0001 8000 0001 0000 0000 0000") + hex(name) + hex("0001 0001")
        #expect(throws: DNSWireError.self) { try DNSMessage(bytes) }
    }

    @Test func pointersInACircleAreRefusedInAnyRecord() throws {
        let bytes = hex("0001 8000 0000 0001 0000 0000") + hex("00 0005 0001 00000000 0002 c017")
        let message = try DNSMessage(bytes)
        guard case .malformed(_, .invalid) = message.answers.first?.data else {
            Issue.record("\(message)")
            return
        }
    }

    @Test func aLongRunOfPointersIsRefused() {
        // Each pointer leads to the one before it: a thousand hops are nobody's name.
        var bytes = hex("0001 8000 0000 0001 0000 0000") + [0] + hex("0010 0001 00000000")
        let start = bytes.count + 2
        var chain: [UInt8] = [0]
        for index in 0..<1000 {
            let target = index == 0 ? start : start + 1 + (index - 1) * 2
            chain += [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
        }
        bytes += [UInt8(chain.count >> 8), UInt8(chain.count & 0xFF)] + chain
        bytes[7] = 2
        bytes +=
            [0xC0 | UInt8((bytes.count - 2) >> 8), UInt8((bytes.count - 2) & 0xFF)]
            + hex("0001 0001 00000000 0000")
        #expect(throws: DNSWireError.invalid(field: "NAME", reason: "a pointer that does not lead back")) {
            try DNSMessage(bytes)
        }
    }

    @Test(
        "RDATA that is not what its type calls for is kept and does not spoil the message",
        arguments: [
            (RecordType.a, "c00002"), (.aaaa, "00"), (.mx, "000a"), (.txt, "05 61"), (.caa, "00 00"),
            (.tlsa, "03 01"), (.ds, "0001 08"), (.https, "0001 00 0001 0004 61"), (.nsec, "00 00 00"),
            (.soa, "00 00 00"),
        ]
    )
    func malformedData(_ type: RecordType, _ rdata: String) throws {
        let bare = RecordData(type: type, rdata: hex(rdata))
        guard case .malformed(let kept, _) = bare else {
            Issue.record("\(bare)")
            return
        }
        #expect(kept == hex(rdata))
        let record = ResourceRecord(name: .root, type: type, data: .other(hex(rdata)))
        var message = DNSMessage(id: 1)
        message.isReply = true
        message.answers = [record, ResourceRecord(name: .root, type: .txt, data: .text([[0x61]]))]
        let read = try DNSMessage(try message.encoded())
        #expect(read.answers.count == 2 && read.answers[1].data == .text([[0x61]]))
    }

    @Test(arguments: 0..<200) func everyMessageComesBackAsItWasWritten(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let message = DNSMessage.random(using: &generator)
        let bytes = try message.encoded()
        #expect(try DNSMessage(bytes) == message)
        for length in 0..<bytes.count where length < 64 || length % 7 == 0 {
            #expect(throws: DNSWireError.self) { try DNSMessage(Array(bytes[..<length])) }
        }
        for _ in 0..<50 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                in: 0...255,
                using: &generator
            )
            _ = try? DNSMessage(changed)
        }
    }

    @Test func aTextOfSixtyKilobytesIsReadWhole() throws {
        let strings = [[UInt8]](repeating: [UInt8](repeating: 0x61, count: 255), count: 240)
        var message = DNSMessage(id: 7)
        message.answers = [ResourceRecord(name: .root, type: .txt, data: .text(strings))]
        #expect(try DNSMessage(try message.encoded()).answers[0].data == .text(strings))
        message.answers = [ResourceRecord(name: .root, type: .txt, data: .text(strings + strings))]
        #expect(throws: DNSWireError.self) { try message.encoded() }
    }

    @Test func whatIsCutMayHoldLessThanItSays() throws {
        var message = DNSMessage(id: 7)
        message.isTruncated = true
        var bytes = try message.encoded()
        bytes[7] = 3
        #expect(try DNSMessage(bytes).answers.isEmpty)
    }

    @Test func twoOptionRecordsAreRefused() throws {
        var message = DNSMessage(id: 7)
        message.edns = EDNS()
        var bytes = try message.encoded()
        bytes += bytes.suffix(11)
        bytes[11] = 2
        #expect(throws: DNSWireError.self) { try DNSMessage(bytes) }
    }

    @Test func theExtendedErrorAndCodeAreRead() throws {
        var message = DNSMessage(id: 7)
        message.edns = EDNS(
            extendedCode: 1,
            options: [.init(code: 15, value: [0, 7] + Array("expired".utf8))]
        )
        let read = try DNSMessage(try message.encoded())
        #expect(read.code == .badVersion)
        #expect(read.edns?.extendedError?.code == 7 && read.edns?.extendedError?.text == "expired")
    }
}
