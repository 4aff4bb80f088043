// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct LicenceMissingTests {
    private func verdict(_ metadata: DatasetMetadata) throws -> Verdict {
        try Scene.portal(metadata).verdict(of: LicenceMissing.self)
    }

    @Test func aLicencePasses() throws {
        #expect(try verdict(DatasetMetadata(formats: ["rdfa"], datasets: 1, isLicensed: true)) == .pass)
    }

    @Test func dataWithoutOneFail() throws {
        #expect(try verdict(DatasetMetadata(formats: ["json-ld"], datasets: 2)).level == "missing")
    }

    @Test func descriptionsElsewhereAreNotRead() throws {
        #expect(try verdict(DatasetMetadata(formats: ["link"])).state == .notTested)
        #expect(try verdict(DatasetMetadata()).state == .notApplicable)
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.portalDoubts(of: LicenceMissing.self) == Scene.doubts)
    }
}
