// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Testing

@testable import Probes

/// Signatures that GnuPG made.
struct ListedSigningKeysTests {
    private static let all = ["rsa2048", "rsa3072", "ed25519", "p256", "p384", "p521", "subkey"]

    @Test(
        arguments: [
            ("rsa2048", "RSA of 2048 bits", "SHA-512"), ("rsa3072", "RSA of 3072 bits", "SHA-512"),
            ("ed25519", "Ed25519", "SHA-256"), ("p256", "ECDSA on P-256", "SHA-256"),
            ("p384", "ECDSA on P-384", "SHA-384"), ("p521", "ECDSA on P-521", "SHA-512"),
            ("rsa2048-sha256", "RSA of 2048 bits", "SHA-256"),
            ("rsa2048-sha384", "RSA of 2048 bits", "SHA-384"),
        ]
    )
    func textsThatWereSignedAreGood(_ name: String, _ algorithm: String, _ hash: String) throws {
        let keys = try ListedSigningKeys(files: Self.all.map { SignedFixtures.path("\($0).key.asc") })
        let seen = keys.signature(of: try SignedFixtures.text(name))
        #expect(seen.state == .good && seen.reason == nil, "\(seen)")
        let signer = try #require(seen.signer)
        #expect(signer.algorithm == algorithm && seen.hash == hash)
        #expect(signer.fingerprint == signer.primary && signer.fingerprint == seen.issuer)
        #expect(signer.fingerprint.count == 40 && seen.listed.contains(signer.fingerprint))
        #expect(signer.expires == nil && signer.revoked == nil && seen.expires == nil)
        #expect(seen.listed.count == Self.all.count && seen.listed == seen.listed.sorted())
    }

    @Test func aSubkeyThatIsBoundSigns() throws {
        let seen = try SignedFixtures.signature("subkey", by: "subkey")
        #expect(seen.state == .good)
        let signer = try #require(seen.signer)
        #expect(signer.primary == seen.listed.first && signer.fingerprint != signer.primary)
    }

    /// The same words by other line ends, and white space that does not count, are the same text.
    @Test func lineEndsAndTrailingBlanksAreNotSigned() throws {
        let keys = try SignedFixtures.keys("ed25519")
        for text in [
            try SignedFixtures.altered("ed25519", "\n", "\r\n"),
            try SignedFixtures.altered("ed25519", "\n", " \t\n"),
            try SignedFixtures.altered(
                "ed25519",
                "mfa.example\n",
                "mfa.example\n\n".replacing("\n\n", with: "\t \r\n")
            ),
            try SignedFixtures.altered("ed25519", "Expires", "- Expires"),
        ] {
            #expect(keys.signature(of: text).state == .good, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(
        arguments: [
            ("security@", "evil@"), ("\nExpires", "\nContact: https://evil.example\nExpires"),
            ("- -----", "- ----"),
            ("- - a", "- a"), ("\n\nExpires", "\nExpires"), ("# é", "# e"),
            ("\n-----BEGIN PGP SIGNATURE", "\n\n-----BEGIN PGP SIGNATURE"),
        ]
    )
    func aTextThatWasAlteredIsBad(_ old: String, _ new: String) throws {
        for name in ["ed25519", "rsa2048", "p256"] {
            let text = try SignedFixtures.altered(name, old, new)
            #expect(text != (try SignedFixtures.text(name)))
            #expect(try SignedFixtures.keys(name).signature(of: text).state == .bad, "\(name)")
        }
    }

    @Test(
        arguments: [
            ("Hash: SHA256", "Comment: x", "line 2: a header other than Hash"),
            ("\nExpires", "\n-Expires", "line 9: a dash that is not escaped"),
            (
                "-----BEGIN PGP SIGNED", "Contact: x\n-----BEGIN PGP SIGNED",
                "line 1: something stands before the signed text"
            ),
            (
                "-----END PGP SIGNATURE-----", "-----END PGP SIGNATURE-----\nx",
                "line 18: something stands behind the signature"
            ),
            ("-----END PGP SIGNATURE-----", "", "line 18: the signature is cut off"),
            (
                "-----BEGIN PGP SIGNATURE-----\n\n", "-----BEGIN PGP SIGNATURE-----\n",
                "line 12: no empty line stands before the data"
            ),
            ("iIoEARY", "iIoE*RY", "line 13: this is no Radix-64"),
            ("iIoEARY", "iJoEARY", "it ends too early"),
            ("iIoEARY", "mIoEARY", "a packet among the signatures that is none: 6"),
        ]
    )
    func aFrameThatIsBrokenIsMalformed(_ old: String, _ new: String, _ reason: String) throws {
        let text = try SignedFixtures.altered("ed25519", old, new)
        let seen = try SignedFixtures.keys("ed25519").signature(of: text)
        #expect(seen.state == .malformed && seen.reason == reason, "\(seen)")
    }

    @Test func theChecksumIsOfNoAccount() throws {
        let keys = try SignedFixtures.keys("ed25519")
        let lines = String(decoding: try SignedFixtures.text("ed25519"), as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let without = lines.filter { !$0.hasPrefix("=") }.joined(separator: "\n")
        #expect(without.count < lines.joined(separator: "\n").count)
        #expect(keys.signature(of: Array(without.utf8)).state == .good)
        let wrong = lines.map { $0.hasPrefix("=") ? "=AAAA" : $0 }.joined(separator: "\n")
        #expect(keys.signature(of: Array(wrong.utf8)).state == .good)
    }

    @Test func whoIsNotListedIsNotVouchedFor() throws {
        let seen = try SignedFixtures.signature("stranger", by: "ed25519", "rsa2048")
        #expect(seen.state == .unlisted && seen.issuer?.count == 40 && seen.signer == nil)
        let none = ListedSigningKeys.none.signature(of: try SignedFixtures.text("ed25519"))
        #expect(none.state == .unlisted && none.listed.isEmpty)
        #expect(ListedSigningKeys.none.signature(of: Array("Contact: x\n".utf8)).state == .unsigned)
    }

    @Test func aWeakHashProvesNothing() throws {
        let seen = try SignedFixtures.signature("rsa2048-sha1", by: "rsa2048")
        #expect(seen.state == .weak && seen.hash == "SHA-1")
        #expect(try SignedFixtures.signature("rsa2048-sha1", by: "ed25519").state == .unlisted)
    }

    @Test func oneOfTwoSignersIsEnough() throws {
        for name in ["ed25519", "p256"] {
            let seen = try SignedFixtures.signature("two-signers", by: name)
            #expect(seen.state == .good && seen.signer?.fingerprint == seen.listed.first)
        }
        #expect(try SignedFixtures.signature("two-signers", by: "rsa2048").state == .unlisted)
    }

    /// What ends and what was taken back is told; whether it counts depends on the day.
    @Test func theEndOfKeysAndSignaturesIsTold() throws {
        func isOf(_ day: String, _ date: Date?) throws -> Bool {
            let noon = try Date("\(day)T12:00:00Z", strategy: .iso8601)
            return abs(try #require(date).timeIntervalSince(noon)) <= 86_400
        }
        let limited = try SignedFixtures.signature("limited", by: "ed25519")
        #expect(try limited.state == .good && isOf("2026-12-01", limited.expires))
        let expired = try SignedFixtures.signature("expired", by: "expired")
        #expect(try expired.state == .good && isOf("2025-01-02", expired.signer?.expires))
        let prolonged = try SignedFixtures.signature("expired", by: "prolonged")
        #expect(try prolonged.state == .good && isOf("2035-01-01", prolonged.signer?.expires))
        let revoked = try SignedFixtures.signature("revoked", by: "revoked")
        #expect(revoked.state == .good && revoked.signer?.revoked != nil)
    }

    /// Appendix A.3 and A.6 of RFC 9580, where the fingerprint stands, too.
    @Test func versionSixIsRead() throws {
        let keys = try SignedFixtures.keys("rfc9580/a3")
        let seen = keys.signature(of: try SignedFixtures.text("rfc9580/a6"))
        #expect(seen.state == .good, "\(seen)")
        #expect(seen.signer?.primary == "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9")
        #expect(keys.signature(of: try SignedFixtures.altered("rfc9580/a6", "tofu", "beef")).state == .bad)
    }

    @Test func armorIsNoMatter() throws {
        let keys = try ListedSigningKeys(files: [SignedFixtures.path("ed25519.key.gpg")])
        #expect(keys.signature(of: try SignedFixtures.text("ed25519")).state == .good)
    }

    @Test(
        arguments: [
            ("rsa1024.key.asc", "line 1: a key of RSA of 1024 bits, by which no signature is verified"),
            ("dsa.key.asc", "line 1: a key of DSA, by which no signature is verified"),
            ("ed25519.txt", "it holds no public key"), ("absent", "it cannot be read"),
            ("", "it holds no public key"),
        ]
    )
    func aFileThatIsNoneIsRefused(_ name: String, _ reason: String) throws {
        let refusal = #expect(throws: ListedSigningKeys.Refusal.self) {
            try ListedSigningKeys(files: [SignedFixtures.path(name)])
        }
        #expect(refusal?.reason == reason)
    }
}
