// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct PageUncompressedTests {
    private func verdict(_ parts: PageWeight.Part...) throws -> Verdict {
        let scene = try Scene.weighed(parts[0], parts.count > 1 ? parts[1] : parts[0])
        let settings = thresholds["inclusion.page-uncompressed"] ?? CheckSettings()
        return try PageUncompressed(settings).verdict(
            on: scene.evidence,
            about: Scene.endpoint,
            at: Scene.now
        )
    }

    @Test func compressedTextPasses() throws {
        #expect(try verdict(.light) == .pass)
        #expect(try verdict(.page(2047, isCompressed: false)) == .pass)
        #expect(try verdict(.light, .part("a.png", "picture", wire: 90_000, isCompressed: false)) == .pass)
    }

    @Test func plainTextFails() throws {
        let page = try verdict(.page(9000, isCompressed: false))
        #expect(page.level == "uncompressed" && page.seen == "https://www/ (9.0 kB)")
        let sheet = try verdict(.light, .part("a.css", wire: 90_000, isCompressed: false))
        #expect(sheet.seen == "https://www/a.css (90 kB)")
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.weightDoubts(of: PageUncompressed.self) == Scene.weightsDoubts)
    }
}
