// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct BackupExposedTests {
    @Test func nothingFoundPasses() throws {
        #expect(try Scene.exposed(ExposedFiles.found("backup")).verdict(of: BackupExposed.self) == .pass)
    }

    @Test func withoutTheOwnersWordItIsNotTested() throws {
        let verdict = try Scene.exposed(allowed: false).verdict(of: BackupExposed.self)
        #expect(verdict == .notTested(because: "Exposure= of the endpoint does not allow it"))
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let question = Question(ExposedFiles.self, "backup")
        let scene = try Scene.exposed().missing(question, on: Scene.endpoint)
        #expect(try scene.verdict(of: BackupExposed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: BackupExposed.self).state == .notApplicable)
    }

    @Test func anArchiveFails() throws {
        let verdict = try Scene.exposed(ExposedFiles.found("backup", ("/www.zip", "zip"))).verdict(
            of: BackupExposed.self
        )
        #expect(verdict.level == "archive")
        #expect(verdict.seen == "/www.zip (zip)")
    }

    @Test func aDumpIsTheWorst() throws {
        let verdict = try Scene.exposed(
            ExposedFiles.found("backup", ("/www.zip", "zip"), ("/db.sql", "sql-dump"))
        ).verdict(of: BackupExposed.self)
        #expect(verdict.level == "dump")
        #expect(verdict.seen == "/db.sql (sql-dump), /www.zip (zip)")
    }

    @Test func whatALaterVersionKnowsIsTheMildest() throws {
        let verdict = try Scene.exposed(ExposedFiles.found("backup", ("/x", "zstd"))).verdict(
            of: BackupExposed.self
        )
        #expect(verdict.level == "archive")
        #expect(verdict.seen == "/x (zstd)")
    }
}
