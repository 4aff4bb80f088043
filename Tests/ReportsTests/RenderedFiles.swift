// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reports

/// One file of a report.
struct RenderedFile {
    let path: String
    var bytes: Data

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The files that a format writes, put together from their pieces, in their order.
    static func all(
        of document: ReportDocument,
        _ render: (ReportDocument, ReportEmitter) throws -> Void
    ) throws -> [RenderedFile] {
        var files: [RenderedFile] = []
        try render(document) { path, bytes in
            if files.last?.path == path {
                files[files.count - 1].bytes += bytes
            } else {
                files.append(RenderedFile(path: path, bytes: bytes))
            }
        }
        return files
    }
}
