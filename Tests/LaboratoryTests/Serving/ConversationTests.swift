// SPDX-License-Identifier: Apache-2.0
import ConferenceWire
import Testing

@testable import Laboratory

struct ConversationTests {
    private func text(_ step: ConversationStep) -> String {
        switch step {
        case .wait: ""
        case .say(let bytes): String(decoding: bytes, as: UTF8.self)
        case .end(let bytes): "END " + String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func mailIsGreetedAndTLSBegins() {
        var mail = MailConversation(host: "mx1.mfa.example", offersTLS: true)
        #expect(String(decoding: mail.greeting, as: UTF8.self) == "220 mx1.mfa.example ESMTP\r\n")
        #expect(mail.hear(Array("EHLO cha".utf8)) == .wait)
        #expect(
            text(mail.hear(Array("ncery.example\r\n".utf8))) == "250-mx1.mfa.example\r\n250 STARTTLS\r\n"
        )
        #expect(text(mail.hear(Array("MAIL FROM:<>\r\n".utf8))).hasPrefix("502 "))
        #expect(!mail.wantsTLS)
        // What is slipped in behind STARTTLS is not answered.
        #expect(text(mail.hear(Array("STARTTLS\r\nEHLO x\r\n".utf8))) == "220 2.0.0 Ready to start TLS\r\n")
        #expect(mail.wantsTLS)
    }

    @Test func insideTLSThereIsNoSecondOne() {
        var mail = MailConversation(host: "mx1.mfa.example", offersTLS: false)
        #expect(text(mail.hear(Array("EHLO x\r\n".utf8))) == "250 mx1.mfa.example\r\n")
        #expect(text(mail.hear(Array("STARTTLS\r\n".utf8))).hasPrefix("502 ") && !mail.wantsTLS)
        #expect(text(mail.hear(Array("NOOP\r\nQUIT\r\n".utf8))) == "END 250 2.0.0 Ok\r\n221 2.0.0 Bye\r\n")
    }

    @Test(arguments: [false, true])
    func aRelayGivesAddressesToWhomItsMannersSay(isOpen: Bool) throws {
        var manners = RelayManners(realm: "relay.mfa.example")
        manners.isOpen = isOpen
        var relay = RelayConversation(manners)
        let binding = STUNMessage(.request, .binding, transaction: [1])
        let allocation = STUNMessage(.request, .allocate, transaction: [2])
        // Half of the second comes later.
        let bytes = binding.encoded + allocation.encoded
        guard case .say(let first) = relay.hear(Array(bytes.prefix(30))),
            case .say(let second) = relay.hear(Array(bytes.dropFirst(30)))
        else {
            Issue.record("no answer")
            return
        }
        let bound = try #require(STUNMessage(first))
        #expect(bound.kind == .success && bound.hasMappedAddress && bound.transaction == binding.transaction)
        let answer = try #require(STUNMessage(second))
        #expect(answer.transaction == allocation.transaction && answer.software == nil)
        #expect(answer.hasRelayedAddress == isOpen && (answer.errorCode == 401) != isOpen)
        #expect(answer.realm == (isOpen ? nil : "relay.mfa.example") && answer.hasNonce != isOpen)
        #expect(relay.hear(Array("GET / HTTP/1.1\r\n\r\n".utf8)) == .end([]))
    }

    @Test func aRequestIsAnsweredWhenItIsWhole() {
        var web = WebConversation(SitePages())
        #expect(web.hear(Array("GET / HTTP/1.1\r\nHost: x\r\n".utf8)) == .wait)
        #expect(text(web.hear(Array("\r\n".utf8))).hasPrefix("END HTTP/1.1 200 OK\r\n"))
        var endless = WebConversation(SitePages())
        #expect(endless.hear([UInt8](repeating: 0x41, count: 16_384)) == .wait)
        #expect(text(endless.hear([0x41])).hasPrefix("END HTTP/1.1 405 "))
    }

    @Test func bothSidesOfAnAccountNameTheOtherAtThePortThatWasAsked() {
        var pages = SitePages()
        pages.presence = Presence(.site, site: "www.mfa.example", platform: "social.mfa.example")
        let page = answer(of: pages, "/")
        #expect(page.contains("rel=\"me\" href=\"https://social.mfa.example:8443/@mfa\""))
        #expect(answer(of: pages, "/trust.txt").hasSuffix("control=https://www.mfa.example/\n"))
        #expect(answer(of: pages, "/@mfa").hasPrefix("HTTP/1.1 404 "))
        pages.presence = Presence(.platform, site: "www.mfa.example", platform: "social.mfa.example")
        #expect(answer(of: pages, "/@mfa").contains("rel=\"me\" href=\"https://www.mfa.example:8443/\""))
        #expect(!answer(of: pages, "/").contains("rel=\"me\""))
        let record = answer(of: pages, "/.well-known/webfinger?resource=acct%3Amfa%40social.mfa.example")
        #expect(record.contains("\"href\": \"https://social.mfa.example:8443/@mfa\""))
        #expect(answer(of: pages, "/trust.txt").hasPrefix("HTTP/1.1 404 "))
    }

    private func answer(of pages: SitePages, _ path: String) -> String {
        let request = "GET \(path) HTTP/1.1\r\nHost: www.mfa.example:8443\r\n\r\n"
        return String(decoding: pages.answer(to: Array(request.utf8)), as: UTF8.self)
    }
}
