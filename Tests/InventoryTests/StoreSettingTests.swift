// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Settings
import Testing

/// `Store=` of `[Chancery]`.
@Suite struct StoreSettingTests {
    /// The first line of what is wrong with a file; nil where nothing is.
    private func problem(_ text: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "chancery.conf")
        try Data("[Chancery]\n\(text)\n".utf8).write(to: file)
        do throws(ConfigurationErrors) {
            _ = try Fixtures.read(folder.path)
            return nil
        } catch {
            let lines = error.description.split(separator: "\n").map(String.init)
            return lines.first?.replacingOccurrences(of: file.path, with: "chancery.conf")
        }
    }

    @Test func aPasswordIsRefusedWhereItStands() throws {
        let words = try #require(try problem("Store=postgresql://chancery:secret@db.mfa.example/chancery"))
        #expect(words.hasPrefix("chancery.conf:2:7: error: a password in a file that others read"))
        #expect(words.contains("chancery.pgpass") && words.contains("PGPASSFILE"))
    }

    @Test func whatIsNoAddressIsRefused() throws {
        let words = try #require(try problem("Store=/var/lib/chancery"))
        #expect(words.hasPrefix("chancery.conf:2:7: error:") && words.contains("postgresql://"))
    }

    @Test func anAddressIsTakenByProgramsThatKnowPostgreSQLAlone() throws {
        let words = try problem("Store=postgresql://chancery@db.mfa.example/chancery")
        #if PostgreSQL
        #expect(words == nil)
        #else
        #expect(words?.hasPrefix("chancery.conf:2:7: error: this program knows no PostgreSQL") == true)
        #expect(words?.contains("make install TRAITS=PostgreSQL") == true)
        #endif
    }
}
