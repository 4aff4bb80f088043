// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Laboratory
import Testing

/// The server without a fault, on which every fault is planted.
struct SoundServerTests {
    @Test func itSpeaksTLS12AndTLS13WithForwardSecrecyAndAEAD() async throws {
        try await withServer { endpoint, _ in
            let newest = try #require(try await LoopbackClient.shakeHands(with: endpoint).facts)
            #expect(newest.version == TLSVersion.tls13.rawValue)
            #expect(newest.group?.lowercased() == "x25519")
            var settings = TLSClientSettings()
            settings.maximum = .tls12
            let older = try #require(try await LoopbackClient.shakeHands(with: endpoint, settings).facts)
            #expect(older.version == TLSVersion.tls12.rawValue)
            #expect(older.cipherName == "ECDHE-ECDSA-AES128-GCM-SHA256")
        }
    }

    @Test(arguments: [
        "AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "DHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-NULL-SHA", "AECDH-AES128-SHA",
    ])
    func itRefusesOtherSuites(suite: String) async throws {
        try await withServer { endpoint, _ in
            let answer = try await LoopbackClient.shakeHands(with: endpoint, .tls12(suite))
            #expect(answer.failure?.alert == 40)
        }
    }

    @Test(arguments: [TLSVersion.tls10, .tls11])
    func itRefusesOldVersions(version: TLSVersion) async throws {
        try await withServer { endpoint, _ in
            let answer = try await LoopbackClient.shakeHands(with: endpoint, .only(version))
            #expect(answer.failure?.alert == 70)
        }
    }

    @Test func itRefusesToSignWithSHA1() async throws {
        try await withServer { endpoint, _ in
            let answer = try await OpenSSLClient.run(endpoint, OpenSSLClient.onlySHA1)
            #expect(!OpenSSLClient.isConnected(answer))
        }
    }

    @Test func clientsWithoutECDSAGetAnRSACertificate() async throws {
        try await withServer { endpoint, _ in
            let answer = try await LoopbackClient.shakeHands(
                with: endpoint,
                .tls12("ECDHE-RSA-AES128-GCM-SHA256")
            )
            let leaf = try #require(answer.facts?.chain.first)
            #expect(try CertificateDetails(der: leaf).key.bits == 2048)
        }
    }

    @Test func itsChainIsWholeTrustedAndForItsName() async throws {
        try await withServer { endpoint, laboratory in
            let facts = try #require(try await LoopbackClient.shakeHands(with: endpoint).facts)
            #expect(facts.chain.count == 2)
            #expect(facts.staple == nil)
            let store = try TrustStore(pem: Array(laboratory.rootCertificatePEM.utf8))
            #expect(try store.verify(chain: try CertificateReader().read(chain: facts.chain)).isTrusted)
            let leaf = try CertificateDetails(der: try #require(facts.chain.first))
            #expect(leaf.subjectAlternativeNames?.dns == [endpoint.host])
            #expect(leaf.extendedKeyUsage?.count == 1)
            #expect(!leaf.isCertificateAuthority)
            #expect(leaf.signature.digest == "SHA256")
            let life = try #require(leaf.life)
            #expect(life.duration == 45 * 86400)
            #expect(life.contains(Date()))
        }
    }

    @Test func itAnswersOneRequestAndClosesPolitely() async throws {
        try await withServer { endpoint, _ in
            let get = try await LoopbackClient.shakeHands(
                with: endpoint,
                request: "GET / HTTP/1.1\r\nHost: \(endpoint.host)\r\n\r\n"
            )
            #expect(get.reply.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(get.reply.hasSuffix("</html>\n"))
            #expect(get.wasClosedPolitely)
            let post = try await LoopbackClient.shakeHands(with: endpoint, request: "POST / HTTP/1.1\r\n\r\n")
            #expect(post.reply.hasPrefix("HTTP/1.1 405 "))
        }
    }

    @Test func itSpeaksTheProtocolThatItSelects() async throws {
        try await withServer { endpoint, _ in
            var settings = TLSClientSettings()
            settings.alpn = ["h2", "http/1.1"]
            let facts = try #require(try await LoopbackClient.shakeHands(with: endpoint, settings).facts)
            #expect(facts.alpn == "http/1.1")
        }
    }

    @Test func opensslVerifiesIt() async throws {
        try await withServer { endpoint, laboratory in
            let answer = try await OpenSSLClient.run(
                endpoint,
                trusting: laboratory,
                ["-verify_hostname", endpoint.host, "-x509_strict"]
            )
            #expect(answer.contains("Verify return code: 0 (ok)"))
            #expect(answer.contains("New, TLSv1.3"))
        }
    }
}

extension TLSClientSettings {
    /// TLS 1.2 with one suite.
    static func tls12(_ suite: String) -> TLSClientSettings {
        var settings = TLSClientSettings()
        settings.maximum = .tls12
        settings.cipherList = suite
        return settings
    }

    static func only(_ version: TLSVersion) -> TLSClientSettings {
        var settings = TLSClientSettings()
        settings.minimum = version
        settings.maximum = version
        return settings
    }
}

extension CertificateDetails {
    var life: DateInterval? {
        guard let notBefore, let notAfter, notBefore <= notAfter else { return nil }
        return DateInterval(start: notBefore, end: notAfter)
    }
}

extension OpenSSLClient {
    /// TLS 1.2 that takes no signature but those over SHA-1.
    static let onlySHA1 = ["-tls1_2", "-sigalgs", "RSA+SHA1:ECDSA+SHA1", "-cipher", "ALL@SECLEVEL=0"]

    static func isConnected(_ output: String) -> Bool { output.contains("New, TLSv1") }
}
