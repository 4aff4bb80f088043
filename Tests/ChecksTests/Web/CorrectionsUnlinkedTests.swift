// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct CorrectionsUnlinkedTests {
    private func scene(_ marks: CorrectionMarks?, role: Role = .statementHost, page: PageResponse = .sound())
        throws -> Scene
    {
        let scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0), page)
        return try marks.map { try scene.seeing($0) } ?? scene.missing(Question(CorrectionMarks.self))
    }

    private func verdict(_ scene: Scene) throws -> Verdict { try scene.verdict(of: CorrectionsUnlinked.self) }

    @Test func aLinkOrAWordPasses() throws {
        #expect(try verdict(scene(CorrectionMarks(addresses: ["https://www/errata"]))) == .pass)
        #expect(try verdict(scene(CorrectionMarks(words: ["corrections"], gap: "cut"))) == .pass)
    }

    @Test func nothingFails() throws {
        #expect(try verdict(scene(CorrectionMarks())).level == "unlinked")
    }

    @Test func whatIsNotSeenIsUnknown() throws {
        #expect(try verdict(scene(CorrectionMarks(gap: "cut"))).state == .unknown)
        #expect(try verdict(scene(nil)) == .unknown(because: Scene.silence))
        #expect(try verdict(scene(CorrectionMarks(), page: .sound(status: 500))).state == .unknown)
        let elsewhere = PageResponse.sound(leadsTo: "https://a.example/")
        #expect(try verdict(scene(CorrectionMarks(), page: elsewhere)).state == .notApplicable)
    }

    @Test func otherHostsNeedNone() throws {
        #expect(try verdict(scene(CorrectionMarks(), role: .publicWebsite)).state == .notApplicable)
    }
}
