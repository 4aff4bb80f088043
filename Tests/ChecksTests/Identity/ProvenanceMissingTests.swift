// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ProvenanceMissingTests {
    private static let named = PublishedFiles(pictures: ["https://www/a.jpg"])
    private static let manifest = ProvenanceMarks.Manifest(count: 1, generator: "Camera", isSigned: true)

    private func verdict(
        _ files: PublishedFiles?,
        _ pictures: [ProvenanceMarks.Picture]? = nil,
        role: Role = .statementHost,
        page: PageResponse = .sound()
    ) throws -> Verdict {
        try Scene.publishing(files, pictures, role, page).verdict(of: ProvenanceMissing.self)
    }

    @Test func aMarkPasses() throws {
        let plain = ProvenanceMarks.Picture(path: "/b.jpg", format: "jpeg")
        let unread = ProvenanceMarks.Picture(path: "/c.jpg", gap: "HTTP 404")
        let signed = ProvenanceMarks.Picture(
            path: "/a.jpg",
            format: "jpeg",
            manifest: Self.manifest,
            gap: "cut"
        )
        let named = ProvenanceMarks.Picture(path: "/a.jpg", format: "jpeg", hasReference: true)
        #expect(try verdict(Self.named, [plain, signed]) == .pass)
        #expect(try verdict(Self.named, [unread, named]) == .pass)
    }

    @Test func signaturesBesideStatementsPass() throws {
        #expect(try verdict(PublishedFiles(documents: 1, signatures: 1)) == .pass)
        #expect(try verdict(PublishedFiles(pictures: ["https://www/a.jpg"], signatures: 1)) == .pass)
    }

    @Test func picturesWithoutOneFail() throws {
        let plain = ProvenanceMarks.Picture(path: "/a.jpg", format: "jpeg")
        let sourced = ProvenanceMarks.Picture(path: "/b.png", format: "png", sourceTypes: ["digitalCapture"])
        let verdict = try verdict(Self.named, [sourced, plain])
        #expect(verdict.level == "missing" && verdict.seen == "no signed manifest in /a.jpg, /b.png")
    }

    @Test func aManifestCountsUnlessItIsUnsigned() throws {
        func picture(_ count: Int, _ isSigned: Bool?, gap: String? = nil) -> ProvenanceMarks.Picture {
            let manifest = ProvenanceMarks.Manifest(count: count, generator: nil, isSigned: isSigned)
            return ProvenanceMarks.Picture(path: "/a.jpg", format: "jpeg", manifest: manifest, gap: gap)
        }
        #expect(try verdict(Self.named, [picture(1, false)]).level == "missing")
        #expect(try verdict(Self.named, [picture(0, nil)]).level == "missing")
        #expect(try verdict(Self.named, [picture(0, nil, gap: "cut")]).state == .unknown)
        #expect(try verdict(Self.named, [picture(1, false, gap: "cut")]).state == .unknown)
        #expect(try verdict(Self.named, [picture(1, nil, gap: "cut")]) == .pass)
    }

    @Test func whatWasNotReadIsUnknown() throws {
        let plain = ProvenanceMarks.Picture(path: "/a.jpg", format: "jpeg")
        let cut = ProvenanceMarks.Picture(path: "/b.jpg", format: "jpeg", gap: "cut")
        #expect(try verdict(Self.named, [plain, cut]).state == .unknown)
        #expect(try verdict(Self.named) == .unknown(because: Scene.silence))
        #expect(try verdict(nil) == .unknown(because: Scene.silence))
        #expect(try verdict(PublishedFiles(gap: "cut")).state == .unknown)
        let half = PublishedFiles(pictures: ["https://www/a.jpg"], gap: "cut")
        #expect(try verdict(half, [plain]).state == .unknown)
        #expect(try verdict(Self.named, [plain], page: .sound(status: 500)).state == .unknown)
    }

    @Test func whatIsNotAskedIsNotTested() throws {
        #expect(try verdict(PublishedFiles(foreignPictures: 3)).state == .notTested)
        #expect(try verdict(PublishedFiles(documents: 3)).state == .notTested)
        #expect(try verdict(Self.named, []).state == .notTested)
    }

    @Test func withoutPicturesItDoesNotArise() throws {
        #expect(try verdict(PublishedFiles()).state == .notApplicable)
        #expect(try verdict(Self.named, [], role: .publicWebsite).state == .notApplicable)
        let elsewhere = PageResponse.sound(leadsTo: "https://a.example/")
        #expect(try verdict(PublishedFiles(), page: elsewhere).state == .notApplicable)
    }
}

extension Scene {
    /// `www` with what its page publishes and what was seen of its pictures; nil where that is not known.
    static func publishing(
        _ files: PublishedFiles?,
        _ pictures: [ProvenanceMarks.Picture]?,
        _ role: Role = .statementHost,
        _ page: PageResponse = .sound()
    ) throws -> Scene {
        var scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0), page)
        scene = try files.map { try scene.seeing($0) } ?? scene.missing(Question(PublishedFiles.self))
        let marks = pictures.map { ProvenanceMarks(pictures: $0) }
        return try marks.map { try scene.seeing($0, on: endpoint) }
            ?? scene.missing(Question(ProvenanceMarks.self), on: endpoint)
    }
}
