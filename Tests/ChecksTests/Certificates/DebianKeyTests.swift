// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct DebianKeyTests {
    private static func verdict(_ trials: KeyTrials.Trial...) throws -> Verdict {
        try Scene.modern()
            .seeing(KeyTrials(aspect: CertificateChain.served, trials: trials, listSHA256: nil))
            .verdict(of: DebianKey.self)
    }

    @Test func keysThatTheListLacksPass() throws {
        #expect(try Self.verdict(.sound(0), .sound(1)) == .pass)
    }

    @Test func aListedKeyFails() throws {
        #expect(try Self.verdict(.sound(0, isDebianWeak: true), .sound(1)).level == "listed")
        #expect(try Self.verdict(.sound(0), .sound(1, isDebianWeak: true)).level == "listed")
    }

    @Test func withoutAListItIsNotTested() throws {
        #expect(try Self.verdict(.sound(0, isDebianWeak: nil)).state == .notTested)
    }

    @Test func withoutAnRSAKeyItIsNotApplicable() throws {
        #expect(try Self.verdict().state == .notApplicable)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: DebianKey.self) == .unknown(because: Scene.silence))
    }
}
