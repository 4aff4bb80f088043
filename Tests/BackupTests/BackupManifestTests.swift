// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Backup

/// What a manifest may name, and the document of it byte for byte; `CHANCERY_RECORD_FIXTURES=1` writes that anew, and
/// Scripts/check-schemas holds it against the published schema.
struct BackupManifestTests {
    private static let hash = String(repeating: "ab", count: 32)

    private static func manifest(
        _ paths: [String] = [],
        links: [(String, String)] = [],
        mode: Int = 0o640
    ) -> BackupManifest {
        let files = ["chancery.db"] + paths
        return BackupManifest(
            made: Date(timeIntervalSince1970: 1_795_780_800),
            tool: "0.1.0",
            store: BackupManifest.Store(
                schema: 4,
                cycles: 12,
                head: BackupManifest.Head(cycle: 12, sha256: hash)
            ),
            key: BackupManifest.Key(fingerprint: hash, carried: true),
            files: files.map {
                BackupManifest.File(
                    path: $0,
                    length: 5,
                    sha256: hash,
                    mode: $0.hasPrefix("keys/") ? 0o600 : mode
                )
            },
            links: links.map { BackupManifest.Link(path: $0.0, target: $0.1) }
        )
    }

    @Test func aManifestIsADocument() throws {
        let manifest = Self.manifest(
            ["keys/signing.pem", "reports/2026-11/index.html"],
            links: [("reports/latest", "2026-11")]
        )
        let bytes = try manifest.bytes
        #expect(BackupManifest(bytes: bytes) == manifest)
        let repository = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = repository.appending(path: "Tests/Fixtures/reports/backup.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try bytes.write(to: file)
        }
        #expect(bytes == (try Data(contentsOf: file)), "it differs from the kept file")
    }

    @Test(arguments: [
        "../x", "/etc/passwd", "a//b", "a/./b", "restore.partial/x", "chancery.db-wal", "chancery.db.lock",
        "daemon.json", ".hidden", "chancery.db", "chancery.db/x", "", "chancery.db.v3-backup",
    ])
    func aPathThatNoBackupHoldsIsRefused(path: String) throws {
        #expect(BackupManifest(bytes: try Self.manifest([path]).bytes) == nil)
    }

    @Test func aLinkLeadsNowhereElse() throws {
        for target in ["..", "/etc", "a/b", "", "."] {
            #expect(
                BackupManifest(bytes: try Self.manifest(links: [("reports/latest", target)]).bytes) == nil
            )
        }
        let through = Self.manifest(["reports/latest/x"], links: [("reports/latest", "2026-11")])
        #expect(BackupManifest(bytes: try through.bytes) == nil)
    }

    @Test func whatOthersMayWriteIsRefused() throws {
        #expect(BackupManifest(bytes: try Self.manifest(["reports/x"], mode: 0o666).bytes) == nil)
        #expect(BackupManifest(bytes: try Self.manifest(["reports/x"], mode: 0o4755).bytes) == nil)
        #expect(BackupManifest(bytes: try Self.manifest(["reports/x"], mode: 0o644).bytes) != nil)
    }

    @Test func otherBytesOfTheSameAreRefused() throws {
        let bytes = try Self.manifest().bytes
        #expect(BackupManifest(bytes: bytes + Data(" ".utf8)) == nil)
        #expect(BackupManifest(bytes: Data("{}".utf8)) == nil)
    }
}
