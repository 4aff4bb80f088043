// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing

@testable import Checks

/// Whom each relaxation of a server lets in, one after the other: from TLS 1.3 alone to 3DES.
struct ProfileTableTests {
    /// A relaxation, and some of those whom it lets in.
    struct Row: Sendable {
        let change: String
        let letsIn: [String]
    }

    /// From suites with AES256-GCM and ChaCha20 on an RSA certificate and X25519 alone.
    static let rows = [
        Row(change: "p-256", letsIn: ["Android 7.0", "Java 8u161", "OpenSSL 1.0.2"]),
        Row(change: "aes128-gcm", letsIn: ["Android 5.0", "Android 6.0", "Java 8u31"]),
        Row(
            change: "ecdsa-certificate",
            letsIn: ["Internet Explorer 11, Windows 7", "Internet Explorer 11, Windows 8.1"]
        ),
        Row(
            change: "cbc-on",
            letsIn: ["Safari 5, iOS 5", "Safari 6, iOS 6", "Safari 7, iOS 7", "Safari 8, iOS 8"]
        ),
        Row(
            change: "tls1.0-on",
            letsIn: [
                "Android 4.0", "Android 4.1 to 4.3", "Internet Explorer 8 to 10, Windows 7", "Java 7u25",
            ]
        ),
        Row(change: "3des-on", letsIn: ["Internet Explorer 8, Windows XP"]),
    ]

    private static func connecting(_ evidence: any Evidence) -> Set<String> {
        Set(FrontierScene.connects(evidence).filter { $0.value == true }.keys)
    }

    @Test func theRelaxationsOfTheTableLetInWhomItNames() throws {
        // Bare shipped facts: which of the table's servers sends hellos without a name is not asked here.
        let evidence = try FrontierScene(suites: [0xC030, 0xCCA8], groups: [0x001D]).scene().evidence
        let seen = try OfferedSettings(of: Scene.address, in: evidence)
        var settings = seen
        var before = Self.connecting(evidence)
        for row in Self.rows {
            let change = try #require(SettingsChange.named(row.change))
            settings = try #require(change.applied(to: settings), "\(row.change)")
            let altered = settings.alterations(since: seen, of: Scene.address, in: evidence)
            let after = Self.connecting(AlteredEvidence(evidence, altered: [Scene.address: altered]))
            #expect(after.isSuperset(of: before), "\(row.change)")
            let letIn = after.subtracting(before)
            #expect(
                Set(row.letsIn).subtracting(letIn).sorted() == [],
                "\(row.change) lets in \(letIn.sorted())"
            )
            before = after
        }
    }

    @Test func anRSACertificateBesideAnECDSAOneLetsInChromeOnXP() throws {
        let evidence = try FrontierScene(suites: [0xC02B, 0xC02C, 0xCCA9], isECDSA: true).scene().evidence
        let seen = try OfferedSettings(of: Scene.address, in: evidence)
        let settings = try #require(SettingsChange.named("rsa-certificate")?.applied(to: seen))
        let altered = settings.alterations(since: seen, of: Scene.address, in: evidence)
        let after = Self.connecting(AlteredEvidence(evidence, altered: [Scene.address: altered]))
        #expect(after.subtracting(Self.connecting(evidence)).contains("Chrome 49, Windows XP"))
    }

    @Test func tls13AloneShutsOutTheRest() throws {
        let evidence = try FrontierScene(versions: [.tls13], suites: []).scene().evidence
        let seen = try OfferedSettings(of: Scene.address, in: evidence)
        let settings = try #require(SettingsChange.named("tls1.2-on")?.applied(to: seen))
        let altered = settings.alterations(since: seen, of: Scene.address, in: evidence)
        let after = Self.connecting(AlteredEvidence(evidence, altered: [Scene.address: altered]))
        let letIn = after.subtracting(Self.connecting(evidence))
        #expect(letIn.isSuperset(of: ["Android 7.0", "Android 8.1", "OpenSSL 1.0.2", "Safari 9, iOS 9"]))
        #expect(!letIn.contains("Safari 8, iOS 8"))
    }
}
