// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Proof
internal import Reports
internal import Store

/// Reads from the store what ties a document's findings to signed heads.
struct ProofGathering {
    /// Nil where the cycle was not signed yet.
    private(set) var head: SealedHead?
    private(set) var proofs: ReportProofs?
    /// What is not proven and why; nil where all is.
    private(set) var problem: String?

    private let keys: [SealedKey]
    private var lines: [ReportProofs.Line] = []
    private var trees: [Cycle.ID: PrunedTree] = [:]

    init(of document: ReportDocument, from store: any Store, keys: [SealedKey]) async throws(StoreError) {
        self.keys = keys
        let cycle = document.cycle.id
        let seals = try await store.seals()
        head = seals.first { $0.cycle == cycle }?.head
        guard let head else {
            problem = "cycle \(cycle) is not signed, so none of its findings is proven"
            return
        }
        let records = try await store.provableRecords(through: cycle)
        let wanted = Set(document.findings.map(\.number))
        let changes = records.transitions.filter { wanted.contains($0.finding) }
        var byCycle = Dictionary(grouping: changes, by: \.cycle)
        byCycle[cycle, default: []] += []
        var posture: ReportProofs.Line?
        for (changed, transitions) in byCycle.sorted(by: { $0.key < $1.key }) {
            let leaves = try await store.leaves(of: changed) ?? []
            var places = place(transitions, of: changed, among: leaves)
            if changed == cycle, let record = records.posture {
                posture = Self.line(of: record, in: cycle, among: leaves)
                posture.map { places.append($0.leaf) }
            }
            trees[changed] = PrunedTree(of: MerkleTree(leafHashes: leaves), leading: places)
        }
        if lines.count < wanted.subtracting([0]).count {
            problem =
                "\(wanted.subtracting([0]).count - lines.count) findings are not what was signed of them; "
                + "'chancery verify' says more"
        }
        let first = byCycle.keys.min() ?? cycle
        proofs = ReportProofs(
            cycle: cycle,
            head: head,
            keys: keys,
            findings: lines,
            posture: posture,
            trees: trees,
            heads: seals.filter { first <= $0.cycle && $0.cycle < cycle }.map { ($0.cycle, $0.head) }
        )
    }

    /// Finds records among the leaves, which stand in the same order; returns their places.
    private mutating func place(
        _ transitions: [ProvableRecords.Transition],
        of cycle: Cycle.ID,
        among leaves: [[UInt8]]
    ) -> [Int] {
        var places: [Int] = []
        var next = 0
        for transition in transitions {
            let leaf = CycleRecords.leaf(FindingRecord.kind, transition.bytes)
            guard let place = leaves[next...].firstIndex(of: leaf) else { continue }
            next = place + 1
            places.append(place)
            lines.append(
                ReportProofs.Line(
                    cycle: cycle,
                    finding: transition.finding,
                    leaf: place,
                    record: transition.bytes
                )
            )
        }
        return places
    }

    private static func line(of posture: Data, in cycle: Cycle.ID, among leaves: [[UInt8]])
        -> ReportProofs.Line?
    {
        leaves.firstIndex(of: CycleRecords.leaf("posture", posture)).map { place in
            ReportProofs.Line(cycle: cycle, finding: nil, leaf: place, record: posture)
        }
    }
}
