// SPDX-License-Identifier: Apache-2.0
import Model
import TestSupport
import Testing

@testable import Preambles

struct PreambleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let service: Service
        let server: String
        let end: PreambleEnd?

        init(_ service: Service, _ server: String, _ end: PreambleEnd?) {
            self.service = service
            self.server = server
            self.end = end
        }

        var testDescription: String { "\(service.rawValue): \(server.prefix(60))" }
    }

    private static func reply(_ code: String, _ text: String) -> PreambleReply {
        PreambleReply(code, Array(text.utf8))
    }

    private static let none = PreambleEnd.absent(PreambleReply(""))

    static let lines: [Case] = [
        Case(.smtp, "421 4.3.2 busy\r\n", .postponed(reply("421", "421 4.3.2 busy"))),
        Case(.smtp, "554 no service\r\n", .failed("the greeting is 554 no service")),
        Case(.smtp, "220 a\r\n502 what\r\n", .absent(reply("502", "502 what"))),
        Case(.smtp, "220 a\r\n550 not you\r\n", .failed("the reply to EHLO is 550 not you")),
        Case(.smtp, "220 a\n250-x\n250-starttls\n250 y\n220 go\n", .accepted),
        Case(.smtp, "220 a STARTTLS\r\n250-STARTTLS.test hi\r\n250 SIZE\r\n", none),
        Case(.smtp, "220 a\r\n250-STARTTLS\r\n250 SIZE\r\n", none),
        Case(.smtp, "220 a\r\n250-a\r\n250 STARTTLS\r\n454 later\r\n", .postponed(reply("454", "454 later"))),
        Case(.smtp, "220 a\r\n250-a\r\n250 STARTTLS\r\n503 no\r\n", .refused(reply("503", "503 no"))),
        Case(.smtp, "220 a\r\n250-a\r\n220 b\r\n", .failed("not SMTP: 220 b")),
        Case(.smtp, "220 a\r\n250-a\r\n", nil),
        Case(.lmtp, "220 a\r\n250-a\r\n250 STARTTLS\r\n220 go\r\n", .accepted),
        Case(.ftp, "220-a\r\nb\r\n 220 c\r\n220 d\r\n500 what\r\n234 go\r\n", .accepted),
        Case(.ftp, "220 a\r\n211 none\r\n530 log in\r\n", .absent(reply("530", "530 log in"))),
        Case(
            .ftp,
            "220 a\r\n211-x\r\n AUTH SSL;TLS;\r\n211 e\r\n534 policy\r\n",
            .refused(reply("534", "534 policy"))
        ),
        Case(.ftp, "421 too many\r\n", .postponed(reply("421", "421 too many"))),
        Case(.nntp, "201 a\r\n500 what\r\n502 no\r\n", .absent(reply("502", "502 no"))),
        Case(.nntp, "201 a\r\n101 l\r\nREADER\r\n.\r\n", none),
        Case(.nntp, "201 a\r\n101 l\r\nSTARTTLS\r\n.\r\n580 no\r\n", .refused(reply("580", "580 no"))),
        Case(.nntp, "400 later\r\n", .postponed(reply("400", "400 later"))),
        Case(.pop3, "+OK a\r\n-ERR what\r\n+OK go\r\n", .accepted),
        Case(.pop3, "+OK a\r\n-ERR what\r\n-ERR no\r\n", .absent(reply("-ERR", "-ERR no"))),
        Case(.pop3, "+OK\r\n+OK\r\nSTLS\r\n.\r\n-ERR no\r\n", .refused(reply("-ERR", "-ERR no"))),
        Case(.pop3, "+OK\r\n+OK\r\nUSER\r\n.\r\n", none),
        Case(.imap, "* BYE full\r\n", .postponed(reply("BYE", "* BYE full"))),
        Case(.imap, "* PREAUTH hi\r\n", .refused(reply("PREAUTH", "* PREAUTH hi"))),
        Case(.imap, "* OK [CAPABILITY STARTTLS] a\r\n* CAPABILITY IMAP4rev1\r\na1 OK b\r\n", none),
        Case(
            .imap,
            "* OK a\r\n* X {5}\r\na1 \r\n\r\n* CAPABILITY STARTTLS\r\na1 OK b\r\na2 NO c\r\n",
            .refused(reply("NO", "a2 NO c"))
        ),
        Case(.sieve, "\"IMPLEMENTATION\" \"x\"\r\n{8}\r\nSTARTTLS\r\nOK\r\nOK go\r\n", .accepted),
        Case(.sieve, "\"SIEVE\" \"STARTTLS\"\r\nOK\r\n", none),
        Case(.sieve, "\"STARTTLS\"\r\nOK\r\nNO no\r\n", .refused(reply("NO", "NO no"))),
        Case(.irc, ":a CAP * LS :sasl\r\n", none),
        Case(.irc, ":a 451 * :register\r\n:a 670 * :go\r\n", .accepted),
        Case(
            .irc,
            ":a 421 * CAP :what\r\n:a 421 * STARTTLS :what\r\n",
            .absent(reply("421", ":a 421 * STARTTLS :what"))
        ),
        Case(.irc, ":a CAP * LS :tls\r\n:a 691 * :no\r\n", .refused(reply("691", ":a 691 * :no"))),
        Case(.irc, "ERROR :too fast\r\n", .postponed(reply("ERROR", "ERROR :too fast"))),
        Case(.xmppClient, "<stream:stream version='1.0'><stream:features/>", none),
        Case(
            .xmppClient,
            "<s:stream><s:features><m>PLAIN</m><starttls a='>'/></s:features><proceed></proceed>",
            .accepted
        ),
        Case(
            .xmppServer,
            "<s:stream><s:features><starttls/></s:features><failure xmlns='x'/>",
            .refused(reply("failure", ""))
        ),
        Case(
            .xmppServer,
            "<s:stream><s:error><host-unknown xmlns='x'/></s:error></s:stream>",
            .failed("stream error host-unknown")
        ),
        Case(
            .xmppClient,
            "<s:stream><s:error><resource-constraint/>",
            .postponed(reply("resource-constraint", ""))
        ),
        Case(.postgresql, "N", .absent(reply("N", ""))),
        Case(.postgresql, "S", .accepted),
        Case(.postgresql, "Esorry\n\0", .postponed(reply("E", "sorry."))),
    ]

    @Test(arguments: lines)
    func aDialogueEndsAsItsWordsSay(_ dialogue: Case) {
        for cut in [1, 3, Int.max] {
            #expect(Played(dialogue.service, dialogue.server, cut: cut).end == dialogue.end)
        }
    }

    static let messages: [(Service, String, PreambleEnd?)] = [
        (.ldap, "300c02010178070a010004000400", .accepted),
        (.ldap, "3084000000100201017884000000070a010004000400", .accepted),
        (.ldap, "300c02010178070a013404000400", .refused(PreambleReply("52"))),
        (.ldap, "300c02010178070a010204000400", .absent(PreambleReply("2"))),
        (.ldap, "300c02010078070a013404000400", .postponed(PreambleReply("52"))),
        (.ldap, "30ff", .failed("a reply that is no LDAP message")),
        (.rdp, "030000130ed000001234000200080001000000", .accepted),
        (.rdp, "030000130ed000001234000200080002000000", .accepted),
        (.rdp, "030000130ed000001234000300080002000000", .absent(PreambleReply("SSL_NOT_ALLOWED_BY_SERVER"))),
        (.rdp, "030000130ed000001234000300080003000000", .refused(PreambleReply("SSL_CERT_NOT_ON_SERVER"))),
        (.rdp, "0300000b06d00000123400", .absent(PreambleReply(""))),
        (.rdp, "030000", nil),
        (.telnet, "fffd2efffa2e01fff0", .accepted),
        (.telnet, "fffe2e", .absent(PreambleReply("DONT"))),
        (.mysql, "170000000a31300001000000313233343536373800000a210200", nil),
        (.mysql, "160000000a31300001000000313233343536373800000a21020000", .accepted),
        (.mysql, "160000000a313000010000003132333435363738000002210200ff", .absent(PreambleReply(""))),
        (.mysql, "06000000ff1004416263", .postponed(PreambleReply("1040", Array("Abc".utf8)))),
    ]

    @Test(arguments: messages.indices)
    func aMessageEndsAsItsBytesSay(index: Int) {
        let (service, hex, end) = Self.messages[index]
        for cut in [1, 3, Int.max] {
            #expect(Played(service, Played.bytes(hex), cut: cut).end == end, "\(service) \(hex)")
        }
    }

    @Test func telnetDeclinesWhatItWasNotAskedFor() {
        let played = Played(.telnet, Played.bytes("fffd18fffb03"))
        #expect(played.end == nil)
        #expect(played.sent.utf8.count > 3)
    }

    @Test func aPingIsAnsweredAsItCame() {
        #expect(Played(.irc, "PING :AbC\r\n").sent.hasSuffix("PONG :AbC\r\n"))
    }

    @Test func whatFollowsTheAcceptanceIsKept() {
        let played = Played(.smtp, "220 a\r\n250-a\r\n250 STARTTLS\r\n220 go\r\n250 more\r\n")
        #expect(played.end == .accepted)
        #expect(played.rest == Array("250 more\r\n".utf8))
    }

    @Test func theServersNameCannotLeaveItsQuotes() {
        let introduction = PreambleIntroduction(serverName: "a' x='<b>")
        let session = PreambleSession(.xmppClient, introduction: introduction)
        let opening = String(decoding: session?.opening ?? [], as: UTF8.self)
        #expect(opening.contains("to='a x=b'"))
    }

    @Test(arguments: Service.allCases)
    func onlyPlainServicesHaveAPreamble(_ service: Service) {
        let session = PreambleSession(service, introduction: PreambleIntroduction(serverName: "a"))
        #expect((session == nil) == service.isImplicitTLS)
    }

    @Test(arguments: Service.allCases.filter { !$0.isImplicitTLS })
    func bytesAtRandomEndAlikeHoweverTheyAreCut(_ service: Service) {
        var generator = SeededGenerator(seed: 7)
        let whole = Self.lines.filter { $0.service == service }.map { Array($0.server.utf8) }
        let seeds = whole + Self.messages.filter { $0.0 == service }.map { Played.bytes($0.1) } + [[]]
        for _ in 0..<300 {
            var bytes = seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            }
            let cut = Int.random(in: 1...9, using: &generator)
            let (one, other) = (Played(service, bytes), Played(service, bytes, cut: cut))
            switch (one.end, other.end) {
            case (.failed, .failed): continue
            default: #expect(one.end == other.end && one.rest == other.rest, "\(bytes)")
            }
        }
    }
}
