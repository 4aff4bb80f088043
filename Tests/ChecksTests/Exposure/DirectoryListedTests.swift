// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct DirectoryListedTests {
    @Test func nothingFoundPasses() throws {
        #expect(
            try Scene.exposed(DirectoryListings(asked: ["/"], listed: [])).verdict(of: DirectoryListed.self)
                == .pass
        )
    }

    @Test func withoutTheOwnersWordItIsNotTested() throws {
        let verdict = try Scene.exposed(allowed: false).verdict(of: DirectoryListed.self)
        #expect(verdict == .notTested(because: "Exposure= of the endpoint does not allow it"))
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let question = Question(DirectoryListings.self)
        let scene = try Scene.exposed().missing(question, on: Scene.endpoint)
        #expect(try scene.verdict(of: DirectoryListed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: DirectoryListed.self).state == .notApplicable)
    }

    @Test func aListFails() throws {
        let folders = DirectoryListings(asked: ["/", "/a/"], listed: [.init(path: "/a/", maker: "nginx")])
        let verdict = try Scene.exposed(folders).verdict(of: DirectoryListed.self)
        #expect(verdict == .fail(level: "listed", seen: "/a/ (nginx)", expected: "no list (folders: 2)"))
    }
}
