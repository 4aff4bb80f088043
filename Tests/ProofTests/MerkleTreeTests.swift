// SPDX-License-Identifier: Apache-2.0
import Crypto
import Proof
import TestSupport
import Testing

struct MerkleTreeTests {
    /// The definition of RFC 9162 §2.1.1, by recursion.
    private static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return SHA256.digest([]) }
        guard leaves.count > 1 else { return SHA256.digest([0] + first) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return SHA256.digest([1] + root(leaves[..<middle]) + root(leaves[middle...]))
    }

    private static func leaves(_ count: Int, _ generator: inout SeededGenerator) -> [[UInt8]] {
        (0..<count).map { _ in generator.bytes(Int.random(in: 0...40, using: &generator)) }
    }

    @Test func theRootIsTheOneOfTheDefinitionForEverySize() throws {
        var generator = SeededGenerator(seed: 1)
        for count in 0...70 {
            let leaves = Self.leaves(count, &generator)
            let tree = MerkleTree(leafHashes: leaves.map(MerkleTree.leafHash))
            #expect(tree.root == Self.root(leaves[...]), "\(count) leaves")
            #expect(tree.count == count)
        }
    }

    /// Worked out with `openssl dgst`: three leaves "a", "b", "c".
    @Test func threeLeavesHaveTheRootThatOpenSSLComesTo() throws {
        let tree = MerkleTree(leafHashes: ["a", "b", "c"].map { MerkleTree.leafHash(Array($0.utf8)) })
        #expect(
            Hexadecimal.encode(tree.root)
                == "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1"
        )
    }

    @Test func everyLeafIsProvenAndNothingElse() throws {
        var generator = SeededGenerator(seed: 2)
        for count in 1...40 {
            let leaves = Self.leaves(count, &generator)
            let hashes = leaves.map(MerkleTree.leafHash)
            let tree = MerkleTree(leafHashes: hashes)
            for index in 0..<count {
                let proof = try #require(tree.proof(of: index))
                #expect(proof.root(ofLeafHash: hashes[index]) == tree.root)
                var other = hashes[index]
                other[Int.random(in: 0..<32, using: &generator)] ^= 1
                #expect(proof.root(ofLeafHash: other) != tree.root)
            }
            #expect(tree.proof(of: count) == nil)
            #expect(tree.proof(of: -1) == nil)
        }
    }

    @Test func aProofThatWasAlteredProvesNothing() throws {
        var generator = SeededGenerator(seed: 3)
        for count in 2...40 {
            let hashes = Self.leaves(count, &generator).map { MerkleTree.leafHash($0 + [UInt8(count)]) }
            let tree = MerkleTree(leafHashes: hashes)
            let index = Int.random(in: 0..<count, using: &generator)
            let proof = try #require(tree.proof(of: index))
            var path = proof.path
            path[Int.random(in: path.indices, using: &generator)][
                Int.random(in: 0..<32, using: &generator)
            ] ^= 4
            let altered = [
                InclusionProof(index: index, count: count, path: path),
                InclusionProof(index: index, count: count, path: Array(proof.path.dropLast())),
                InclusionProof(index: index, count: count, path: proof.path + [hashes[0]]),
                InclusionProof(index: count, count: count, path: proof.path),
                InclusionProof(index: -1, count: count, path: proof.path),
                InclusionProof(index: index, count: -1, path: proof.path),
            ]
            for wrong in altered { #expect(wrong.root(ofLeafHash: hashes[index]) != tree.root) }
        }
    }

    @Test func anyOtherPlaceInTheTreeIsNotThatLeafs() throws {
        let hashes = (UInt8(0)..<13).map { MerkleTree.leafHash([$0]) }
        let tree = MerkleTree(leafHashes: hashes)
        for index in hashes.indices {
            let proof = try #require(tree.proof(of: index))
            for other in hashes.indices where other != index {
                let moved = InclusionProof(index: other, count: hashes.count, path: proof.path)
                #expect(moved.root(ofLeafHash: hashes[index]) != tree.root)
            }
        }
    }
}
