// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Reports
import TestSupport
import Testing

@testable import Probes

/// A security.txt that GnuPG signed and a real nginx serves.
struct SignedSecurityTextTests {
    private static let check = "web.security-txt-signature"
    private static let text =
        "Contact: mailto:security@mfa.example\n- a dash\nExpires: "
        + Date().addingTimeInterval(180 * 86_400).formatted(.iso8601) + "\n"

    private func scanned(_ text: String, by keys: [String]) async throws -> (ScanEndpoint, Verdict) {
        var site = WebSite()
        site.securityText = nil
        site.files = [".well-known/security.txt": text]
        site.locations += " location /.well-known/ { default_type text/plain; charset utf-8; }"
        site.signingKeys = keys
        let endpoint = try await site.scanned().endpoint
        return (endpoint, try #require(endpoint.findings.first { $0.check == Self.check }).verdict)
    }

    @Test(arguments: ["rsa3072", "ed25519", "nistp256"])
    func whatTheListedKeySignedPasses(_ algorithm: String) async throws {
        let keyring = try GnuPG()
        let key = try keyring.key("team", algorithm)
        let sound = Self.text.replacing("- a dash\n", with: "")
        let signed = try keyring.clearSigned(sound, by: "team")
        let (endpoint, verdict) = try await scanned(signed, by: [key])
        #expect(verdict == .pass)
        #expect(WebSite.failures(of: endpoint) == [])
        #expect(endpoint.web?.signature?.state == .good)
        let (_, altered) = try await scanned(signed.replacing("security@", with: "5ecurity@"), by: [key])
        #expect(altered.level == "bad")
    }

    @Test func whoIsNotListedIsNotEstablished() async throws {
        let keyring = try GnuPG()
        let key = try keyring.key("team", "ed25519")
        _ = try keyring.key("other", "ed25519")
        let signed = try keyring.clearSigned(Self.text, by: "other")
        #expect(try await scanned(signed, by: [key]).1.state == .unknown)
        #expect(try await scanned(signed, by: []).1.state == .notTested)
        #expect(try await scanned(Self.text, by: [key]).1.level == "unsigned")
        #expect(try await scanned(Self.text, by: []).1.state == .notApplicable)
    }

    /// What is changed a little may be good or not; it is good here only where it is to GnuPG, too.
    @Test func nothingIsGoodThatGnuPGRefuses() throws {
        let keyring = try GnuPG()
        let keys = try ListedSigningKeys(files: [try keyring.key("team", "ed25519")])
        let signed = Array(try keyring.clearSigned("-\nFrom me \n\n- - x\n\(Self.text)", by: "team").utf8)
        #expect(try keyring.holdsGood(signed) && keys.signature(of: signed).state == .good)
        var generator = SeededGenerator(seed: 2026)
        var both = 0
        for _ in 0..<120 {
            var other = signed
            let place = Int.random(in: 0..<other.count, using: &generator)
            let byte = Array("- \t\r\nA".utf8).randomElement(using: &generator) ?? 0
            switch Int.random(in: 0...3, using: &generator) {
            case 0: other[place] = byte
            case 1: other.insert(byte, at: place)
            case 2: other.remove(at: place)
            default:
                let lines = other.indices.filter { other[$0] == 0x0A }
                let end = try #require(lines.randomElement(using: &generator))
                other.insert(byte, at: Bool.random(using: &generator) ? end : end + 1)
            }
            guard keys.signature(of: other).state == .good else { continue }
            both += 1
            #expect(try keyring.holdsGood(other), "\(String(decoding: other, as: UTF8.self))")
        }
        #expect((1..<120).contains(both), "\(both)")
    }
}
