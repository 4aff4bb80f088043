// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Model
package import Proof
package import Store

/// What became of a store since its cycles were signed.
package struct StoreVerification: Sendable {
    /// In words, each with what it is about; empty where nothing was altered.
    package private(set) var faults: [String] = []
    /// Cycles whose head and records hold.
    package private(set) var proven = 0
    package private(set) var records = 0
    /// Ended cycles without a head: nothing proves them.
    package private(set) var unsealed: [Cycle.ID] = []
    package private(set) var fingerprints: [String] = []
    /// The newest head that holds, and its name: what to compare with what was printed or mailed.
    package private(set) var newest: (head: CycleHead, name: String)?

    /// Reads all of a store; it may be in use.
    ///
    /// - Parameter trusted: the fingerprint of a signing key that the reader has from elsewhere; nil where the store's own
    ///   word for its keys is taken.
    package init(of store: any Store, trusted: String? = nil) async throws(StoreError) {
        faults = try await store.inconsistencies()
        unsealed = try await store.unsealedCycles()
        let seals = try await store.seals()
        let chain = HeadChain(
            keys: try await store.signingKeys(),
            heads: seals.map { ($0.cycle, $0.head) },
            trusted: trusted
        )
        fingerprints = chain.fingerprints
        faults += chain.faults.map(Self.words)
        var logs: [String: Int64] = [:]
        for seal in seals {
            guard let head = chain.heads[seal.cycle] else { continue }
            let found = await Self.faults(of: head, after: logs, in: store)
            logs = head.logs
            faults += found
            guard found.isEmpty else { continue }
            proven += 1
            records += head.records
            newest = (head, CycleHead.name(of: seal.head.bytes))
        }
    }

    /// What of the records under a head is not what was signed.
    private static func faults(of head: CycleHead, after logs: [String: Int64], in store: any Store) async
        -> [String]
    {
        do throws(StoreError) {
            let leaves = try await store.leaves(of: head.cycle) ?? []
            guard Hexadecimal.encode(MerkleTree(leafHashes: leaves).root) == head.root,
                leaves.count == head.records
            else {
                return ["cycle \(head.cycle): the hashes kept beside its head are not those that were signed"]
            }
            let covered = try await store.records(of: head.cycle, after: logs, through: head.logs).records
            return covered.map(\.leaf) == leaves ? [] : differences(covered, leaves, of: head.cycle)
        } catch {
            return ["cycle \(head.cycle): \(error)"]
        }
    }

    private static func differences(
        _ records: [CycleRecords.Record],
        _ leaves: [[UInt8]],
        of cycle: Cycle.ID
    ) -> [String] {
        let signed = Set(leaves)
        let altered = records.filter { !signed.contains($0.leaf) }
        let missing = signed.subtracting(records.map(\.leaf)).count - altered.count
        var faults = altered.map { "\($0.name): it is not what was signed" }
        if missing > 0 { faults.append("cycle \(cycle): \(missing) records that were signed are missing") }
        return faults.isEmpty ? ["cycle \(cycle): its records do not stand as they were signed"] : faults
    }

    private static func words(_ fault: HeadChain.Fault) -> String {
        guard case .otherKey(let first) = fault else { return fault.words }
        return "the store is signed with other keys than yours, beginning with \(first)"
    }
}
