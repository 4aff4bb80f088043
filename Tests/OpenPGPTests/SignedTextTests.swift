// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import OpenPGP

struct SignedTextTests {
    /// A packet of a signature of version 4 that says nothing.
    private static let packet: [UInt8] = [0xC2, 12, 4, 1, 1, 8, 0, 0, 0, 0, 0xAA, 0xBB, 0, 0]

    private func framed(_ text: String, _ packets: [UInt8] = Self.packet) -> [UInt8] {
        let base64 = Data(packets).base64EncodedString()
        let signature = "-----BEGIN PGP SIGNATURE-----\n\n\(base64)\n-----END PGP SIGNATURE-----\n"
        return Array("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n\(text)\n\(signature)".utf8)
    }

    private func content(_ text: String) throws -> String? {
        try SignedText.read(framed(text)).map { String(decoding: $0.content, as: UTF8.self) }
    }

    private func fault(_ bytes: [UInt8]) -> OpenPGPFault? {
        do throws(OpenPGPFault) {
            _ = try SignedText.read(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func whatIsNotSignedIsNone() throws {
        #expect(try SignedText.read(Array("Contact: x\n".utf8)) == nil)
        #expect(try SignedText.read([UInt8]()) == nil)
        #expect(fault(Array("a\n-----BEGIN PGP MESSAGE-----\n".utf8))?.line == 2)
    }

    @Test(
        arguments: [
            ("a", "a"), ("a\nb", "a\r\nb"), ("a\r\nb\r", "a\r\nb"), ("a \t\n b", "a\r\n b"), ("", ""),
            ("a\n", "a\r\n"), ("- -a", "-a"), ("- \nx", "\r\nx"), ("- From", "From"), ("a\rb", "a\rb"),
        ]
    )
    func linesAreMadeAlike(_ text: String, _ expected: String) throws {
        #expect(try content(text) == expected)
    }

    /// Headers are not signed.
    @Test(arguments: ["Hash: SHA256, SHA3-256", "Hash:"])
    func headersNameHashesAlone(_ header: String) throws {
        let text = String(decoding: framed("a"), as: UTF8.self)
        #expect(try SignedText.read(Array(text.replacing("Hash: SHA256", with: header).utf8)) != nil)
        for more in ["Hash: a.b", "Hash: SHA256\nContact: x", "Comment: x"] {
            let words = fault(Array(text.replacing("Hash: SHA256", with: more).utf8))?.words
            #expect(words == "a header other than Hash")
        }
    }

    @Test func dashesMustBeEscaped() {
        #expect(fault(framed("a\n-b"))?.description == "line 5: a dash that is not escaped")
        #expect(fault(framed("-"))?.line == 4)
    }

    @Test(
        arguments: [
            ([], "the block holds no signature"),
            ([0xC2], "it ends too early"),
            ([0x42, 0], "a packet's first bit is not set"),
            ([0xC2, 224], "a packet in parts"),
            ([0x8B], "a packet without a length"),
            ([0xC6, 0], "a packet among the signatures that is none: 6"),
            ([0xC2, 255, 0xFF, 0xFF, 0xFF, 0xFF, 4], "it ends too early"),
            ([0xC2, 9, 4, 1, 1, 8, 0, 1, 0, 0, 0], "a subpacket without a type"),
        ] as [([UInt8], String)]
    )
    func packetsThatAreNoneAreRefused(_ packets: [UInt8], _ words: String) {
        #expect(fault(framed("a", packets))?.words == words)
    }

    /// The last of the digits is missing, or one stands behind the end.
    @Test(arguments: [
        "wgwEAQEIAAAAAKq7AA=", "wgwEAQEIAAAAAKq7AA", "wgwEAQEIAAAAAKq7AA==A", "wgwEAQEIAAAAAKq7AA===",
    ])
    func radix64MustBeWhole(_ digits: String) {
        let whole = Data(Self.packet).base64EncodedString()
        let frame = String(decoding: framed("a"), as: UTF8.self)
        #expect(frame.contains(whole))
        let words = fault(Array(frame.replacing(whole, with: digits).utf8))?.words ?? ""
        #expect(words.contains("Radix-64"), "\(words)")
    }

    @Test func lengthsOfEveryFormAreRead() throws {
        let body = Array(Self.packet.dropFirst(2))
        for head: [UInt8] in [
            [0xC2, 12], [0xC2, 255, 0, 0, 0, 12], [0x88, 12], [0x89, 0, 12], [0x8A, 0, 0, 0, 12],
        ] {
            #expect(try SignedText.read(framed("a", head + body))?.signatures.count == 1, "\(head)")
        }
        let long = [UInt8](repeating: 0, count: 200)
        let marker: [UInt8] = [0xCA, 192, 8] + long
        #expect(try SignedText.read(framed("a", marker + Self.packet))?.signatures.count == 1)
    }

    @Test func otherVersionsAreLeftOut() throws {
        let third: [UInt8] = [0xC2, 2, 3, 5]
        #expect(try SignedText.read(framed("a", third + Self.packet))?.signatures.count == 1)
        #expect(try SignedText.read(framed("a", third))?.signatures == [])
        let many = [[UInt8]](repeating: third, count: 17).flatMap(\.self)
        #expect(fault(framed("a", many))?.words == "more than 16 signatures")
    }

    /// Each would take minutes if anything were looked at again and again.
    @Test(
        arguments: [
            "\n", "- -\n", "-----BEGIN PGP SIGNATURE-----\n", "-----BEGIN PGP SIGNED MESSAGE-----\n", "a \n",
            " ", "Hash: a\n",
        ]
    )
    func longTextsTakeNoLongTime(_ part: String) {
        let many = String(repeating: part, count: 300_000 / part.utf8.count)
        let begin = ContinuousClock.now
        for text in [
            many, "-----BEGIN PGP SIGNED MESSAGE-----\n\(many)",
            "-----BEGIN PGP SIGNED MESSAGE-----\n\n\(many)",
            "-----BEGIN PGP SIGNED MESSAGE-----\n\n\n-----BEGIN PGP SIGNATURE-----\n\n\(many)",
        ] {
            _ = fault(Array(text.utf8))
        }
        #expect(ContinuousClock.now - begin < .seconds(20))
    }
}
