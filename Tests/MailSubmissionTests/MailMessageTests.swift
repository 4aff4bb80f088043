// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import MailSubmission

struct MailMessageTests {
    private static func message(
        _ text: String,
        subject: String = "Posture",
        id: String = "report-2026-11.abc",
        attachments: [MailMessage.Attachment] = []
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("Chancery@MFA.example")),
            to: [try #require(MailAddress("soc@mfa.example"))],
            subject: subject,
            date: Date(timeIntervalSince1970: 1_795_000_000),
            id: id,
            text: text,
            attachments: attachments
        )
    }

    private static func text(_ message: MailMessage, takesEightBit: Bool = false) -> String {
        String(decoding: message.bytes(takesEightBit: takesEightBit), as: UTF8.self)
    }

    @Test func aPlainMessage() throws {
        let expected = """
            Date: Wed, 18 Nov 2026 11:06:40 +0000
            From: Chancery@mfa.example
            To: soc@mfa.example
            Message-ID: <report-2026-11.abc@mfa.example>
            Subject: Posture
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            One.
            Two.

            """
            .replacingOccurrences(of: "\n", with: "\r\n")
        #expect(Self.text(try Self.message("One.\nTwo.\n")) == expected)
        #expect(Self.text(try Self.message("One.\r\nTwo.")) == expected)
    }

    @Test(arguments: [
        "Posture\r\nBcc: evil@mfa.example", "Posture\nBcc: evil@mfa.example", "Posture\rBcc: x",
        "\u{2028}Bcc: x\u{85}Bcc: y", "=?UTF-8?Q?Bcc?=", "é\r\n\r\nBody", "\u{0}\u{7F}",
    ]) func noSubjectBeginsAnotherField(_ subject: String) throws {
        let text = Self.text(try Self.message("x", subject: subject))
        let header = text.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
        let fields = header.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            fields == [
                "Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "MIME-Version",
                "Content-Type", "Content-Transfer-Encoding",
            ]
        )
        #expect(text.components(separatedBy: "\r\n\r\n")[1] == "x\r\n")
    }

    @Test func aLongSubjectIsFoldedIntoEncodedWords() throws {
        let subject = String(repeating: "Représentation auprès de l’Union 欧州連合 ", count: 8)
        let text = Self.text(try Self.message("x", subject: subject))
        let lines = text.components(separatedBy: "\r\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject:") })
        let folded =
            [lines[start].dropFirst(8)[...]]
            + lines[(start + 1)...].prefix { $0.hasPrefix(" ") }.map { $0[...] }
        #expect(folded.count > 3)
        #expect(folded.allSatisfy { $0.utf8.count <= 76 })
        var decoded = ""
        for word in folded.flatMap({ $0.split(separator: " ") }) {
            #expect(word.utf8.count <= 75 && word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?="))
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            decoded += try #require(String(data: data, encoding: .utf8))
        }
        #expect(decoded == subject)
    }

    @Test func textBeyondASCIIGoesAsTheServerTakesIt() throws {
        let message = try Self.message("Zürich =\nend \n")
        #expect(message.isEightBit)
        #expect(Self.text(message, takesEightBit: true).hasSuffix("8bit\r\n\r\nZürich =\r\nend \r\n"))
        #expect(Self.text(message).hasSuffix("quoted-printable\r\n\r\nZ=C3=BCrich =3D\r\nend=20\r\n"))
    }

    @Test(arguments: [true, false]) func noLineIsTooLong(takesEightBit: Bool) throws {
        let long = String(repeating: "ü", count: 2_000) + "\n" + String(repeating: "a ", count: 4_000)
        let message = try Self.message(
            long,
            subject: String(repeating: "x", count: 3_000),
            id: String(repeating: "i", count: 3_000),
            attachments: [
                .init(
                    name: "a\"b\r\nc/../d.html",
                    mediaType: "text/html",
                    bytes: Array(repeating: 0x2E, count: 5_000)
                )
            ]
        )
        let text = Self.text(message, takesEightBit: takesEightBit)
        for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 998) }
        #expect(
            text.contains("filename=\"a_b_c_.._d.html\"") || text.contains("filename=\"a_b__c_.._d.html\"")
        )
        #expect(!text.replacingOccurrences(of: "\r\n", with: "").utf8.contains { $0 == 0x0A || $0 == 0x0D })
    }

    @Test func noTextEndsItsPart() throws {
        let boundary = "=_report-2026-11.abc"
        let message = try Self.message(
            "--\(boundary)\n--\(boundary)_\n",
            attachments: [.init(name: "a", mediaType: "text/html", bytes: [1])]
        )
        #expect(Self.text(message).contains("boundary=\"\(boundary)__\""))
    }

    @Test(arguments: [
        "", "@", "a", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a\r\n@b", "a@b\r\nRCPT TO:<c@d>", ".a@b",
        "a..b@c",
        "a@-b", "a@b..c", "<a@b>", "a@b>", "é@b", "a@é.example", "\"a\"@b", "a@[192.0.2.1]",
        String(repeating: "a", count: 65) + "@b",
    ]) func whatIsNoAddress(_ text: String) { #expect(MailAddress(text) == nil) }

    /// Python's mail package reads what we write as what it was made of.
    @Test func anotherReaderFindsTheSame() throws {
        let html = Array("<p>Zürich</p>\n.\n".utf8)
        let message = try Self.message(
            "Zürich\n.\nFrom here\n" + String(repeating: "ü", count: 700) + "\n",
            subject: "[TLP:AMBER] État 2026-11",
            attachments: [.init(name: "report.html", mediaType: "text/html; charset=utf-8", bytes: html)]
        )
        let script = """
            import email, email.policy, json, sys
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
            json.dump([mail["subject"], mail["to"], mail["message-id"], parts, len(mail.defects)], sys.stdout)
            """
        for takesEightBit in [true, false] {
            let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data(message.bytes(takesEightBit: takesEightBit)).write(to: folder.appending(path: "mail"))
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = ["-c", script]
            process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "mail"))
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let data = try #require(try output.fileHandleForReading.readToEnd())
            process.waitUntilExit()
            let read = try #require(try JSONSerialization.jsonObject(with: data) as? [Any])
            #expect(read[0] as? String == message.subject)
            #expect(read[1] as? String == "soc@mfa.example")
            #expect(read[2] as? String == "<report-2026-11.abc@mfa.example>")
            let parts = try #require(read[3] as? [String])
            #expect(
                parts.map { $0.replacingOccurrences(of: "\r\n", with: "\n") } == [
                    message.text, String(decoding: html, as: UTF8.self),
                ]
            )
            #expect(read[4] as? Int == 0)
        }
    }
}
