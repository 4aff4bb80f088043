// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TLSWire

@Suite("ClientHello: properties")
struct ClientHelloPropertyTests {
    @Test("Writing and reading gives the same hello again", arguments: 0..<300)
    func roundTrip(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let hello = Self.hello(&generator)
        let records = try hello.records()
        var parsed = try ClientHello(records: records)
        #expect(try parsed.records() == records)
        // The rule for padding is not on the wire, only what it led to.
        if hello.padding == .automatic { parsed.padding = .automatic }
        #expect(parsed == hello)
    }

    @Test(
        "A hello with extensions in any order, doubled or malformed, is written back byte for byte",
        arguments: 0..<200
    )
    func foreignOrder(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var hello = Self.hello(&generator)
        hello.padding = .none
        var extensions = try hello.wireExtensions()
        if let doubled = extensions.randomElement(using: &generator) { extensions.append(doubled) }
        extensions.append(RawExtension(.supportedGroups, generator.bytes(3)))
        extensions.append(RawExtension(.padding, [0, 0, UInt8.random(in: 0...1, using: &generator)]))
        extensions.shuffle(using: &generator)
        var foreign = ClientHello(versions: .ssl3 ... .tls12, suites: hello.suites, random: hello.random)
        foreign.padding = .none
        foreign.extraExtensions = extensions
        let message = try foreign.message()
        let parsed = try ClientHello(message: message)
        #expect(try parsed.message() == message)
    }

    @Test("The same value makes the same bytes")
    func isDeterministic() throws {
        var generator = SeededGenerator(seed: 7)
        let hello = Self.hello(&generator)
        #expect(try hello.records() == hello.records())
    }

    /// A hello with every field drawn, so that each is absent in some and present in others.
    static func hello(_ generator: inout SeededGenerator) -> ClientHello {
        let versions = Array(ProtocolVersion.allCases.dropFirst())
        let highest = versions.randomElement(using: &generator) ?? .tls12
        var hello = ClientHello(
            versions: .ssl3...highest,
            suites: CipherSuite.all.shuffled(using: &generator).prefix(
                Int.random(in: 0...400, using: &generator)
            ).map(\.self),
            random: generator.bytes(32),
            sessionID: generator.bytes(Int.random(in: 0...32, using: &generator))
        )
        guard highest > .ssl3 else { return hello }
        func chance() -> Bool { Bool.random(using: &generator) }
        hello.compressionMethods = chance() ? [0] : [1, 0]
        if chance() { hello.serverName = "mission.example" }
        if chance() { hello.maxFragmentLength = 2 }
        if chance() { hello.heartbeatMode = 1 }
        if chance() { hello.sessionTicket = generator.bytes(Int.random(in: 0...200, using: &generator)) }
        if chance() { hello.groups = NamedGroup.all.shuffled(using: &generator) }
        if chance() { hello.pointFormats = [0, 1, 2] }
        if chance() { hello.signatureSchemes = SignatureScheme.all }
        if chance() { hello.applicationProtocols = ["h2", "http/1.1"] }
        if chance() { hello.certificateCompression = [2, 1] }
        if chance() { hello.recordSizeLimit = 16_385 }
        if chance() { hello.cookie = generator.bytes(40) }
        if chance() { hello.renegotiationInfo = generator.bytes(chance() ? 0 : 12) }
        if chance() { hello.keyShares = [.secp256r1BasePoint] }
        hello.statusRequest = chance()
        hello.signedCertificateTimestamps = chance()
        hello.encryptThenMAC = chance()
        hello.extendedMasterSecret = chance()
        hello.postHandshakeAuth = chance()
        hello.nextProtocolNegotiation = chance()
        if chance() { hello.extraExtensions = [RawExtension(ExtensionType(0x3F3F), generator.bytes(9))] }
        hello.padding = chance() ? .automatic : .bytes(Int.random(in: 1...300, using: &generator))
        return hello
    }
}
