// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pipeline
import Proof
import Store
import StoreSQLite
import Testing

/// A state folder as a daemon leaves it: one signed cycle, its key, reports with a link to the newest.
struct KeptState {
    let folder: TemporaryFolder
    let head: String
    let fingerprint: String
    var url: URL { folder.url }
    var database: String { folder.url.appending(path: "chancery.db").path }

    /// - Parameter pages: how many files the report has.
    init(pages: Int = 3) async throws {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        folder = ministry.folder
        let heads = try await Sealer.open(ministry.store, state: folder.url, credentials: nil).sealEnded()
        fingerprint = try #require(heads.last).key
        let verification = try await StoreVerification(of: ministry.store)
        head = try #require(verification.newest).name
        try ministry.store.close()
        let report = folder.url.appending(path: "reports/2026-11")
        try FileManager.default.createDirectory(at: report, withIntermediateDirectories: true)
        for page in 0..<pages {
            try Data("page \(page)\n".utf8).write(to: report.appending(path: "page-\(page).html"))
        }
        let link = folder.url.appending(path: "reports/latest").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "2026-11")
        try Data("{}".utf8).write(to: folder.url.appending(path: "daemon.json"))
    }

    /// What lies there, but for what the lock leaves behind.
    static func names(in folder: URL) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0 != "chancery.db.lock" }.sorted()
    }

    static func mode(of url: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}
