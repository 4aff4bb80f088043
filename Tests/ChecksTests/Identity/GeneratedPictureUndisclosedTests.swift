// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct GeneratedPictureUndisclosedTests {
    private static let named = PublishedFiles(pictures: ["https://www/a.png"])
    private static let told = PublishedFiles(pictures: ["https://www/a.png"], disclosures: ["ai-generated"])
    private static let generated = ProvenanceMarks.Picture(
        path: "/a.png",
        format: "png",
        sourceTypes: ["trainedAlgorithmicMedia"],
        generated: ["trainedAlgorithmicMedia"],
        gap: "cut"
    )
    private static let plain = ProvenanceMarks.Picture(
        path: "/b.png",
        format: "png",
        sourceTypes: ["digitalCapture"]
    )

    private func verdict(
        _ files: PublishedFiles?,
        _ pictures: [ProvenanceMarks.Picture]? = nil,
        role: Role = .statementHost
    ) throws -> Verdict {
        try Scene.publishing(files, pictures, role).verdict(of: GeneratedPictureUndisclosed.self)
    }

    @Test func wordsOnThePagePass() throws {
        #expect(try verdict(Self.told, [Self.generated, Self.plain]) == .pass)
    }

    @Test func withoutWordsItFails() throws {
        let verdict = try verdict(Self.named, [Self.plain, Self.generated])
        #expect(verdict.level == "undisclosed" && verdict.seen == "/a.png (trainedAlgorithmicMedia)")
    }

    @Test func noMarkIsNoFault() throws {
        #expect(try verdict(Self.named, [Self.plain]).state == .notApplicable)
        #expect(try verdict(Self.told, [Self.plain]).state == .notApplicable)
        #expect(try verdict(PublishedFiles()).state == .notApplicable)
        #expect(try verdict(Self.named, [Self.generated], role: .publicWebsite).state == .notApplicable)
    }

    @Test func whatWasNotReadIsUnknown() throws {
        let cut = ProvenanceMarks.Picture(path: "/b.jpg", format: "jpeg", gap: "cut")
        #expect(try verdict(Self.named, [Self.plain, cut]).state == .unknown)
        #expect(try verdict(Self.named) == .unknown(because: Scene.silence))
        #expect(try verdict(nil) == .unknown(because: Scene.silence))
        let half = PublishedFiles(pictures: ["https://www/a.png"], gap: "cut")
        #expect(try verdict(half, [Self.generated]).state == .unknown)
    }

    @Test func picturesOfOthersAreNotAsked() throws {
        #expect(try verdict(PublishedFiles(foreignPictures: 1)).state == .notTested)
    }
}
