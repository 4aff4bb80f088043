// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct RepositoryExposedTests {
    @Test func nothingFoundPasses() throws {
        #expect(
            try Scene.exposed(ExposedFiles.found("repository")).verdict(of: RepositoryExposed.self) == .pass
        )
    }

    @Test func withoutTheOwnersWordItIsNotTested() throws {
        let verdict = try Scene.exposed(allowed: false).verdict(of: RepositoryExposed.self)
        #expect(verdict == .notTested(because: "Exposure= of the endpoint does not allow it"))
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let question = Question(ExposedFiles.self, "repository")
        let scene = try Scene.exposed().missing(question, on: Scene.endpoint)
        #expect(try scene.verdict(of: RepositoryExposed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: RepositoryExposed.self).state == .notApplicable)
    }

    @Test func aFolderOfAMacIsTheMildest() throws {
        let verdict = try Scene.exposed(ExposedFiles.found("repository", ("/.DS_Store", "folder-store")))
            .verdict(of: RepositoryExposed.self)
        #expect(verdict.level == "folder")
        #expect(verdict.seen == "/.DS_Store (folder-store)")
    }

    @Test func aRepositoryComesFirst() throws {
        let verdict = try Scene.exposed(
            ExposedFiles.found("repository", ("/.DS_Store", "folder-store"), ("/.git/HEAD", "git-head"))
        ).verdict(of: RepositoryExposed.self)
        #expect(verdict.level == "repository")
        #expect(verdict.seen == "/.git/HEAD (git-head), /.DS_Store (folder-store)")
    }
}
