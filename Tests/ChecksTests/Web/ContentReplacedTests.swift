// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct ContentReplacedTests {
    private static let settings = ["Days": "7", "Likeness": "10%"]

    /// 64 parts, of which the first so many are those of text `a`, the others those of text `b`.
    private func sketch(_ shared: Int, status: Int = 200) -> PageSketch {
        let text = String(repeating: "aa", count: shared) + String(repeating: "bb", count: 64 - shared)
        return PageSketch(status: status, mediaType: "text/html", title: nil, text: text)
    }

    private func scene(_ now: PageSketch, role: Role = .statementHost) throws -> Scene {
        try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0), now)
    }

    /// Texts with the days ago of their first and last sight.
    private func verdict(_ now: PageSketch, _ past: [(PageSketch, Double, Double)]) throws -> Verdict {
        let day = { (ago: Double) in Scene.now.addingTimeInterval(-ago * 86_400) }
        let kept = past.map { text, first, last in
            PastFact(subject: Scene.address, record: FactRecord(text), first: day(first), last: day(last))
        }
        return try scene(now).remembering(kept).verdict(of: ContentReplaced.self, Self.settings)
    }

    @Test func aPageThatBecameAnotherFails() throws {
        let verdict = try verdict(sketch(0), [(sketch(64), 90, 2), (sketch(0), 1, 0)])
        #expect(verdict.level == "replaced")
    }

    @Test func itFailsBeforeItsOwnVisitIsKept() throws {
        #expect(try verdict(sketch(0), [(sketch(64), 90, 1)]).level == "replaced")
    }

    @Test func smallStepsPass() throws {
        let steps = [(sketch(64), 90.0, 5.0), (sketch(40), 4, 3), (sketch(15), 2, 1)]
        #expect(try verdict(sketch(0), steps) == .pass)
    }

    @Test func anEarlierReplacementUnderSmallStepsIsStillSeen() throws {
        let steps = [(sketch(64), 90.0, 5.0), (sketch(2), 4, 3), (sketch(1), 2, 1)]
        #expect(try verdict(sketch(0), steps).level == "replaced")
    }

    @Test func whatWasRestoredPasses() throws {
        #expect(try verdict(sketch(64), [(sketch(64), 90, 0), (sketch(0), 3, 2)]) == .pass)
    }

    @Test func whatStoodForDaysIsThePage() throws {
        #expect(try verdict(sketch(0), [(sketch(64), 90, 9), (sketch(0), 8, 0)]) == .pass)
    }

    @Test func errorsOfThePastAreNoPage() throws {
        #expect(try verdict(sketch(64), [(sketch(64), 90, 0), (sketch(0, status: 503), 1, 1)]) == .pass)
    }

    @Test func withoutAPastNothingIsTested() throws {
        #expect(try verdict(sketch(0), []).state == .notTested)
        #expect(try verdict(sketch(0), [(sketch(0), 2, 0)]).state == .notTested)
    }

    @Test func withoutATextNothingIsKnown() throws {
        let blank = PageSketch(status: 200, mediaType: "text/html", title: nil, text: nil)
        #expect(try verdict(blank, []).state == .unknown)
        let silent = try scene(sketch(0)).missing(Question(PageSketch.self))
        #expect(
            try silent.verdict(of: ContentReplaced.self, Self.settings) == .unknown(because: Scene.silence)
        )
    }

    @Test func otherHostsMayChange() throws {
        let scene = try scene(sketch(0), role: .publicWebsite)
        #expect(try scene.verdict(of: ContentReplaced.self, Self.settings).state == .notApplicable)
    }
}
