// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A report folder at another place, whole or not at all, with its PDF where one was made.
enum ReportCopy {
    /// Throws what the file system throws; what stands at the target already is replaced.
    ///
    /// The target's folder is not made where it is missing, for it may be a disk that is not mounted.
    static func make(of source: URL, at target: URL) throws {
        let files = FileManager.default
        let folder = target.deletingLastPathComponent()
        // Copying would make it.
        guard files.fileExists(atPath: folder.path) else {
            throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: folder.path])
        }
        let pdf = URL(filePath: source.path + ".pdf")
        if files.fileExists(atPath: pdf.path) {
            try copy(pdf, to: URL(filePath: target.path + ".pdf"))
        }
        try copy(source, to: target)
    }

    private static func copy(_ source: URL, to target: URL) throws {
        let files = FileManager.default
        let folder = target.deletingLastPathComponent()
        let temporary = folder.appending(path: ".\(target.lastPathComponent).\(UUID().uuidString)")
        do {
            try files.copyItem(at: source, to: temporary)
            if files.fileExists(atPath: target.path) { try files.removeItem(at: target) }
            try files.moveItem(at: temporary, to: target)
        } catch {
            try? files.removeItem(at: temporary)
            throw error
        }
    }
}
