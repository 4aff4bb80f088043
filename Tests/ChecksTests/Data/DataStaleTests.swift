// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct DataStaleTests {
    private static let settings = ["Days": "365"]

    private func verdict(_ changed: String?, gap: String? = nil) throws -> Verdict {
        let metadata = DatasetMetadata(formats: ["rdfa"], datasets: 1, changed: changed, gap: gap)
        return try Scene.portal(metadata).verdict(of: DataStale.self, Self.settings)
    }

    /// `Scene.now` is noon of 2026-11-23.
    @Test func theLatestChangeDecides() throws {
        #expect(try verdict("2026-11-23") == .pass)
        #expect(try verdict("2025-11-23", gap: "cut") == .pass)
        #expect(try verdict("2025-11-22").level == "stale")
    }

    @Test func withoutADateItIsUnknown() throws {
        #expect(try verdict(nil).state == .unknown)
        #expect(try verdict("2027-01-01").state == .unknown)
        #expect(try verdict("2026-99-99").state == .unknown)
        #expect(try verdict("2020-01-01", gap: "cut").state == .unknown)
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.portalDoubts(of: DataStale.self, Self.settings) == Scene.doubts)
    }

    @Test func theThresholdHasBounds() {
        #expect(throws: SettingError.self) { try DataStale(CheckSettings(["Days": "0"])) }
    }
}
