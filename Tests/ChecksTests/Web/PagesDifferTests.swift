// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct PagesDifferTests {
    private func scene(
        _ first: PageResponse,
        _ second: PageResponse,
        _ texts: (String, String) = ("00", "00")
    )
        throws -> Scene
    {
        let sketch: (String) -> PageSketch = {
            PageSketch(status: 200, mediaType: "text/html", title: nil, text: $0)
        }
        return try Scene.reachable().web().web(on: Scene.other)
            .seeing(Reachability(suitesPerHello: 0), on: Scene.other)
            .seeing(first, sketch(texts.0))
            .seeing(second, sketch(texts.1), on: Scene.other)
    }

    @Test func likePagesPass() throws {
        #expect(try scene(.sound(), .sound()).verdict(of: PagesDiffer.self) == .pass)
    }

    @Test func anotherAnswerFails() throws {
        let scene = try scene(.sound(), .sound(status: 404))
        #expect(try scene.verdict(of: PagesDiffer.self).level == "answer")
    }

    @Test(
        arguments: [("00112233", "00112233", nil), ("00112233", "00aabbcc", "content")]
            as [(String, String, String?)]
    )
    func anotherTextFails(_ first: String, _ second: String, _ level: String?) throws {
        let scene = try scene(.sound(), .sound(), (first, second))
        #expect(try scene.verdict(of: PagesDiffer.self).level == level)
    }

    @Test func oneAddressHasNothingToDifferFrom() throws {
        #expect(try Scene.page(.sound()).verdict(of: PagesDiffer.self).state == .notApplicable)
    }

    @Test func anAddressWithoutAnAnswerIsUnknown() throws {
        let scene = try scene(.sound(), .sound()).missing(Question(PageResponse.self), on: Scene.other)
        #expect(try scene.verdict(of: PagesDiffer.self) == .unknown(because: Scene.silence))
    }
}
