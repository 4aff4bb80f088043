// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import WebPolicy

struct AccountRecordTests {
    @Test func aDescriptorNamesItsProfiles() throws {
        let text = #"""
            {"subject": "acct:mfa@mfa.example", "aliases": ["https://social.mfa.example/@mfa"], "links": [
              {"rel": "self", "type": "application/activity+json", "href": "https://social.mfa.example/users/mfa"},
              {"rel": "http://webfinger.net/rel/profile-page", "href": "https://social.mfa.example/@mfa"},
              {"rel": "http://ostatus.org/schema/1.0/subscribe", "template": "https://x.example/?u={uri}"},
              {"rel": "http://webfinger.net/rel/avatar", "href": "https://social.mfa.example/a.png"}, {}]}
            """#
        let descriptor = try #require(WebFingerDescriptor(Array(text.utf8)))
        #expect(descriptor.subject == "acct:mfa@mfa.example")
        #expect(descriptor.aliases == ["https://social.mfa.example/@mfa"])
        #expect(
            descriptor.profiles == [
                "https://social.mfa.example/users/mfa", "https://social.mfa.example/@mfa",
            ]
        )
    }

    @Test(arguments: ["", "[]", "{\"links\": 1}", "<html>", "{\"aliases\": [1]}", "{"])
    func otherContentIsNoDescriptor(_ text: String) {
        #expect(WebFingerDescriptor(Array(text.utf8)) == nil)
    }

    @Test func descriptorsAreReadToABound() {
        let deep = String(repeating: "[", count: 30_000)
        #expect(WebFingerDescriptor(Array("{\"links\":\(deep)".utf8)) == nil)
        let long = "{\"subject\":\"\(String(repeating: "a", count: WebFingerDescriptor.longest))\"}"
        #expect(WebFingerDescriptor(Array(long.utf8)) == nil)
        let many = "{\"aliases\":[\((0..<100).map { "\"https://a.example/\($0)\"" }.joined(separator: ","))]}"
        #expect(WebFingerDescriptor(Array(many.utf8))?.aliases.count == 64)
    }

    @Test(
        arguments: [
            ("did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
            (" did:web:mfa.example\r\n", "did:web:mfa.example"),
            ("did:web:localhost%3A8443", "did:web:localhost%3A8443"),
            ("did:PLC:abc", nil), ("did::abc", nil), ("did:plc:", nil), ("did:plc:a b", nil),
            ("did:plc:a:", nil),
            ("plc:abc", nil), ("", nil), ("<html>", nil),
        ] as [(String, String?)]
    )
    func identifiersHaveTheirSyntax(_ text: String, _ expected: String?) {
        #expect(DecentralizedIdentifier(Array(text.utf8))?.text == expected)
        #expect(DecentralizedIdentifier(record: Array("did=\(text)".utf8))?.text == expected)
        #expect(DecentralizedIdentifier(record: Array(text.utf8)) == nil)
    }

    @Test func anEndlessIdentifierIsNone() {
        let text = "did:web:" + String(repeating: "a", count: DecentralizedIdentifier.longest)
        #expect(DecentralizedIdentifier(Array(text.utf8)) == nil)
    }

    @Test(
        arguments: [
            ("https://x.com/MFA", "http://www.twitter.com/mfa/?ref=home"),
            ("https://social.example/@mfa", "https://social.example/users/mfa"),
            ("https://facebook.com/mfa", "https://m.facebook.com/mfa"),
            ("https://www.facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1"),
            ("https://t.me/mfa", "https://telegram.me/mfa#top"),
        ]
    )
    func oneAccountHasSeveralAddresses(_ one: String, _ other: String) {
        #expect(ProfileAddress(one) != nil)
        #expect(ProfileAddress(one) == ProfileAddress(other))
    }

    @Test(
        arguments: [
            ("https://x.com/mfa", "https://x.com/mfa_press"),
            ("https://x.com/mfa", "https://x.com.example/mfa"),
            ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=2"),
            ("https://youtube.com/@mfa", "https://youtube.com/@mfa2"),
        ]
    )
    func differentAccountsStayApart(_ one: String, _ other: String) {
        #expect(ProfileAddress(one) != ProfileAddress(other))
    }

    @Test func whatIsNoAddressIsNoAccount() {
        #expect(ProfileAddress("mailto:a@b.example") == nil)
        #expect(ProfileAddress("mfa") == nil)
    }
}
