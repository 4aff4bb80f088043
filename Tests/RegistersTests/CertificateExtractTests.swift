// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Registers

/// Extracts of transparency logs.
struct CertificateExtractTests {
    private static func line(
        _ names: String,
        issuer: String = "C=US, O=Authority, CN=CA 1",
        serial: String = "0A01",
        from: String = "2026-01-01T00:00:00",
        until: String = "2027-01-01T00:00:00"
    ) -> String {
        #"{"issuer_ca_id":1,"issuer_name":"\#(issuer)","name_value":"\#(names)","not_before":"\#(from)","not_after":"\#(until)","serial_number":"\#(serial)"}"#
    }

    private static func read(_ text: String, portion: Int = .max) throws -> CertificateExtract {
        var reader = CertificateExtractReader()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.receive(rest.prefix(portion))
            rest = rest.dropFirst(portion)
        }
        return try reader.finish()
    }

    private static func fault(_ text: String) throws -> ExtractFault? {
        do {
            _ = try read(text)
            return nil
        } catch let fault as ExtractFault {
            return fault
        }
    }

    @Test(arguments: [Int.max, 1, 7])
    func certificatesAreFoundByDomain(portion: Int) throws {
        let text = [
            Self.line(#"WWW.mfa.example\nother.example."#, serial: "01"),
            "",
            Self.line("*.mfa.example", serial: "02"),
            Self.line("mfa.example", serial: "03"),
            Self.line("notmfa.example", serial: "04"),
            Self.line("mfa-example.mfa.example.test", serial: "05"),
            Self.line("a.b.mfa.example", serial: "06"),
            Self.line("mfa.example-x", serial: "07"),
        ].joined(separator: "\r\n")
        let extract = try Self.read(text, portion: portion)
        #expect(extract.count == 7)
        let found = extract.certificates(of: "mfa.example")
        #expect(found.map(\.serial) == ["1", "2", "3", "6"])
        #expect(found[0].names == ["www.mfa.example"])
        #expect(extract.certificates(of: "other.example").map(\.serial) == ["1"])
        #expect(extract.certificates(of: "example").count == 5)
        #expect(extract.certificates(of: "nobody.example").isEmpty)
    }

    @Test func whatWasAnnouncedAndIssuedIsOne() throws {
        let text = Self.line("mfa.example", serial: "0a01") + "\n" + Self.line("mfa.example", serial: "A01")
        #expect(try Self.read(text).count == 1)
        let other = Self.line("mfa.example", issuer: "CN=CA 2", serial: "A01")
        #expect(try Self.read(text + "\n" + other).count == 2)
    }

    @Test func escapesOfJSONAreRead() throws {
        let text = Self.line("mfa.example", issuer: #"O=\"D\u00e9p\u00f4t \ud83d\ude00\\\", CN=\t\/"#)
        #expect(
            try Self.read(text).certificates(of: "mfa.example").first?.issuer == "O=\"Dépôt 😀\\\", CN=\t/"
        )
    }

    @Test func datesAreUTC() throws {
        let found = try Self.read(Self.line("mfa.example")).certificates(of: "mfa.example")
        #expect(found.first?.notAfter == Date(timeIntervalSince1970: 1_798_761_600))
    }

    @Test(arguments: [
        ("[]", 1, "expected {"),
        ("{", 2, "expected a key in quotes"),
        (#"{"a" 1}"#, 6, "expected :"),
        (#"{"a":[1]}"#, 6, "a list or an object, where a text or a number is expected"),
        (#"{"a":yes}"#, 6, "expected a text or a number"),
        (#"{"a":"\x"}"#, 7, "an escape that JSON does not have"),
        (#"{"a":"\u12"}"#, 7, "an escape that JSON does not have"),
        (#"{"a":"b"#, 8, "the text does not end"),
        (#"{"a":1,"a":2}"#, 8, "a key that stands there twice"),
        (#"{"a":1} 2"#, 9, "something follows the object"),
        ("{}", 1, "issuer_name is missing"),
    ])
    func whatIsWrongHasItsLineAndColumn(_ line: String, column: Int, words: String) throws {
        let text = Self.line("mfa.example") + "\n\n" + line
        #expect(try Self.fault(text) == ExtractFault(line: 3, column: column, words: words))
    }

    @Test func membersThatDoNotServeAreNamed() throws {
        let serial = try Self.fault(Self.line("mfa.example", serial: "xyz"))
        #expect(serial?.words == "serial_number is no hexadecimal number")
        let date = try Self.fault(Self.line("mfa.example", until: "tomorrow"))
        #expect(date?.description == "1:1: not_after is no time such as 2026-11-27T12:00:00")
    }

    @Test func aLineHasABound() throws {
        let fault = try Self.fault(String(repeating: " ", count: 65_537))
        #expect(fault?.words == "the line is longer than 65536 bytes")
    }
}
