// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct MetadataMissingTests {
    @Test(arguments: ["json-ld", "rdfa", "microdata", "link"])
    func anyFormPasses(_ format: String) throws {
        let metadata = DatasetMetadata(formats: [format], gap: "cut")
        #expect(try Scene.portal(metadata).verdict(of: MetadataMissing.self) == .pass)
    }

    @Test func noneFails() throws {
        #expect(try Scene.portal(DatasetMetadata()).verdict(of: MetadataMissing.self).level == "missing")
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.portalDoubts(of: MetadataMissing.self) == Scene.doubts)
    }
}
