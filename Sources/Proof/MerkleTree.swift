// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// A binary Merkle tree over a list of byte strings, with SHA-256 (RFC 9162 §2.1.1).
///
/// Leaves and nodes are hashed under different prefixes, so neither can be taken for the other. Where a level has an odd
/// number of nodes the last one rises as it is, which is the split at the largest power of two of the RFC.
package struct MerkleTree: Sendable {
    /// The hashes of 32 bytes, level by level: first the leaves', last the root alone.
    let levels: [[[UInt8]]]

    /// - Parameter leaves: the hashes of the leaves, as `leafHash` gives them.
    package init(leafHashes leaves: [[UInt8]]) {
        var levels = [leaves]
        while let below = levels.last, below.count > 1 {
            levels.append(
                stride(from: 0, to: below.count, by: 2).map { index in
                    index + 1 < below.count ? Self.nodeHash(below[index], below[index + 1]) : below[index]
                }
            )
        }
        self.levels = levels
    }

    package var count: Int { levels[0].count }

    /// Of no leaves it is the hash of nothing.
    package var root: [UInt8] { levels.last?.first ?? SHA256.digest([]) }

    /// What shows that a leaf is in the tree; nil where there is no such leaf.
    package func proof(of index: Int) -> InclusionProof? {
        guard levels[0].indices.contains(index) else { return nil }
        var path: [[UInt8]] = []
        var position = index
        for level in levels.dropLast() {
            let sibling = position ^ 1
            if sibling < level.count { path.append(level[sibling]) }
            position /= 2
        }
        return InclusionProof(index: index, count: count, path: path)
    }

    package static func leafHash(_ bytes: [UInt8]) -> [UInt8] { SHA256.digest([0] + bytes) }

    static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { SHA256.digest([1] + left + right) }
}

/// The hashes that lead from one leaf to the root (RFC 9162 §2.1.3).
package struct InclusionProof: Hashable, Sendable {
    /// The leaf's place, 0 ..< `count`.
    package let index: Int
    /// How many leaves the tree has.
    package let count: Int
    /// Of the siblings, from the leaf upwards; 32 bytes each.
    package let path: [[UInt8]]

    package init(index: Int, count: Int, path: [[UInt8]]) {
        self.index = index
        self.count = count
        self.path = path
    }

    /// The root that the leaf and the path come to; nil where the path is too short or too long for its place.
    ///
    /// Steps of RFC 9162 §2.1.3.2.
    package func root(ofLeafHash leaf: [UInt8]) -> [UInt8]? {
        guard 0 <= index, index < count else { return nil }
        var (position, last) = (index, count - 1)
        var hash = leaf
        for sibling in path {
            guard last > 0 else { return nil }
            if position % 2 == 1 || position == last {
                hash = MerkleTree.nodeHash(sibling, hash)
                while position % 2 == 0, position > 0 {
                    position /= 2
                    last /= 2
                }
            } else {
                hash = MerkleTree.nodeHash(hash, sibling)
            }
            position /= 2
            last /= 2
        }
        return last == 0 ? hash : nil
    }
}
