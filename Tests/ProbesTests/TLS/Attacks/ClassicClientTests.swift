// SPDX-License-Identifier: Apache-2.0
import Crypto
import Model
import TLSWire
import Testing

@testable import Probes

/// The classic client against OpenSSL.
struct ClassicClientTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        let version: ProtocolVersion
        let suite: UInt16
        let name: String
        var groups: [NamedGroup] = KeyAgreement.Curve.groups

        var testDescription: String { "\(version.title) \(CipherSuite(suite))" }
    }

    static let settings: [Setting] = [
        Setting(version: .tls12, suite: 0x002F, name: "AES128-SHA"),
        Setting(version: .tls12, suite: 0x0035, name: "AES256-SHA"),
        Setting(version: .tls12, suite: 0x003C, name: "AES128-SHA256"),
        Setting(version: .tls12, suite: 0x009C, name: "AES128-GCM-SHA256"),
        Setting(version: .tls12, suite: 0x009D, name: "AES256-GCM-SHA384"),
        Setting(version: .tls12, suite: 0xC013, name: "ECDHE-RSA-AES128-SHA"),
        Setting(version: .tls12, suite: 0xC028, name: "ECDHE-RSA-AES256-SHA384"),
        Setting(version: .tls12, suite: 0xC02F, name: "ECDHE-RSA-AES128-GCM-SHA256", groups: [.secp256r1]),
        Setting(version: .tls12, suite: 0xC030, name: "ECDHE-RSA-AES256-GCM-SHA384", groups: [.secp384r1]),
        Setting(version: .tls12, suite: 0xC014, name: "ECDHE-RSA-AES256-SHA", groups: [.secp521r1]),
        Setting(version: .tls12, suite: 0x0033, name: "DHE-RSA-AES128-SHA"),
        Setting(version: .tls11, suite: 0x0035, name: "AES256-SHA"),
        Setting(version: .tls11, suite: 0xC013, name: "ECDHE-RSA-AES128-SHA"),
        Setting(version: .tls10, suite: 0x002F, name: "AES128-SHA"),
        Setting(version: .tls10, suite: 0xC014, name: "ECDHE-RSA-AES256-SHA"),
    ]

    private func client(_ setting: Setting, ticket: Bool = false) -> ClassicClient {
        var hello = AttackHello(
            version: setting.version,
            suites: [setting.suite],
            serverName: "server.example"
        ).make()
        hello.groups = setting.groups
        if ticket { hello.sessionTicket = [] }
        return ClassicClient(hello: hello, random: RandomBytes.made(512))
    }

    private func peer(_ setting: Setting, requestsCertificate: Bool = false) -> EmulatedPeer {
        EmulatedPeer { _ in
            var conduct = OpenSSLConduct()
            conduct.settings.cipherList = "\(setting.name):@SECLEVEL=0"
            conduct.settings.requestsClientCertificate = requestsCertificate
            conduct.application = { "said \($0)" }
            return made { try OpenSSLConnection(conduct) }
        }
    }

    @Test(arguments: settings) func aHandshakeIsCompletedAndRecordsAreRead(_ setting: Setting) async throws {
        let machine = ClassicMachine(client(setting)) { client in
            client.protect(.applicationData, Array("hello".utf8))
        } isAnswer: {
            $0 == .applicationData(10)
        }
        let outcome = try await peer(setting).converse(machine)
        #expect(outcome.failure == nil)
        #expect(outcome.serverHello?.suite.id == setting.suite)
        // Before TLS 1.1 OpenSSL sends an empty record first.
        #expect(outcome.events.last == .applicationData(10))
    }

    @Test(arguments: settings.filter { CipherSuite($0.suite).isCBC })
    func openSSLRefusesEveryMalformedRecordAlike(_ setting: Setting) async throws {
        for vector in PaddingVector.allCases {
            let machine = ClassicMachine(client(setting)) { vector.record(from: &$0) }
            let outcome = try await peer(setting).converse(machine)
            #expect(outcome.failure == nil)
            let alert = Alert(level: 2, description: AlertDescription(20))
            #expect(outcome.events == [.alert(alert)], "\(vector)")
        }
    }

    @Test func ticketsAndRequestsForCertificatesAreTaken() async throws {
        let setting = Self.settings[5]
        let outcome = try await peer(setting, requestsCertificate: true)
            .converse(ClassicMachine(client(setting, ticket: true)))
        #expect(outcome.failure == nil)
        #expect(outcome.ticket?.ticket.isEmpty == false)
    }

    @Test func whatIsNotKnownIsAFailureInWords() async throws {
        let setting = Setting(version: .tls12, suite: 0xCCA8, name: "ECDHE-RSA-CHACHA20-POLY1305")
        let outcome = try await peer(setting).converse(ClassicMachine(client(setting)))
        #expect(outcome.failure == "a version or a suite that is not known here")
        let refused = try await peer(Self.settings[0]).converse(ClassicMachine(client(setting)))
        #expect(refused.failure == "alert 40 handshake_failure")
    }
}
