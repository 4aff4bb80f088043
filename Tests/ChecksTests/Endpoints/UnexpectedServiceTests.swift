// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct UnexpectedServiceTests {
    @Test func theListedServicePassesAndAnotherFails() throws {
        let right = try Scene.conference(.turns, ForeignService(found: nil))
        #expect(try right.verdict(of: UnexpectedService.self) == .pass)
        let other = try Scene.conference(.turns, ForeignService(found: "HTTP"))
        #expect(
            try other.verdict(of: UnexpectedService.self)
                == .fail(level: "other", seen: "HTTP", expected: "turns")
        )
    }

    @Test func silenceIsUnknownAndWhatIsNotAskedIsNotTested() throws {
        let silent = try Scene.conference(.sips).missing(Question(ForeignService.self))
        #expect(try silent.verdict(of: UnexpectedService.self) == .unknown(because: Scene.silence))
        #expect(try Scene.conference(.ldaps).verdict(of: UnexpectedService.self).state == .notTested)
        #expect(try Scene.conference(.tls).verdict(of: UnexpectedService.self).state == .notApplicable)
    }

    @Test func whoCameToTLSInTheWordsOfTheServiceIsIt() throws {
        #expect(try Scene.conference(.smtp).verdict(of: UnexpectedService.self) == .pass)
        #expect(try Scene.modern().verdict(of: UnexpectedService.self) == .pass)
        let silent = try Scene.conference(.https).missing(Question(PageResponse.self))
        #expect(try silent.verdict(of: UnexpectedService.self) == .unknown(because: Scene.silence))
    }
}
