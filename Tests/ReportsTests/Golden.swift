// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Files kept beside the tests, byte for byte; `CHANCERY_RECORD_FIXTURES=1` writes them anew.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/reports")

    static func expect(_ bytes: Data, equals name: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try bytes.write(to: file)
        }
        let kept = try Data(contentsOf: file)
        #expect(bytes == kept, "\(name) differs from the kept file", sourceLocation: sourceLocation)
    }
}
