// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct SecurityTextSignatureUnverifiedTests {
    private typealias Check = SecurityTextSignatureUnverified

    private static let listed = ["0A0B"]

    private func verdict(
        _ state: SecurityTextSignature.State,
        listed: [String] = Self.listed,
        reason: String? = nil,
        ends: TimeInterval? = nil,
        keyEnds: TimeInterval? = nil,
        revoked: Bool = false,
        made: TimeInterval = -1000
    ) throws -> Verdict {
        let signature = SecurityTextSignature(
            state: state,
            reason: reason,
            listed: listed,
            issuer: "0A0B",
            signer: SecurityTextSignature.Signer(
                fingerprint: "0A0B",
                primary: "0A0B",
                algorithm: "Ed25519",
                expires: keyEnds.map { Scene.now.addingTimeInterval($0) },
                revoked: revoked ? Scene.now : nil
            ),
            hash: "SHA-1",
            made: Scene.now.addingTimeInterval(made),
            expires: ends.map { Scene.now.addingTimeInterval($0) }
        )
        return try Scene.page(.sound(), signature).verdict(of: Check.self)
    }

    @Test func aGoodSignaturePasses() throws {
        #expect(try verdict(.good) == .pass)
        #expect(try verdict(.good, ends: 60, keyEnds: 60) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try Scene.page(.sound())
            .missing(Question(SecurityTextSignature.self), on: Scene.endpoint)
        #expect(try scene.verdict(of: Check.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: Check.self).state == .notApplicable)
    }

    @Test func withoutAFileThereIsNothingToVerify() throws {
        let scene = try Scene.page(.sound(), SecurityTextFile.file("", status: 404))
        #expect(try scene.verdict(of: Check.self).state == .notApplicable)
    }

    @Test(arguments: [
        (SecurityTextSignature.State.unsigned, "unsigned"), (.malformed, "unusable"), (.weak, "unusable"),
        (.bad, "bad"),
    ])
    func whatIsNotGoodFailsAtItsLevel(_ state: SecurityTextSignature.State, _ level: String) throws {
        #expect(try verdict(state).level == level)
    }

    @Test func whatIsTakenBackOrOverHasLapsed() throws {
        #expect(try verdict(.good, revoked: true).level == "lapsed")
        #expect(try verdict(.good, ends: -1).level == "lapsed")
    }

    /// Its owner may have put the end of the key off since.
    @Test func aKeyThatExpiredByTheOperatorsFileIsUnknown() throws {
        #expect(try verdict(.good, keyEnds: -1).state == .unknown)
        #expect(try verdict(.good, made: 200_000).state == .unknown)
    }

    @Test(arguments: [SecurityTextSignature.State.unlisted, .unsupported])
    func whatIsNotEstablishedIsUnknown(_ state: SecurityTextSignature.State) throws {
        #expect(try verdict(state, reason: "because").state == .unknown)
    }

    @Test(arguments: SecurityTextSignature.State.allCases)
    func withoutKeysNothingFails(_ state: SecurityTextSignature.State) throws {
        let expected: Verdict.State = state == .unsigned ? .notApplicable : .notTested
        #expect(try verdict(state, listed: []).state == expected)
    }
}
