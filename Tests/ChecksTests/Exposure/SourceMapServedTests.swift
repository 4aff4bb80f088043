// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct SourceMapServedTests {
    @Test func nothingFoundPasses() throws {
        #expect(
            try Scene.exposed(SourceMaps(scripts: 2, maps: [])).verdict(of: SourceMapServed.self) == .pass
        )
    }

    @Test func withoutTheOwnersWordItIsNotTested() throws {
        let verdict = try Scene.exposed(allowed: false).verdict(of: SourceMapServed.self)
        #expect(verdict == .notTested(because: "Exposure= of the endpoint does not allow it"))
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let question = Question(SourceMaps.self)
        let scene = try Scene.exposed().missing(question, on: Scene.endpoint)
        #expect(try scene.verdict(of: SourceMapServed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SourceMapServed.self).state == .notApplicable)
    }

    @Test func aPageWithoutScriptsHasNoMaps() throws {
        let verdict = try Scene.exposed(SourceMaps(scripts: 0, maps: [])).verdict(of: SourceMapServed.self)
        #expect(verdict.state == .notApplicable)
    }

    @Test func aBareMapIsMilderThanOneWithSources() throws {
        let bare = SourceMaps.Map(script: "/a.js", path: "/a.js.map", holdsSources: false)
        let whole = SourceMaps.Map(script: "/b.js", path: nil, holdsSources: true)
        let one = try Scene.exposed(SourceMaps(scripts: 2, maps: [bare])).verdict(of: SourceMapServed.self)
        #expect(one == .fail(level: "map", seen: "/a.js.map", expected: "no map (scripts: 2)"))
        let two = try Scene.exposed(SourceMaps(scripts: 2, maps: [bare, whole]))
            .verdict(of: SourceMapServed.self)
        #expect(two == .fail(level: "sources", seen: "within /b.js", expected: "no map (scripts: 2)"))
    }
}
