// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

@Suite struct TLSSessionTests {
    /// Client and server in memory, driven until neither has anything to say.
    struct Pair: ~Copyable {
        var client: TLSClientSession
        var server: TLSServerSession

        init(_ client: TLSClientSettings, _ server: TLSServerSettings, name: String? = nil) throws {
            let ends = (try TLSClientContext(client), try TLSServerContext(server))
            let caller = try TLSClientSession(ends.0, serverName: name)
            let called = try TLSServerSession(ends.1)
            self.client = caller
            self.server = called
        }

        func facts() throws -> TLSSessionFacts {
            let facts = client.facts()
            return try #require(facts)
        }

        /// `cut` bytes at a time from the server to the client.
        mutating func shake(cut: Int = .max) -> (client: TLSStep, server: TLSStep) {
            var steps: (TLSStep, TLSStep) = (client.step(), .wantsInput)
            for _ in 0..<10 {
                let toServer = client.takeOutput()
                server.receive(toServer)
                steps.1 = server.step()
                var toClient = server.takeOutput()[...]
                if toServer.isEmpty && toClient.isEmpty { break }
                while !toClient.isEmpty {
                    client.receive(Array(toClient.prefix(cut)))
                    toClient = toClient.dropFirst(cut)
                    steps.0 = client.step()
                }
            }
            return steps
        }
    }

    static func server(_ chain: Laboratory.Chain) -> TLSServerSettings {
        TLSServerSettings(identities: [.init(leaf: chain.leaf, rest: [chain.intermediate.der])])
    }

    @Test(arguments: [TLSVersion.tls10, .tls11, .tls12, .tls13], [1, Int.max])
    func everyVersionIsSpokenHoweverTheBytesAreCut(version: TLSVersion, cut: Int) throws {
        let chain = try Laboratory.Chain(host: "www.example")
        var settings = Self.server(chain)
        settings.minimum = version
        settings.maximum = version
        settings.alpn = ["http/1.1"]
        settings.cipherList = "ALL:@SECLEVEL=0"
        var offer = TLSClientSettings()
        offer.alpn = ["h2", "http/1.1"]
        var pair = try Pair(offer, settings, name: "www.example")
        let steps = pair.shake(cut: cut)
        #expect(steps.client == .established)
        let asked = pair.server.serverName
        #expect(asked == "www.example")
        let facts = try pair.facts()
        #expect(facts.version == version.rawValue)
        #expect(facts.chain == [chain.leaf.der, chain.intermediate.der])
        #expect(facts.alpn == "http/1.1")
        #expect(facts.group == "x25519" || facts.group == "secp256r1")
        #expect(facts.temporaryKey?.bits ?? 0 >= 253)
        #expect(facts.staple == nil && facts.timestampList.isEmpty && !facts.isResumed)
        #expect(!facts.requestsClientCertificate)
        if version >= .tls12 { #expect(facts.signature == .init(type: "EC", digest: "SHA256")) }
    }

    @Test func suiteAndGroupAreReportedByNumberAndName() throws {
        let chain = try Laboratory.Chain(host: "www.example", key: .rsa(bits: 2048))
        var settings = Self.server(chain)
        settings.maximum = .tls12
        settings.cipherList = "ECDHE-RSA-AES128-GCM-SHA256"
        settings.groups = "P-384"
        var pair = try Pair(TLSClientSettings(), settings)
        let steps = pair.shake()
        #expect(steps.client == .established)
        let facts = try pair.facts()
        #expect(facts.cipher == 0xC02F)
        #expect(facts.cipherName == "ECDHE-RSA-AES128-GCM-SHA256")
        #expect(facts.group == "secp384r1")
        #expect(facts.temporaryKey == .init(type: "EC", bits: 384))
        #expect(facts.signature?.type.hasPrefix("RSA") == true)
        #expect(facts.hasExtendedMasterSecret)
    }

    @Test func weakLegacyServersConnect() throws {
        let weak = try Laboratory.selfSigned("old.example", key: .rsa(bits: 1024), digest: .sha1)
        var settings = TLSServerSettings(identities: [.init(leaf: weak)])
        settings.maximum = .tls10
        settings.cipherList = "AES128-SHA"
        var pair = try Pair(TLSClientSettings(), settings)
        let steps = pair.shake()
        #expect(steps.client == .established)
        let facts = try pair.facts()
        #expect(facts.cipher == 0x002F && facts.version == 0x0301)
        #expect(facts.group == nil && facts.temporaryKey == nil)
    }

    @Test func stapleAndRequestForACertificateAreSeen() throws {
        let chain = try Laboratory.Chain(host: "www.example")
        var settings = Self.server(chain)
        settings.staple = [0x30, 0x03, 0x0A, 0x01, 0x03]
        settings.requestsClientCertificate = true
        for version in [TLSVersion.tls12, .tls13] {
            settings.maximum = version
            var pair = try Pair(TLSClientSettings(), settings)
            let steps = pair.shake()
            #expect(steps.client == .established)
            let facts = try pair.facts()
            #expect(facts.staple == [0x30, 0x03, 0x0A, 0x01, 0x03])
            #expect(facts.requestsClientCertificate)
        }
    }

    @Test func refusalNamesTheAlert() throws {
        var settings = Self.server(try Laboratory.Chain(host: "www.example"))
        settings.minimum = .tls13
        var offer = TLSClientSettings()
        offer.maximum = .tls12
        var pair = try Pair(offer, settings)
        let steps = pair.shake()
        guard case .failed(let failure) = steps.client else {
            Issue.record("the handshake must fail, not \(steps.client)")
            return
        }
        #expect(failure.alert == 70)
        #expect(failure.reason.contains("protocol version"))
        let facts = pair.client.facts()
        let again = pair.client.step()
        #expect(facts == nil)
        #expect(again == steps.client)
    }

    @Test func bytesThatAreNoTLSFailWithoutAnAlertOfThePeer() throws {
        var client = try TLSClientSession(try TLSClientContext(), serverName: "www.example")
        let first = client.step()
        let hello = client.takeOutput()
        #expect(first == .wantsInput && hello.first == 22)
        client.receive(Array("220 mail.example ESMTP\r\n".utf8))
        guard case .failed(let failure) = client.step() else {
            Issue.record("must fail")
            return
        }
        #expect(failure.alert == nil && !failure.reason.isEmpty)
    }

    @Test func applicationDataGoesBothWaysAndEndsInOrder() throws {
        let chain = try Laboratory.Chain(host: "www.example")
        var pair = try Pair(TLSClientSettings(), Self.server(chain))
        _ = pair.shake()
        let body = [UInt8](repeating: 7, count: 100_000)
        let written = pair.client.write(body)
        #expect(written == .established)
        pair.server.receive(pair.client.takeOutput())
        var received: [UInt8] = []
        reading: while true {
            switch pair.server.read() {
            case .bytes(let bytes): received += bytes
            case .wantsInput: break reading
            case .closed, .failed:
                Issue.record("must stay open")
                break reading
            }
        }
        #expect(received == body)
        pair.server.close()
        pair.client.receive(pair.server.takeOutput())
        let last = pair.client.read()
        #expect(last == .closed)
    }

    @Test func settingsThatCannotBeAreRefused() throws {
        var settings = TLSClientSettings()
        settings.cipherList = "NO-SUCH-CIPHER"
        #expect(throws: CryptoError.self) { try TLSClientContext(settings) }
        settings = TLSClientSettings()
        settings.groups = "nonsense"
        #expect(throws: CryptoError.self) { try TLSClientContext(settings) }
        settings = TLSClientSettings()
        settings.alpn = [""]
        #expect(throws: CryptoError.self) { try TLSClientContext(settings) }
        let context = try TLSClientContext()
        #expect(throws: CryptoError.self) { _ = try TLSClientSession(context, serverName: "a\u{0}b") }
    }

    @Test func keysComeBackFromTheirArmour() throws {
        let key = try PrivateKey.generate(.ec(curve: "P-256"))
        #expect(try PrivateKey(pem: key.pem) == key)
        #expect(try PrivateKey(der: key.der) == key)
        #expect(throws: CryptoError.self) { try PrivateKey(pem: "nothing") }
        #expect(throws: CryptoError.self) { try PrivateKey.generate(.rsa(bits: 1)) }
        #expect(throws: CryptoError.self) { try PrivateKey.generate(.ec(curve: "no-curve")) }
    }
}
