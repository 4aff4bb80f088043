// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reports

/// The files that a format hands on, put together.
struct Written {
    private(set) var files: [String: Data] = [:]
    private(set) var largestPiece = 0
    private(set) var pieces = 0

    init(_ document: ReportDocument, _ render: (ReportDocument, ReportEmitter) throws -> Void) throws {
        var (files, largest, pieces) = ([String: Data](), 0, 0)
        try render(document) { path, bytes in
            files[path, default: Data()].append(bytes)
            largest = max(largest, bytes.count)
            pieces += 1
        }
        (self.files, largestPiece, self.pieces) = (files, largest, pieces)
    }

    /// The bytes of the one file that there should be; empty where there are others.
    func only(_ path: String) -> Data { files.count == 1 ? files[path] ?? Data() : Data() }

    /// The same as a JSON object.
    func object(_ path: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: only(path)) as? [String: Any] ?? [:]
    }
}

extension [String: Any] {
    func object(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }
    func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }
    func text(_ key: String) -> String? { self[key] as? String }
}
