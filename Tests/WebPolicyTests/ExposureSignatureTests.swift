// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import WebPolicy

@Suite("Signatures of exposed files")
struct ExposureSignatureTests {
    @Test(
        "What lies open is known by its bytes",
        arguments: [
            (ExposureSignature.gitConfig, "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"),
            (.gitHead, "ref: refs/heads/main\n"),
            (.subversion, "10\n\ndir\n12\nhttps://svn.example/trunk\n"),
            (.mercurial, "dotencode\nfncache\nrevlogv1\nstore\n"),
            (.environment, "# settings\nAPP_ENV=production\r\nexport DB_PASSWORD=\"x y\"\r\n"),
            (.privateKey, "-----BEGIN RSA PRIVATE KEY-----\nMIIE"),
            (.databaseSettings, "production:\n  adapter: mysql2\n  database: site\n"),
            (.transferSettings, "{\n  \"type\": \"sftp\",\n  \"host\": \"h\",\n  \"user\": \"u\",\n}"),
            (.sqlDump, "-- MySQL dump 10.13\n--\n"),
            (.serverStatus, "<!DOCTYPE HTML>\n<title>Apache Status</title>\n<dt>Server uptime: 1 day</dt>"),
            (.serverInfo, "<html><title>Server Information</title><a>Server Settings</a>"),
            (.phpInfo, "<html><title>PHP 8.2 - phpinfo()</title><h1>PHP Version 8.2</h1>"),
        ]
    )
    func known(_ signature: ExposureSignature, _ text: String) {
        #expect(signature.matches(Array(text.utf8)))
    }

    @Test("Files of bytes are known by how they begin")
    func magic() {
        let elf: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 9)
        #expect(ExposureSignature.core.matches(elf + [4, 0]))
        #expect(!ExposureSignature.core.matches(elf + [2, 0]), "a program is no core")
        #expect(!ExposureSignature.core.matches(elf))
        #expect(ExposureSignature.zip.matches([0x50, 0x4B, 3, 4, 20]))
        #expect(ExposureSignature.gzip.matches([0x1F, 0x8B, 8, 0]))
        #expect(ExposureSignature.bzip2.matches(Array("BZh91AY&SY".utf8)))
        #expect(!ExposureSignature.bzip2.matches(Array("BZhello, all of you".utf8)))
    }

    @Test("A page that comes for every path is none of them", arguments: ExposureSignature.allCases)
    func catchAll(_ signature: ExposureSignature) {
        let pages = [
            "", "\n", "Not found", "<!DOCTYPE html>\n<title>Embassy</title>\nDB_HOST=x\nDB_NAME=y\n[core]",
            "\u{FEFF} <html><body>ref: refs/heads/main INSERT INTO</body></html>",
            "{\"error\": \"no such page\"}",
        ]
        for page in pages { #expect(!signature.matches(Array(page.utf8)), "\(page)") }
    }

    @Test(
        "What only resembles it is not taken for it",
        arguments: [
            (ExposureSignature.gitConfig, "[core]\nname = a game\n"),
            (.gitHead, "ref: refs/heads/main\nand a second line"),
            (.subversion, "10\nfiles\n"),
            (.environment, "APP_ENV=only one line"),
            (.environment, "q=1\nlang=en\n"),
            (.privateKey, "-----BEGIN PUBLIC KEY-----\nMIIB"),
            (.privateKey, "-----BEGIN CERTIFICATE-----\nMIIB"),
            (.sqlDump, "How to write CREATE TABLE statements"),
            (.serverStatus, "<title>Apache Status</title>"),
            (.phpInfo, "<title>What phpinfo() shows</title>"),
        ]
    )
    func friends(_ signature: ExposureSignature, _ text: String) {
        #expect(!signature.matches(Array(text.utf8)))
    }

    @Test("What stands beyond the reach is not looked at")
    func reach() {
        let far = String(repeating: "# line\n", count: 600) + "-- MySQL dump 10\n"
        #expect(!ExposureSignature.sqlDump.matches(Array(far.utf8)))
    }

    @Test("The list asks for each path once, each from the root, each matter among them")
    func list() {
        let paths = ExposedPath.safe.map(\.path)
        #expect(Set(paths).count == paths.count)
        #expect(paths.allSatisfy { $0.hasPrefix("/") && !$0.contains("..") && !$0.contains("?") })
        #expect(Set(ExposedPath.safe.map(\.matter)) == Set(ExposedPath.Matter.allCases))
        #expect(Set(ExposedPath.safe.map(\.signature)) == Set(ExposureSignature.allCases))
    }
}
