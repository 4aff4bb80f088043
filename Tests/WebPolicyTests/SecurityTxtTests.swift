// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WebPolicy

struct SecurityTxtTests {
    static let sound = "Contact: mailto:security@mfa.example\nExpires: 2027-06-09T10:18:14.5Z\n"
    static let place = "https://mfa.example/.well-known/security.txt"

    @Test(
        arguments: [
            (sound, []),
            ("# comment\r\n\r\n" + sound.replacing("\n", with: "\r\n"), []),
            (sound + "Preferred-Languages: en, fr-CA\nCanonical: " + place + "\nX-New: y\n", []),
            ("\u{FEFF}" + sound, [.byteOrderMark]),
            ("Contact: tel:+1\rExpires: 2027-06-09T10:18:14Z", [.lineEnding, .noExpires, .contactNoURI]),
            (sound + "no colon\n", [.malformedLine]),
            ("Expires: 2027-06-09T10:18:14+02:00", [.noContact]),
            (sound + "Contact: security@mfa.example", [.contactNoURI]),
            (sound + "Contact: http://mfa.example/report", [.contactNotHTTPS]),
            ("Contact: https://mfa.example/report", [.noExpires]),
            (sound + "Expires: 2028-06-09T10:18:14Z", [.severalExpires]),
            ("Contact: tel:+1-201-555-0123\nExpires: next year", [.invalidExpires]),
            (sound + "Preferred-Languages: en\nPreferred-Languages: fr", [.severalLanguages]),
            (sound + "Preferred-Languages: English (UK)", [.invalidLanguage]),
            (sound + "Policy: http://mfa.example/policy", [.addressNotHTTPS]),
            (sound + "Canonical: https://other.example/.well-known/security.txt", [.notCanonical]),
            (
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + sound,
                [.brokenSignature]
            ),
        ] as [(String, [SecurityTxt.Problem])]
    )
    func eachRuleHasItsProblem(_ text: String, _ problems: [SecurityTxt.Problem]) {
        let file = SecurityTxt(Array(text.utf8), foundAt: [Self.place])
        #expect(Set(file.problems) == Set(problems))
    }

    static let signature = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"

    @Test func aSignedFileIsReadWithinItsSignature() {
        let text =
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- Contact: tel:+1-201-555-0123\n\(Self.sound)"
        let file = SecurityTxt(Array((text + Self.signature).utf8))
        #expect(file.isSigned)
        #expect(file.problems.isEmpty)
        #expect(file.values(of: "contact") == ["tel:+1-201-555-0123", "mailto:security@mfa.example"])
        let more = SecurityTxt(Array((text + Self.signature + "Contact: https://evil.example").utf8))
        #expect(more.problems == [.brokenSignature])
    }

    /// What verifies a signature passes over white space at the end of its lines; headers must not become fields.
    @Test func whiteSpaceBehindTheFrameChangesNothing() {
        let text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n\(Self.sound)"
        let signature = Self.signature.replacing("SIGNATURE-----\n\n", with: "SIGNATURE-----\nContact: x\n\n")
        let file = SecurityTxt(Array((text + signature).replacing("-----\n", with: "----- \t\r\n").utf8))
        #expect(file.isSigned && file.problems.isEmpty)
        #expect(file.values(of: "contact") == ["mailto:security@mfa.example"])
    }

    @Test func datesAreRead() {
        #expect(SecurityTxt(Array(Self.sound.utf8)).expires == Date(timeIntervalSince1970: 1_812_536_294))
        #expect(SecurityTxt(Array((Self.sound + "Expires: x").utf8)).expires == nil)
    }

    @Test func bytesThatAreNoTextAreSaid() {
        #expect(SecurityTxt(Array(Self.sound.utf8) + [0x23, 0xFF]).problems == [.notUTF8])
        #expect(SecurityTxt([]).problems == [.noContact, .noExpires])
    }
}

struct RobotsTxtTests {
    @Test func groupsAndRulesAreRead() {
        let text = """
            # rules
            User-agent: GPTBot
            user-agent: ClaudeBot
            Disallow: /
            Sitemap: https://mfa.example/sitemap.xml

            User-Agent: *
            Disallow: /admin # staff
            Disallow:
            nonsense
            """
        let file = RobotsTxt(Array(text.utf8))
        #expect(file.groups.map(\.agents) == [["gptbot", "claudebot"], ["*"]])
        #expect(file.groups[1].rules == [RobotsTxt.Rule(allows: false, path: "/admin")])
        #expect(file.sitemaps == ["https://mfa.example/sitemap.xml"])
        #expect(file.excludes("GPTBot") && file.excludes("claudebot"))
        #expect(!file.excludes("CCBot"))
    }

    @Test func aGroupForAllHoldsForWhoIsNotNamed() {
        let file = RobotsTxt(Array("User-agent: *\nDisallow: /\nUser-agent: Bingbot\nAllow: /".utf8))
        #expect(file.excludes("GPTBot"))
        #expect(!file.excludes("bingbot"))
        #expect(RobotsTxt([0xFF, 0x0A]).groups.isEmpty)
    }
}
