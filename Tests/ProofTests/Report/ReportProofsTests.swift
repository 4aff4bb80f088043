// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Model
import TestSupport
import Testing

@testable import Proof

/// Findings in the records of three cycles, each under its head.
struct ReportProofsTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)

    private let key: SigningKey
    private let keys: [SealedKey]
    private var heads: [(cycle: Cycle.ID, sealed: SealedHead)] = []
    private var trees: [Cycle.ID: PrunedTree] = [:]
    private var lines: [ReportProofs.Line] = []

    init() throws {
        key = try SigningKey.generate()
        keys = [try key.introduced(at: Self.day)]
        try fill(findings: 40)
    }

    /// Finding `n` changed in cycle `n % 3 + 1`, behind as many other records as there are findings.
    private mutating func fill(findings count: Int) throws {
        (heads, trees, lines) = ([], [:], [])
        for cycle in 1...3 as ClosedRange<Cycle.ID> {
            let own = (1...Int64(count)).filter { $0 % 3 + 1 == cycle }
            let records = own.map { Data(Self.record($0, cycle).utf8) }
            let others = (0..<count).map { MerkleTree.leafHash(Array("visit \($0)".utf8)) }
            let leaves = others + records.map { MerkleTree.leafHash(Array("transition\n".utf8) + $0) }
            let tree = MerkleTree(leafHashes: leaves)
            let head = CycleHead(
                cycle: cycle,
                ended: Self.day.addingTimeInterval(Double(cycle) * 3600),
                records: tree.count,
                root: tree.root,
                previous: heads.last.map { CycleHead.name(of: $0.sealed.bytes) },
                key: key.fingerprint,
                logs: [:]
            )
            heads.append((cycle, try key.seal(head)))
            trees[cycle] = PrunedTree(of: tree, leading: others.count..<tree.count)
            for (index, number) in own.enumerated() {
                lines.append(
                    ReportProofs.Line(
                        cycle: cycle,
                        finding: number,
                        leaf: others.count + index,
                        record: records[index]
                    )
                )
            }
        }
    }

    private static func record(_ number: Int64, _ cycle: Cycle.ID) -> String {
        #"{"at":"2026-11-27T12:00:00Z","check":"a.b","cycle":\#(cycle),"format":"chancery.transition/1","#
            + #""number":\#(number),"subject":{"name":"say \"hé\" \\","scope":"domain"},"verdict":{"pass":{}}}"#
    }

    private func written(_ lines: [ReportProofs.Line]? = nil) throws -> Data {
        let proofs = ReportProofs(
            cycle: 3,
            head: try #require(heads.last).sealed,
            keys: keys,
            findings: lines ?? self.lines,
            posture: nil,
            trees: trees,
            heads: heads.dropLast()
        )
        let file = Collected()
        try proofs.write { file.bytes += $0 }
        return file.bytes
    }

    private final class Collected { var bytes = Data() }

    @Test func everyFindingIsProvenByItsLineAlone() throws {
        let bytes = try written()
        _ = try JSONSerialization.jsonObject(with: bytes)
        let file = try #require(ProofFile(bytes: bytes))
        for number in 1...40 as ClosedRange<Int64> {
            var prover = LineProver(file, trusted: key.fingerprint)
            #expect(prover.faults.isEmpty)
            let proven = try prover.prove(finding: number)
            #expect(proven.record.number == number && proven.head.cycle == number % 3 + 1)
            #expect(proven.record.subject.name == "say \"hé\" \\")
        }
        var prover = LineProver(file)
        for stranger in [0, 41, -1, .max] as [Int64] {
            #expect(throws: UnprovenLine.self) { try prover.prove(finding: stranger) }
        }
    }

    @Test func aRecordThatSaysSomethingElseIsNotProven() throws {
        var altered = lines
        let place = try #require(altered.firstIndex { $0.finding == 12 })
        let record = altered[place].record.replacing("\"pass\"", with: "\"fail\"")
        for line in [
            ReportProofs.Line(
                cycle: altered[place].cycle,
                finding: 12,
                leaf: altered[place].leaf,
                record: Data(record.utf8)
            ),
            ReportProofs.Line(
                cycle: altered[place].cycle,
                finding: 12,
                leaf: altered[place].leaf + 1,
                record: Data(altered[place].record.utf8)
            ),
            ReportProofs.Line(
                cycle: altered[place].cycle % 3 + 1,
                finding: 12,
                leaf: altered[place].leaf,
                record: Data(altered[place].record.utf8)
            ),
        ] {
            altered[place] = line
            var prover = LineProver(try #require(ProofFile(bytes: try written(altered))))
            #expect(throws: UnprovenLine.self) { try prover.prove(finding: 12) }
            #expect(throws: Never.self) { try prover.prove(finding: 13) }
        }
    }

    /// The sentence of another finding, under its own proof.
    @Test func aRecordUnderAnothersNumberIsNotProven() throws {
        var swapped = lines
        let place = try #require(swapped.firstIndex { $0.finding == 12 })
        let other = try #require(swapped.first { $0.finding == 15 })
        swapped[place] = ReportProofs.Line(
            cycle: other.cycle,
            finding: 12,
            leaf: other.leaf,
            record: Data(other.record.utf8)
        )
        var prover = LineProver(try #require(ProofFile(bytes: try written(swapped))))
        #expect(throws: UnprovenLine.self) { try prover.prove(finding: 12) }
    }

    /// 30,000 findings: the size of the file, and the time that one line takes, whatever machine this is.
    @Test func manyFindingsStaySmallAndOneIsFoundAtOnce() throws {
        var many = self
        try many.fill(findings: 30_000)
        let bytes = try many.written()
        #expect(bytes.count < 30_000 * 400)
        let file = try #require(ProofFile(bytes: bytes))
        let clock = ContinuousClock()
        var prover = LineProver(file)
        let time = try clock.measure { _ = try prover.prove(finding: 29_999) }
        // Generous, because tests run unoptimised and beside others; 50 ms are wanted of a release build.
        #expect(time < .seconds(2))
    }

    /// Whatever single byte is altered, nobody traps, and what is still proven is as it was.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func alteredFilesNeitherTrapNorProveAnythingElse(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = try written()
        for _ in 0..<50 {
            var altered = bytes
            altered[Int.random(in: altered.indices, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            guard let file = ProofFile(bytes: altered) else { continue }
            var prover = LineProver(file, trusted: key.fingerprint)
            for number in [1, 12, 40] as [Int64] where prover.faults.isEmpty {
                guard let proven = try? prover.prove(finding: number) else { continue }
                #expect(proven.record == FindingRecord(bytes: Data(Self.record(number, number % 3 + 1).utf8)))
            }
        }
    }
}
