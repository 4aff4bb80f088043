// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The nodes of a tree that lead from some of its leaves to the root, each of them once.
///
/// A path for itself has a hash for each level; those of neighbours share nearly all. Here a level has the siblings of all
/// paths, as runs of neighbours, so many leaves of one tree cost two hashes each, and a few cost their paths.
package struct PrunedTree: Hashable, Sendable {
    struct Level: Hashable, Sendable {
        /// First node and length of each run, from the left; no two overlap.
        let runs: [[Int]]
        /// The hashes of all runs, 32 bytes each.
        let nodes: Data
        /// How many nodes lie in the runs before each.
        let before: [Int]
    }

    static let hashLength = 32
    /// More leaves than any cycle has.
    static let mostLeaves = 1 << 32

    /// Of leaves.
    package let count: Int
    /// From the leaves upwards, without the root.
    let levels: [Level]

    /// - Parameter leaves: places in the tree, in any order; those that it does not have are passed over.
    package init(of tree: MerkleTree, leading leaves: some Sequence<Int>) {
        count = tree.count
        var places = Set(leaves.filter { 0 <= $0 && $0 < tree.count }).sorted()
        levels = tree.levels.dropLast().map { level in
            let siblings = places.map { $0 ^ 1 }.filter { $0 < level.count }.sorted()
            places = places.reduce(into: []) { above, place in
                if above.last != place / 2 { above.append(place / 2) }
            }
            return Level(siblings, of: level)
        }
    }

    /// What shows that a leaf is in the tree; nil where its path is not here.
    package func proof(of leaf: Int) -> InclusionProof? {
        guard 0 <= leaf, leaf < count else { return nil }
        var (place, width) = (leaf, count)
        var path: [[UInt8]] = []
        for level in levels {
            let sibling = place ^ 1
            if sibling < width {
                guard let node = level.node(at: sibling) else { return nil }
                path.append(node)
            }
            place /= 2
            width = (width + 1) / 2
        }
        return InclusionProof(index: leaf, count: count, path: path)
    }
}

extension PrunedTree.Level {
    /// - Parameter places: in ascending order.
    fileprivate init(_ places: [Int], of level: [[UInt8]]) {
        var runs: [[Int]] = []
        var nodes = Data(capacity: places.count * PrunedTree.hashLength)
        var end = -1
        for place in places {
            if place == end {
                runs[runs.count - 1][1] += 1
            } else {
                runs.append([place, 1])
            }
            end = place + 1
            nodes.append(contentsOf: level[place])
        }
        self.init(runs: runs, nodes: nodes)
    }

    fileprivate init(runs: [[Int]], nodes: Data) {
        self.runs = runs
        self.nodes = nodes
        var sum = 0
        before = runs.map { run in
            defer { sum += run[1] }
            return sum
        }
    }

    func node(at place: Int) -> [UInt8]? {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            let (first, length) = (runs[middle][0], runs[middle][1])
            if place < first {
                high = middle
            } else if place < first + length {
                let start =
                    nodes.startIndex + (before[middle] + place - first) * PrunedTree.hashLength
                return Array(nodes[start..<start + PrunedTree.hashLength])
            } else {
                low = middle + 1
            }
        }
        return nil
    }
}

extension PrunedTree: Codable {
    private enum CodingKeys: String, CodingKey { case count, levels }

    private struct Written: Codable {
        let nodes: Data
        let runs: [[Int]]
    }

    /// Throws unless there is a level for each halving of the leaves, whose runs lie in it, side by side, and have their hashes.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decode(Int.self, forKey: .count)
        let written = try values.decode([Written].self, forKey: .levels)
        let isSized = (1...Self.mostLeaves).contains(count)
        var width = isSized ? count : 1
        var levels: [Level] = []
        for level in written {
            guard width > 1, Self.isSound(level.runs, nodes: level.nodes, width: width) else {
                throw Self.unsound(.levels, values)
            }
            levels.append(Level(runs: level.runs, nodes: level.nodes))
            width = (width + 1) / 2
        }
        guard isSized, width == 1 else { throw Self.unsound(.count, values) }
        self.levels = levels
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(count, forKey: .count)
        try values.encode(levels.map { Written(nodes: $0.nodes, runs: $0.runs) }, forKey: .levels)
    }

    private static func isSound(_ runs: [[Int]], nodes: Data, width: Int) -> Bool {
        guard nodes.count % hashLength == 0 else { return false }
        var (end, left) = (0, nodes.count / hashLength)
        for run in runs {
            // No sum is made before both of its parts are known to be small.
            guard run.count == 2, run[0] >= end, run[0] < width, run[1] > 0, run[1] <= width - run[0],
                run[1] <= left
            else { return false }
            end = run[0] + run[1]
            left -= run[1]
        }
        return left == 0
    }

    private static func unsound(_ key: CodingKeys, _ values: KeyedDecodingContainer<CodingKeys>)
        -> DecodingError
    {
        .dataCorruptedError(forKey: key, in: values, debugDescription: "it is no part of a tree")
    }
}
