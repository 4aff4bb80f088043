// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Proof
import TestSupport
import Testing

struct PrunedTreeTests {
    private static func tree(_ count: Int) -> MerkleTree {
        MerkleTree(leafHashes: (0..<count).map { MerkleTree.leafHash(Array("leaf \($0)".utf8)) })
    }

    /// Of any tree and any choice of its leaves, each chosen one has the path that the whole tree gives it.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func everyChosenLeafKeepsItsPath(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tree = Self.tree(Int.random(in: 1...300, using: &random))
        let chosen = (0..<tree.count).filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
        let made = PrunedTree(of: tree, leading: chosen.shuffled(using: &random))
        let read = try CanonicalJSON.decode(PrunedTree.self, from: try CanonicalJSON.encode(made))
        #expect(read == made && read.count == tree.count)
        for leaf in chosen {
            let proof = try #require(read.proof(of: leaf))
            #expect(proof == tree.proof(of: leaf))
            #expect(proof.root(ofLeafHash: MerkleTree.leafHash(Array("leaf \(leaf)".utf8))) == tree.root)
        }
        #expect(read.proof(of: -1) == nil && read.proof(of: tree.count) == nil)
    }

    @Test func aLeafThatWasNotChosenHasNoPath() {
        let made = PrunedTree(of: Self.tree(64), leading: [3])
        #expect(made.proof(of: 3) != nil)
        #expect(made.proof(of: 40) == nil)
    }

    /// All leaves of a tree cost at most two hashes each, not a path each.
    @Test func neighboursShareTheirPaths() throws {
        let whole = try CanonicalJSON.encode(PrunedTree(of: Self.tree(4096), leading: 0..<4096))
        #expect(whole.count < 4096 * 2 * 44)
        let one = try CanonicalJSON.encode(PrunedTree(of: Self.tree(4096), leading: [7]))
        #expect(one.count < 12 * 90 + 100)
    }

    @Test(
        arguments: [
            #"{"count":0,"levels":[]}"#,
            #"{"count":2,"levels":[]}"#,
            #"{"count":1,"levels":[{"nodes":"","runs":[]}]}"#,
            #"{"count":2,"levels":[{"nodes":"","runs":[[0,1]]}]}"#,
            #"{"count":2,"levels":[{"nodes":"","runs":[[0,9223372036854775807]]}]}"#,
            #"{"count":2,"levels":[{"nodes":"","runs":[[-1,1]]}]}"#,
            #"{"count":2,"levels":[{"nodes":"","runs":[[1]]}]}"#,
            #"{"count":2,"levels":[{"nodes":"AAAA","runs":[]}]}"#,
            #"{"count":9223372036854775807,"levels":[]}"#,
        ]
    )
    func whatIsNoPartOfATreeIsRefused(text: String) {
        #expect(throws: DecodingError.self) {
            try CanonicalJSON.decode(PrunedTree.self, from: Data(text.utf8))
        }
    }
}
