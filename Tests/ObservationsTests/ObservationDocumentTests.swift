// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Observations
import Testing

/// The document that Scripts/check-schemas holds against the published schema is one that is read, byte for byte.
struct ObservationDocumentTests {
    @Test func theKeptDocumentIsRead() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try Data(contentsOf: root.appending(path: "Fixtures/reports/observation.json"))
        let bundle = try ObservationBundle(bytes)
        #expect(bundle.vantage == "paris" && bundle.reached == 1 && bundle.subjects.count == 1)
        #expect(bundle.means.ipv6 == false && bundle.means.clock == -2)
    }
}
