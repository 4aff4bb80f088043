// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation

@testable import Probes

/// The keys and signed texts of GnuPG under `Tests/Fixtures/openpgp`.
enum SignedFixtures {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/openpgp")

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static func text(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "\(name).txt")))
    }

    static func keys(_ names: String...) throws -> ListedSigningKeys {
        try ListedSigningKeys(files: names.map { path("\($0).key.asc") })
    }

    /// What a text comes to by keys.
    static func signature(_ text: String, by keys: String...) throws -> SecurityTextSignature {
        try ListedSigningKeys(files: keys.map { path("\($0).key.asc") }).signature(of: Self.text(text))
    }

    /// The keys of a file with these bytes; throws where it is refused.
    static func keys(fileOf bytes: [UInt8]) throws -> ListedSigningKeys {
        let file = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        return try ListedSigningKeys(files: [file.path])
    }

    /// A signed text, changed.
    static func altered(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
        Array(String(decoding: try text(name), as: UTF8.self).replacing(old, with: new).utf8)
    }
}
