// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ChainDisorderedTests {
    private static let root = CertificateSummary.leaf(isSelfSigned: true, subject: "CN=Root", sha256: "ee")

    private static func verdict(_ order: ChainOrder) throws -> Verdict {
        try Scene.modern().chain(.leaf(), .intermediate(), root).seeing(order).verdict(
            of: ChainDisordered.self
        )
    }

    @Test func aStraightChainPasses() throws {
        #expect(try Self.verdict(.sound()) == .pass)
    }

    @Test func anAnchorSentIsNamed() throws {
        let verdict = try Self.verdict(.sound(anchors: [2]))
        #expect(verdict == .fail(level: "anchor", seen: "CN=Root", expected: "the root left out"))
    }

    @Test func theGravestCounts() throws {
        #expect(try Self.verdict(.sound(duplicates: [2])).level == "duplicate")
        #expect(try Self.verdict(.sound(extra: [2], duplicates: [1], anchors: [2])).level == "extra")
        let all = ChainOrder.sound(isOrdered: false, extra: [1], duplicates: [2], anchors: [2])
        #expect(try Self.verdict(all).level == "disordered")
    }

    @Test func positionsBeyondTheChainDoNotTrap() throws {
        #expect(try Self.verdict(.sound(extra: [99])).level == "extra")
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: ChainDisordered.self) == .unknown(because: Scene.silence))
    }
}
