// SPDX-License-Identifier: Apache-2.0
import Checks
import Clients
import Foundation
import Model
import Settings
import TLSWire
import Testing

struct ShippedClientsTests {
    @Test func theShippedFileIsReadAndDated() throws {
        let catalogue = try ClientFile.shipped()
        #expect((60...90).contains(catalogue.clients.count))
        #expect(!catalogue.source.isEmpty)
        #expect(catalogue.date == CalendarDay("2026-06-30"))
    }

    /// Every kind of client that the audience of missions was found to use.
    @Test(arguments: [
        "Android 2.3", "Android 4.0", "Android 4.4", "Android 5.0", "Android 6.0", "Android 7.0",
        "Android 8.1", "Android 9", "Android 10", "Android 11 and 12", "Android 13 and 14",
        "Android 15 and 16", "Internet Explorer 6, Windows XP", "Internet Explorer 8, Windows XP",
        "Internet Explorer 7, Windows Vista", "Internet Explorer 8 to 10, Windows 7",
        "Internet Explorer 11, Windows 7", "Internet Explorer 11, Windows 8.1",
        "Internet Explorer 11, Windows Phone 8.1", "Internet Explorer 11, Windows 10", "Edge 15, Windows 10",
        "Chrome 49, Windows XP", "Firefox 49, Windows XP; KaiOS 2.5", "Chrome 101, Windows 10",
        "Chromium 137, Windows 11", "Firefox 100, Windows 10", "Firefox 137, Windows 11",
        "Safari 5, Mac OS X 10.6", "Safari 5, iOS 5", "Safari 8, iOS 8", "Safari 9, iOS 9",
        "Safari 12, iOS 12", "Safari 15, macOS 12", "Safari 18, iOS 18 and macOS 15",
        "Safari 26, iOS 26 and macOS 26", "Java 6u45", "Java 7u25", "Java 8u31", "Java 8u161", "Java 11",
        "Java 8u442", "Java 17 and 21", "OpenSSL 0.9.8", "OpenSSL 1.0.1", "OpenSSL 1.0.2", "OpenSSL 1.1.0",
        "OpenSSL 1.1.1", "OpenSSL 3.0", "OpenSSL 3.5", "OpenSSL 4.0", "Go 1.17", "Tor 17, Windows 7",
    ])
    func everyKindOfTheAudienceIsListed(_ name: String) throws {
        #expect(try ClientFile.shipped().clients.contains { $0.name == name })
    }

    @Test func limitsAndFormatsAreTaken() throws {
        let clients = try ClientFile.shipped().clients
        func client(_ name: String) throws -> SimulatedClient {
            try #require(clients.first { $0.name == name })
        }
        #expect(try client("Java 7u25").primeBits == 0...1024)
        #expect(try client("Internet Explorer 11, Windows 7").primeBits == 1024...4096)
        #expect(try client("OpenSSL 3.5").rsaBits == 2048...Int.max)
        #expect(try client("OpenSSL 3.5").keyShares == [.x25519MLKEM768, .x25519])
        #expect(try client("Java 6u45").format == .sslv2)
        #expect(try client("Internet Explorer 6, Windows XP").versions == .ssl2 ... .ssl3)
        #expect(try client("Android 7.0").missingRoots == ["ISRG Root X1"])
        #expect(try client("Thunderbird 91").visits(.imaps))
        #expect(try !client("Chrome 101, Windows 10").visits(.smtp))
    }
}

struct ClientFileTests {
    private static let head = "[Clients]\nSource=mine\nDate=2026-01-02\n\n"
    private static let right = "[Client A]\nVersions=tls1.2\nSuites=C02F\nSignatureSchemes=0401\n"

    private func problems(_ text: String) -> String {
        do {
            _ = try ClientFile.read(Array(text.utf8), file: "clients.conf")
            return ""
        } catch {
            return error.description
        }
    }

    @Test func aNameServesAsWellAsACode() throws {
        let text = Self.head + Self.right.replacing("C02F", with: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
        let clients = try ClientFile.read(Array(text.utf8), file: "clients.conf").clients
        #expect(clients.map(\.suites) == [[CipherSuite(0xC02F)]])
    }

    @Test func aClientCanBeTakenOut() throws {
        let text = Self.head + Self.right + "Enabled=no\n"
        #expect(try ClientFile.read(Array(text.utf8), file: "clients.conf").clients.isEmpty)
    }

    @Test(arguments: [
        ("Versions=tls1.2", "Versions=tls1.4", "clients.conf:6:10: error: Versions"),
        ("Versions=tls1.2", "Versions=tls1.2 to tls1.0", "expected a version or two"),
        ("Suites=C02F", "Suites=0A0A", "0A0A is a signalling value"),
        ("Suites=C02F", "Suites=C02F, C02F", "'C02F' is listed twice"),
        ("Suites=C02F", "Suites=1301", "none of its versions has any of them"),
        ("Suites=C02F", "Suites=C02", "expected a cipher suite by four hex digits"),
        ("Suites=C02F\n", "", "lacks the required key Suites"),
        ("Versions=tls1.2", "Versions=tls1.1", "SignatureSchemes= has no meaning before TLS 1.2"),
        ("Versions=tls1.2", "Versions=tls1.2 to tls1.3", "TLS 1.3 needs Groups="),
        ("Versions=tls1.2", "Versions=ssl2 to tls1.2", "SSLv2 needs HelloFormat=sslv2"),
        ("Suites=C02F", "Suites=C02F\nKeyShares=001D", "KeyShares= has no meaning before TLS 1.3"),
        ("Suites=C02F", "Suites=C02F\nSSLv2Specs=0700C0", "SSLv2Specs= needs HelloFormat=sslv2"),
        ("Suites=C02F", "Suites=C02F\nRSABits=about 2048", "expected sizes in bits"),
        ("Suites=C02F", "Suites=C02F\nService=gopher", "Service: expected any, https"),
        ("Suites=C02F", "Suites=C02F\nSuite=C02F", "did you mean 'Suites'?"),
    ])
    func whatIsWrongIsSaidWhereItStands(_ right: String, _ wrong: String, _ message: String) {
        let text = Self.head + Self.right.replacing(right, with: wrong)
        #expect(problems(text).contains(message), "\(problems(text))")
    }

    @Test func aFileInTheFolderReplacesTheShippedOneAndDropInsAdd() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "clients-\(UUID())")
        let dropIns = folder.appending(path: "clients.conf.d")
        try FileManager.default.createDirectory(at: dropIns, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shipped = try ClientFile.shipped()
        #expect(try ClientFile.read(directory: folder.path) == shipped)
        try "[Client Android 9]\nEnabled=no\n\n\(Self.right)".write(
            to: dropIns.appending(path: "own.conf"),
            atomically: true,
            encoding: .utf8
        )
        let changed = try ClientFile.read(directory: folder.path).clients.map(\.name)
        #expect(changed == shipped.clients.map(\.name).filter { $0 != "Android 9" } + ["A"])
        try Self.head.write(to: folder.appending(path: "clients.conf"), atomically: true, encoding: .utf8)
        #expect(throws: ClientFileErrors.self) { try ClientFile.read(directory: folder.path) }
    }
}
