// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Model

/// A finding's record that was signed, and the head that covers it.
package struct ProvenFinding: Hashable, Sendable {
    package let record: FindingRecord
    package let head: CycleHead
    /// Its place among the records of the cycle.
    package let leaf: Int
}

/// Why a line is not proven, in words.
package struct UnprovenLine: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Proves the lines of a file of proofs, one after the other or one alone.
package struct LineProver: Sendable {
    private let file: ProofFile
    private let keys: HeadChain
    /// The heads and trees that were looked up.
    private var known: [Cycle.ID: (head: CycleHead, tree: PrunedTree)] = [:]

    /// - Parameter trusted: the fingerprint of a key that the reader has from elsewhere; nil where the file's own word is
    ///   taken.
    package init(_ file: ProofFile, trusted: String? = nil) {
        self.file = file
        keys = HeadChain(keys: file.header.keys.map(\.key), heads: [], trusted: trusted)
    }

    /// What does not hold of the keys.
    package var faults: [HeadChain.Fault] { keys.faults }
    package var fingerprints: [String] { keys.fingerprints }

    /// The head of the report's cycle.
    package func newestHead() throws(UnsoundHead) -> CycleHead {
        try keys.head(file.header.head.head, of: file.cycle)
    }

    /// Proves one finding's line: its record is under a head that one of the keys signed.
    package mutating func prove(finding number: Int64) throws(UnprovenLine) -> ProvenFinding {
        guard let line = file.line(ofFinding: number) else {
            throw UnprovenLine("it has no line in proofs.json")
        }
        return try prove(line)
    }

    package mutating func prove(_ line: ReportProofs.Line) throws(UnprovenLine) -> ProvenFinding {
        guard let record = FindingRecord(bytes: Data(line.record.utf8)), record.number == line.finding,
            record.cycle == line.cycle
        else { throw UnprovenLine("its record is that of another, or of none") }
        let head = try place(line, kind: FindingRecord.kind)
        return ProvenFinding(record: record, head: head, leaf: line.leaf)
    }

    /// The head under which a record stands; throws unless the way there comes to its root.
    mutating func place(_ line: ReportProofs.Line, kind: String) throws(UnprovenLine) -> CycleHead {
        let (head, tree) = try under(line.cycle)
        guard let proof = tree.proof(of: line.leaf), let root = proof.root(ofLeafHash: line.leafHash(kind)),
            Hexadecimal.encode(root) == head.root
        else { throw UnprovenLine("its record is not what was signed in cycle \(line.cycle)") }
        return head
    }

    private mutating func under(_ cycle: Cycle.ID) throws(UnprovenLine) -> (CycleHead, PrunedTree) {
        if let known = known[cycle] { return known }
        guard let sealed = cycle == file.cycle ? file.header.head.head : file.head(of: cycle) else {
            throw UnprovenLine("the head of cycle \(cycle) is missing")
        }
        let head: CycleHead
        do throws(UnsoundHead) {
            head = try keys.head(sealed, of: cycle)
        } catch {
            throw UnprovenLine("the head of cycle \(cycle): \(error)")
        }
        guard let tree = file.tree(of: cycle), tree.count == head.records else {
            throw UnprovenLine("the nodes of cycle \(cycle) are missing, or not those that were signed")
        }
        known[cycle] = (head, tree)
        return (head, tree)
    }
}
