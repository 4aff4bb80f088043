// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct SecretsExposedTests {
    @Test func nothingFoundPasses() throws {
        #expect(try Scene.exposed(ExposedFiles.found("secrets")).verdict(of: SecretsExposed.self) == .pass)
    }

    @Test func withoutTheOwnersWordItIsNotTested() throws {
        let verdict = try Scene.exposed(allowed: false).verdict(of: SecretsExposed.self)
        #expect(verdict == .notTested(because: "Exposure= of the endpoint does not allow it"))
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let question = Question(ExposedFiles.self, "secrets")
        let scene = try Scene.exposed().missing(question, on: Scene.endpoint)
        #expect(try scene.verdict(of: SecretsExposed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SecretsExposed.self).state == .notApplicable)
    }

    @Test func settingsFail() throws {
        let verdict = try Scene.exposed(ExposedFiles.found("secrets", ("/.env", "environment"))).verdict(
            of: SecretsExposed.self
        )
        #expect(verdict.level == "settings")
        #expect(verdict.seen == "/.env (environment)")
    }

    @Test func aKeyIsTheWorst() throws {
        let verdict = try Scene.exposed(
            ExposedFiles.found("secrets", ("/.env", "environment"), ("/id_rsa", "private-key"))
        ).verdict(of: SecretsExposed.self)
        #expect(verdict.level == "key")
        #expect(verdict.seen == "/id_rsa (private-key), /.env (environment)")
    }
}
