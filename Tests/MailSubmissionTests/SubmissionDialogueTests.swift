// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import MailSubmission

struct SubmissionDialogueTests {
    /// A relay by what it says in turn; `|` in what was said stands for a line end.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let security: SubmissionSecurity
        let relay: [String]
        let fates: [SubmissionOutcome.Fate]
        /// Of what was said, in order.
        let said: [String]

        var testDescription: String { name }
    }

    private static let hello = "EHLO chancery.mfa.example"
    private static let sender = "MAIL FROM:<chancery@mfa.example>"

    static let cases: [Case] = [
        Case(
            name: "two recipients, one refused for good and none at the end",
            security: .none,
            relay: ["220 a", "250 a", "250 ok", "250 ok", "550 5.1.1 nobody", "354 go", "250 queued"],
            fates: [.accepted, .refused(reason: "550 5.1.1 nobody")],
            said: [hello, sender, "RCPT TO:<a@mfa.example>", "RCPT TO:<b@mfa.example>", "DATA", "QUIT"]
        ),
        Case(
            name: "a recipient for later",
            security: .none,
            relay: ["220 a", "250 a", "250 ok", "451 4.3.0 later", "251 forwarded", "354 go", "250 queued"],
            fates: [.postponed(reason: "451 4.3.0 later"), .accepted],
            said: [hello, sender, "RCPT TO:<a@mfa.example>", "RCPT TO:<b@mfa.example>", "DATA", "QUIT"]
        ),
        Case(
            name: "nobody is left, so nothing is sent",
            security: .none,
            relay: ["220 a", "250 a", "250 ok", "550 no", "452 full"],
            fates: [.refused(reason: "550 no"), .postponed(reason: "452 full")],
            said: [hello, sender, "RCPT TO:<a@mfa.example>", "RCPT TO:<b@mfa.example>", "QUIT"]
        ),
        Case(
            name: "the message is refused",
            security: .none,
            relay: ["220 a", "250-a\r\n250 SIZE", "250 ok", "250 ok", "250 ok", "354 go", "554 5.7.1 spam"],
            fates: [.refused(reason: "554 5.7.1 spam"), .refused(reason: "554 5.7.1 spam")],
            said: [
                hello, sender + " SIZE=", "RCPT TO:<a@mfa.example>", "RCPT TO:<b@mfa.example>", "DATA",
                "QUIT",
            ]
        ),
        Case(
            name: "the message is too large",
            security: .none,
            relay: ["220 a", "250-a\r\n250 SIZE 100"],
            fates: Array(repeating: .refused(reason: "the message has "), count: 2),
            said: [hello, "QUIT"]
        ),
        Case(
            name: "it goes away in the midst of it",
            security: .none,
            relay: ["220 a", "250 a", "421 4.3.2 shutting down"],
            fates: Array(repeating: .postponed(reason: "421 4.3.2 shutting down"), count: 2),
            said: [hello, sender]
        ),
        Case(
            name: "without STARTTLS nothing is said",
            security: .starttls,
            relay: ["220 a", "250-a\r\n250 AUTH PLAIN"],
            fates: Array(repeating: .postponed(reason: "the relay offers no STARTTLS"), count: 2),
            said: [hello, "QUIT"]
        ),
        Case(
            name: "a password that is not taken can be mended",
            security: .tls,
            relay: ["220 a", "250-a\r\n250 AUTH LOGIN PLAIN", "535 5.7.8 no"],
            fates: Array(
                repeating: .postponed(reason: "the relay refuses the password: 535 5.7.8 no"),
                count: 2
            ),
            said: [hello, "AUTH PLAIN AGNoYW5jZXJ5AHNlY3JldA==", "QUIT"]
        ),
        Case(
            name: "no mechanism that is spoken",
            security: .tls,
            relay: ["220 a", "250-a\r\n250 AUTH GSSAPI"],
            fates: Array(repeating: .postponed(reason: "the relay offers no AUTH PLAIN"), count: 2),
            said: [hello, "QUIT"]
        ),
        Case(
            name: "no SMTP",
            security: .none,
            relay: ["HTTP/1.1 400 Bad Request"],
            fates: Array(
                repeating: .postponed(reason: "the relay does not speak SMTP: HTTP/1.1 400"),
                count: 2
            ),
            said: []
        ),
        Case(
            name: "controls of the relay are not kept",
            security: .none,
            relay: ["554 \u{1b}[2J\u{7}no"],
            fates: Array(repeating: .postponed(reason: "the relay turns us away: 554 .[2J.no"), count: 2),
            said: ["QUIT"]
        ),
    ]

    static func message(_ text: String = "Text.\n.hidden\n") throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("chancery@mfa.example")),
            to: try ["a@mfa.example", "b@mfa.example"].map { try #require(MailAddress($0)) },
            subject: "Posture",
            date: Date(timeIntervalSince1970: 1_795_000_000),
            id: "test.1",
            text: text
        )
    }

    static func dialogue(_ security: SubmissionSecurity, _ message: MailMessage) -> SubmissionDialogue {
        SubmissionDialogue(
            message,
            security: security,
            credentials: security == .none
                ? nil : SubmissionCredentials(user: "chancery", password: "secret"),
            clientName: "chancery.mfa.example"
        )
    }

    @Test(arguments: cases) func whatTheRelaySaysDecides(_ example: Case) throws {
        let message = try Self.message()
        var dialogue = Self.dialogue(example.security, message)
        var said: [UInt8] = []
        loop: for reply in example.relay {
            switch dialogue.receive(Array((reply + "\r\n").utf8)) {
            case .wait: break
            case .send(let bytes): said += bytes
            case .sendAndFinish(let bytes):
                said += bytes
                break loop
            case .finish, .beginTLS: break loop
            }
        }
        for (recipient, fate) in zip(message.to, example.fates) {
            let found = try #require(dialogue.outcome.fates[recipient])
            #expect(found.begins(like: fate), "\(found)")
        }
        let lines = String(decoding: said, as: UTF8.self).components(separatedBy: "\r\n")
        let commands = lines.filter { line in
            ["EHLO", "MAIL", "RCPT", "DATA", "QUIT", "AUTH", "STARTTLS"].contains { line.hasPrefix($0) }
        }
        #expect(commands.count == example.said.count)
        for (command, expected) in zip(commands, example.said) { #expect(command.hasPrefix(expected)) }
    }

    @Test func whatComesBehindTheConsentIsLeftToTLS() throws {
        var dialogue = Self.dialogue(.starttls, try Self.message())
        _ = dialogue.receive(Array("220 a\r\n250-a\r\n250 STARTTLS\r\n".utf8))
        let step = dialogue.receive(Array("220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n235 in\r\n".utf8))
        #expect(step == .beginTLS(after: []))
        #expect(
            String(decoding: dialogue.takeRemainder(), as: UTF8.self)
                == "250-evil\r\n250 AUTH PLAIN\r\n235 in\r\n"
        )
        // What was offered before TLS counts for nothing under it.
        #expect(dialogue.secured() == Array("EHLO chancery.mfa.example\r\n".utf8))
        #expect(dialogue.extensions.isEmpty)
    }

    @Test func anEndlessReplyEnds() throws {
        var dialogue = Self.dialogue(.none, try Self.message())
        var step = SubmissionDialogue.Step.wait
        var lines = 0
        while step == .wait, lines < 100_000 {
            step = dialogue.receive(Array("220-more and more and more\r\n".utf8))
            lines += 1
        }
        #expect(step == .finish)
        #expect(lines < 3_000)
    }

    @Test func linesThatBeginWithADotAreStuffed() {
        let bytes = Array(".a\r\nb.\r\n..c\r\n".utf8)
        #expect(SubmissionDialogue.stuffed(bytes) == Array("..a\r\nb.\r\n...c\r\n.\r\n".utf8))
        #expect(SubmissionDialogue.stuffed(Array("a".utf8)) == Array("a\r\n.\r\n".utf8))
    }

    @Test func segmentsMeanNothing() throws {
        let relay = Array(
            "220 a\r\n250-a\r\n250 8BITMIME\r\n250 ok\r\n250 ok\r\n550 no\r\n354 go\r\n250 queued\r\n".utf8
        )
        var outcomes: Set<SubmissionOutcome> = []
        for portion in 1...relay.count {
            var dialogue = Self.dialogue(.none, try Self.message())
            var left = relay[...]
            while !left.isEmpty {
                let piece = left.prefix(portion)
                left = left.dropFirst(piece.count)
                _ = dialogue.receive(Array(piece))
            }
            outcomes.insert(dialogue.outcome)
        }
        #expect(outcomes.count == 1)
    }
}

extension SubmissionOutcome.Fate {
    fileprivate func begins(like other: SubmissionOutcome.Fate) -> Bool {
        switch (self, other) {
        case (.accepted, .accepted): true
        case (.postponed(let mine), .postponed(let theirs)), (.refused(let mine), .refused(let theirs)):
            mine.hasPrefix(theirs)
        default: false
        }
    }
}
