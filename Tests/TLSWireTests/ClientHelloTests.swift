// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("ClientHello")
struct ClientHelloTests {
    private let random = (0..<32).map { UInt8($0) }
    private let sessionID = (0..<32).map { UInt8(0xE0 + $0 % 16) }

    private func hello(
        _ versions: ClosedRange<ProtocolVersion>,
        suites: [CipherSuite] = [CipherSuite(0x002F)]
    ) -> ClientHello {
        ClientHello(
            versions: versions,
            suites: suites,
            random: random,
            sessionID: versions.upperBound == .tls13 ? sessionID : []
        )
    }

    @Test("A hello of SSLv3 has its version everywhere and no extensions: golden bytes")
    func goldenSSLv3() throws {
        let bytes = try hello(.ssl3 ... .ssl3, suites: [CipherSuite(0x0004), CipherSuite(0x000A)]).records()
        let expected = """
            160300002f 0100002b 0300 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 00 \
            0004 0004000a 01 00
            """
        #expect(bytes == RecordedDialogue.bytes(hex: expected))
    }

    @Test("A hello of TLS 1.3: golden bytes")
    func goldenTLS13() throws {
        var hello = hello(.tls12 ... .tls13, suites: [CipherSuite(0x1301), CipherSuite(0xC02F)])
        hello.serverName = "lab.test"
        hello.groups = [.x25519]
        hello.signatureSchemes = [.rsaPSSRSAeSHA256]
        let bytes = try hello.records()
        let expected = """
            1603010087 01000083 0303 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f \
            20 e0e1e2e3e4e5e6e7e8e9eaebecedeeefe0e1e2e3e4e5e6e7e8e9eaebecedeeef 0004 1301c02f 01 00 0036 \
            0000000d000b0000086c61622e74657374 000a00040002001d 000d000400020804 \
            002b00050403040303 002d00020101 003300020000
            """
        #expect(bytes == RecordedDialogue.bytes(hex: expected))
    }

    @Test(
        "Record and version fields follow the range",
        arguments: [
            (.ssl3 ... .ssl3, 0x0300, 0x0300), (.ssl3 ... .tls10, 0x0301, 0x0301),
            (.tls10 ... .tls12, 0x0301, 0x0303), (.tls13 ... .tls13, 0x0301, 0x0303),
            (.ssl2 ... .ssl2, 0x0300, 0x0300),
        ] as [(ClosedRange<ProtocolVersion>, UInt16, UInt16)]
    )
    func versionFields(range: ClosedRange<ProtocolVersion>, record: UInt16, legacy: UInt16) {
        let hello = hello(range)
        #expect(hello.recordVersion == record)
        #expect(hello.legacyVersion == legacy)
    }

    @Test("Whatever its content, a hello avoids the lengths that servers stumble over")
    func toleratedLengths() throws {
        for count in 1...400 {
            for isBare in [true, false] {
                var hello = hello(.tls10 ... .tls12, suites: (1...count).map { CipherSuite(UInt16($0)) })
                if !isBare { hello.extendedMasterSecret = true }
                let message = try hello.message()
                #expect(!(256...511).contains(message.count), "\(count) suites")
                #expect(![10, 14].contains(message.count % 256), "\(count) suites")
                let last = try lastExtension(of: message)
                #expect(last?.body.isEmpty != true, "\(count) suites")
            }
        }
    }

    private func lastExtension(of message: [UInt8]) throws -> RawExtension? {
        var reader = ByteReader(message)
        _ = try reader.bytes(4 + 2 + 32, "fixed")
        _ = try reader.vector8("session id")
        _ = try reader.vector16("suites")
        _ = try reader.vector8("compression")
        return reader.isAtEnd ? nil : try RawExtension.list(in: reader.vector16("extensions")).last
    }

    @Test("Without the padding rule an empty last extension stays the last")
    func emptyLastExtensionOnDemand() throws {
        var hello = hello(.tls12 ... .tls12)
        hello.extendedMasterSecret = true
        hello.padding = .none
        #expect(try lastExtension(of: hello.message()) == RawExtension(.extendedMasterSecret, []))
    }

    @Test("SSLv3 is never padded")
    func noExtensionInSSLv3() throws {
        let message = try hello(.ssl3 ... .ssl3, suites: (1...120).map { CipherSuite(UInt16($0)) }).message()
        #expect(message.count == 4 + 2 + 32 + 1 + 2 + 240 + 2)
    }

    @Test("pre_shared_key stays last, behind the padding")
    func preSharedKeyIsLast() throws {
        var hello = hello(.tls13 ... .tls13)
        hello.extensionOrder = [.supportedVersions, .keyShare, .pskKeyExchangeModes]
        hello.extraExtensions = [RawExtension(.preSharedKey, [1, 2, 3])]
        hello.padding = .bytes(7)
        #expect(try lastExtension(of: hello.message())?.type == .preSharedKey)
        #expect(try ClientHello(message: hello.message()).message() == hello.message())
    }

    @Test("A message beyond 16384 bytes is spread over records")
    func longHello() throws {
        var hello = hello(.tls12 ... .tls12)
        hello.extraExtensions = [RawExtension(ExtensionType(0x3F3F), [UInt8](repeating: 1, count: 40_000))]
        let records = try hello.records()
        #expect(Array(records[3..<5]) == [0x40, 0x00])
        #expect(try ClientHello(records: records).message() == hello.message())
        hello.extraExtensions += hello.extraExtensions
        #expect(throws: WireError.self) { try hello.records() }
    }

    @Test("What cannot be written is refused: a short random, a long session id, a long name")
    func refusesUnwritable() {
        var hello = hello(.tls12 ... .tls12)
        hello.random = [1]
        #expect(throws: WireError.invalid(field: "random", reason: "1 bytes instead of 32")) {
            try hello.message()
        }
        hello.random = random
        hello.sessionID = [UInt8](repeating: 0, count: 33)
        #expect(throws: WireError.self) { try hello.message() }
        hello.sessionID = []
        hello.applicationProtocols = [String(repeating: "x", count: 256)]
        #expect(throws: WireError.self) { try hello.message() }
        hello.applicationProtocols = []
        hello.padding = .bytes(.max)
        #expect(throws: WireError.self) { try hello.message() }
    }

    @Test("What was offered: versions below the highest, no signalling value, any group if none is named")
    func offers() {
        let old = hello(.tls10 ... .tls12, suites: [CipherSuite(0xC02F), .fallbackSCSV, CipherSuite(0x0A0A)])
        #expect(old.offers(version: 0x0300) && old.offers(version: 0x0303))
        #expect(!old.offers(version: 0x0304) && !old.offers(version: 0x037F) && !old.offers(version: 0x0002))
        #expect(
            old.offers(CipherSuite(0xC02F)) && !old.offers(.fallbackSCSV) && !old.offers(CipherSuite(0x0A0A))
        )
        #expect(old.offers(NamedGroup.secp384r1))
        #expect(old.offers(compression: 0) && !old.offers(compression: 1))
        let new = hello(.tls13 ... .tls13)
        #expect(new.offers(version: 0x0304) && !new.offers(version: 0x0303))
        #expect(new.offeredExtensions.contains(.keyShare) && !new.offeredExtensions.contains(.serverName))
    }

    @Test("The second hello has the cookie, one share and TLS 1.2 in its record, behind a ChangeCipherSpec")
    func secondHello() throws {
        let recorded = try RecordedDialogue(named: "hrr-completed-jsse")
        let first = try #require(recorded.exchanges.first)
        let replayed = ReplayedDialogue(recorded, split: .whole)
        let request = try #require(replayed.replies.first?.serverHello)
        let original = try ClientHello(records: first.client)
        let share = KeyShareEntry(group: .secp384r1, keyExchange: [UInt8](repeating: 4, count: 97))
        let second = original.retry(after: request, share: share)
        #expect(request.cookie != nil && second.cookie == request.cookie)
        #expect(second.keyShares == [share])
        #expect(
            (second.random, second.sessionID, second.suites) == (
                original.random, original.sessionID, original.suites
            )
        )
        let bytes = try second.secondFlight()
        #expect(bytes.starts(with: [20, 3, 3, 0, 1, 1, 22, 3, 3]))
    }

    @Test("Every recorded hello is read and written back byte for byte", arguments: RecordedDialogue.names)
    func recordedHellosRoundTrip(name: String) throws {
        for exchange in try RecordedDialogue(named: name).exchanges {
            switch RecordedHello(exchange.client) {
            case .tls(let hello, _):
                let records = try hello.records()
                #expect(exchange.client.suffix(records.count).elementsEqual(records))
            case .sslv2(let hello):
                #expect(try hello.record() == exchange.client)
            case nil: break
            }
        }
    }

    @Test("An SSLv2 hello: golden bytes")
    func goldenSSLv2() throws {
        let hello = SSLv2ClientHello(
            cipherSpecs: [SSLv2CipherSpec(0x010080), SSLv2CipherSpec(0x0700C0)],
            challenge: [UInt8](repeating: 0xAB, count: 16)
        )
        let expected = "801f 01 0002 0006 0000 0010 010080 0700c0 abababababababababababababababab"
        #expect(try hello.record() == RecordedDialogue.bytes(hex: expected))
        #expect(hello.offers(version: 0x0002) && !hello.offers(version: 0x0301))
    }
}
