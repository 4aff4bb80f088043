// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TLSWire
import Testing
import Transport

@testable import Probes

struct EncryptedHelloMachineTests {
    @Test func aKeyIsUsedForSoManyHellosAndNoMore() throws {
        let shares = EphemeralShares()
        let used = (0..<EphemeralShares.mostUses).map { _ in
            shares.share(.x25519).map { ObjectIdentifier($0) }
        }
        #expect(Set(used).count == 1 && used[0] != nil)
        let next = try #require(shares.share(.x25519))
        #expect(ObjectIdentifier(next) != used[0])
        #expect(shares.share(.x25519) === next)
    }

    @Test func aKeyServesManyHellos() throws {
        let shares = EphemeralShares()
        let first = try #require(shares.share(.x25519))
        let again = try #require(shares.share(.x25519))
        #expect(again === first)
        #expect(shares.share(.secp256r1)?.entry.group == .secp256r1)
        #expect(EphemeralShares().share(.x25519)?.entry != first.entry)
        let hello = try ClientHello(message: SimpleHandshakeTrace.clientHello)
        var machine = try EncryptedHelloMachine(hello, shares: shares)
        let sent = try ClientHello(message: Array(machine.start().dropFirst(5)))
        #expect(sent.keyShares == [first.entry])
    }

    // MARK: RFC 8448

    private func trace() throws -> EncryptedHelloMachine {
        let hello = try ClientHello(message: SimpleHandshakeTrace.clientHello)
        let key = try KeyAgreement(x25519PrivateKey: SimpleHandshakeTrace.clientPrivateKey)
        return try EncryptedHelloMachine(hello, share: EphemeralShare(.x25519, key))
    }

    @Test(arguments: [1, 7, 100, 5000])
    func theHandshakeOfRFC8448IsDecryptedAndProven(portion: Int) throws {
        var machine = try trace()
        #expect(Array(machine.start().dropFirst(5)) == SimpleHandshakeTrace.clientHello)
        let bytes = SimpleHandshakeTrace.serverHelloRecord + SimpleHandshakeTrace.flightRecord
        for start in stride(from: 0, to: bytes.count, by: portion) {
            let step = machine.receive(Array(bytes[start..<min(start + portion, bytes.count)]))
            #expect(step == (start + portion >= bytes.count ? .finish : .wait))
        }
        let reply = machine.outcome()
        let flight = try #require(reply.encrypted)
        #expect(reply.serverHello?.suite == CipherSuite(0x1301))
        #expect(flight.messages == [.encryptedExtensions, .certificate, .certificateVerify])
        #expect(flight.extensions?.content.supportedGroups?.first == .x25519)
        #expect(flight.extensions?.content.recordSizeLimit == 16_385)
        #expect(flight.certificate?.entries.count == 1)
        #expect(flight.proof?.scheme == SignatureScheme(0x0804))
        #expect(flight.isProven == true)
    }

    @Test func aDamagedFlightIsNoFlight() throws {
        for position in stride(from: 5, to: SimpleHandshakeTrace.flightRecord.count, by: 41) {
            var machine = try trace()
            _ = machine.start()
            var record = SimpleHandshakeTrace.flightRecord
            record[position] ^= 1
            #expect(machine.receive(SimpleHandshakeTrace.serverHelloRecord + record) == .finish)
            let reply = machine.outcome()
            #expect(reply.acceptsOffer)
            #expect(reply.encrypted?.fault != nil && reply.encrypted?.proof == nil)
        }
    }

    @Test func aFlightOfAnotherTranscriptIsNotProven() throws {
        var hello = try ClientHello(message: SimpleHandshakeTrace.clientHello)
        hello.random[0] ^= 1
        let key = try KeyAgreement(x25519PrivateKey: SimpleHandshakeTrace.clientPrivateKey)
        var machine = try EncryptedHelloMachine(hello, share: EphemeralShare(.x25519, key))
        _ = machine.start()
        _ = machine.receive(SimpleHandshakeTrace.serverHelloRecord + SimpleHandshakeTrace.flightRecord)
        #expect(machine.outcome().encrypted?.fault != nil)
    }

    @Test func anAlertInTheClearAfterTheServerHelloIsKept() throws {
        var machine = try trace()
        _ = machine.start()
        let alert: [UInt8] = [21, 3, 3, 0, 2, 2, 40]
        #expect(machine.receive(SimpleHandshakeTrace.serverHelloRecord + alert) == .finish)
        #expect(machine.outcome().encrypted?.alert?.description == .handshakeFailure)
    }

    @Test func silenceAfterTheServerHelloLeavesTheServerHello() throws {
        var machine = try trace()
        _ = machine.start()
        #expect(machine.receive(SimpleHandshakeTrace.serverHelloRecord) == .wait)
        machine.ended(.timedOut)
        let reply = machine.outcome()
        #expect(reply.acceptsOffer && reply.encrypted?.messages == [])
    }

    // MARK: OpenSSL in this process

    private func ask(
        _ kinds: [PrivateKey.Kind],
        groups: String? = nil,
        _ edit: (inout ClientHello) -> Void
    ) async throws -> HelloReply {
        let now = Date()
        var template = CertificateTemplate(
            commonName: "server.example",
            notBefore: now.addingTimeInterval(-60),
            notAfter: now.addingTimeInterval(3600)
        )
        template.dnsNames = ["server.example"]
        var conduct = OpenSSLConduct()
        conduct.settings = TLSServerSettings(
            identities: try kinds.map {
                .init(leaf: try CertificateFactory.issue(template, key: .generate($0)))
            }
        )
        conduct.settings.groups = groups
        conduct.settings.alpn = ["h2", "http/1.1"]
        conduct.settings.staple = [0x30, 0x03, 0x0A, 0x01, 0x06]
        let fixed = conduct
        let peer = EmulatedPeer { _ in made { try OpenSSLConnection(fixed) } }
        let factory = HelloFactory(serverName: "server.example", applicationProtocols: ["http/1.1"])
        var hello = factory.hello(
            .tls13 ... .tls13,
            suites: HelloFactory.suites(for: .tls13),
            groups: HelloFactory.groups13
        ).hello
        edit(&hello)
        return try await peer.converse(EncryptedHelloMachine(hello))
    }

    @Test(arguments: [
        PrivateKey.Kind.rsa(bits: 2048), .ec(curve: "P-256"), .ec(curve: "P-384"), .ec(curve: "P-521"),
        .ed25519, .ed448,
    ])
    func everyKindOfKeyIsProven(kind: PrivateKey.Kind) async throws {
        let reply = try await ask([kind]) { _ in }
        let flight = try #require(reply.encrypted)
        #expect(flight.isProven == true)
        #expect(flight.extensions?.content.applicationProtocol == "http/1.1")
        #expect(flight.certificate?.entries.first?.ocspResponse == [0x30, 0x03, 0x0A, 0x01, 0x06])
    }

    @Test(
        arguments: ["X25519", "X448", "P-256", "P-384", "P-521", "ffdhe2048", "ffdhe3072", "ffdhe8192"],
        [false, true]
    )
    func everyGroupIsAnsweredAtOnceOrAfterARetry(group: String, isShared: Bool) async throws {
        let names = [
            "X25519": 0x1D, "X448": 0x1E, "P-256": 0x17, "P-384": 0x18, "P-521": 0x19, "ffdhe2048": 0x100,
            "ffdhe3072": 0x101, "ffdhe8192": 0x104,
        ]
        let id = NamedGroup(UInt16(try #require(names[group])))
        let reply = try await ask([.ec(curve: "P-256")], groups: group) { hello in
            if isShared { hello.keyShares = [KeyShareEntry(group: id, keyExchange: [0])] }
        }
        #expect(reply.serverHello?.keyShareGroup == id)
        #expect(reply.encrypted?.isProven == true)
    }

    @Test(arguments: [0x1301, 0x1302, 0x1303] as [UInt16])
    func everySuiteIsDecrypted(suite: UInt16) async throws {
        let reply = try await ask([.ec(curve: "P-256")]) { $0.suites = [CipherSuite(suite)] }
        #expect(reply.serverHello?.suite == CipherSuite(suite))
        #expect(reply.encrypted?.isProven == true)
    }

    @Test func schemesThatTheServerLacksAreRefused() async throws {
        let reply = try await ask([.rsa(bits: 2048)]) { hello in
            hello.signatureSchemes = [SignatureScheme(0x0807)]
            hello.keyShares = [KeyShareEntry(group: .x25519, keyExchange: [0])]
        }
        guard case .alert(let alert) = reply.answer else {
            Issue.record("not refused: \(reply.answer)")
            return
        }
        #expect(alert.description == .handshakeFailure)
    }

    @Test func versionsBelowAreReadAsEver() async throws {
        let reply = try await ask([.rsa(bits: 2048)]) { hello in
            hello.supportedVersions = [0x0303]
            hello.suites = [CipherSuite(0xC02F)]
        }
        #expect(reply.flight?.isDone == true)
        #expect(reply.flight?.certificates?.count == 1)
        #expect(reply.encrypted == nil)
    }
}
