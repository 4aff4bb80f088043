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
            (.phpSource, "\n<?php\ndefine('DB_PASSWORD', 'x');\n"),
            (.webSettings, "<?xml version=\"1.0\"?>\n<configuration>\n<system.web />\n</configuration>"),
            (.passwordList, "anna:$apr1$x$y\nben:{SHA}abc=\n"),
            (.cloudKeys, "[default]\naws_access_key_id = A\naws_secret_access_key = B\n"),
            (.registryToken, "//registry.example/:_authToken=abc\n"),
            (.gitPasswords, "https://anna:secret@git.example\n"),
            (.transferSites, "<?xml version=\"1.0\"?><FileZilla3><Servers><Server><Host>h</Host>"),
            (.debugLog, "[24-Nov-2026 10:00:00 UTC] PHP Warning:  x in /srv/a.php on line 1\n"),
            (.errorLog, "<html><title>Error log for /LM/W3SVC/1 on WEB</title><p>ELMAH 1.2"),
            (.requestLog, "<!DOCTYPE html><title>Telescope - site</title><script>telescope-app</script>"),
            (
                .databaseConsole,
                "<!DOCTYPE html><title>Login - Adminer</title><a href=\"https://www.adminer.org/\">"
            ),
            (.springSettings, "{\"activeProfiles\":[\"prod\"],\"propertySources\":[]}"),
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
            (.phpSource, "<html><body><?php echo 1; ?>"),
            (.webSettings, "<html><p>&lt;configuration&gt; and system.web</p>"),
            (.passwordList, "name: Anna\ncity: Paris\n"),
            (.cloudKeys, "[default]\nregion = x\n"),
            (.gitPasswords, "https://www.mfa.example/\n"),
            (.debugLog, "[24-Nov-2026] nothing to report\n"),
            (.databaseConsole, "<html><title>Adminer, explained</title>"),
            (.springSettings, "{\"activeProfiles\":1}"),
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
