// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Proof

/// One finding's line of a report, proven without anything else of it.
struct FindingVerification {
    let number: Int64
    /// What does not hold; empty where the line is proven.
    let faults: [String]
    /// Nil where it is not.
    let proven: ProvenFinding?
    let fingerprints: [String]
    private let isKeyKnown: Bool

    /// - Parameter trusted: the fingerprint of a key that the reader has from elsewhere.
    init(_ folder: WrittenReport, _ number: Int64, trusted: String?) {
        self.number = number
        isKeyKnown = trusted != nil
        guard let bytes = folder.read(ProofFiles.proofs), let file = ProofFile(bytes: bytes) else {
            faults = ["\(ProofFiles.proofs) is missing, or no file of proofs"]
            (proven, fingerprints) = (nil, [])
            return
        }
        var prover = LineProver(file, trusted: trusted)
        var problems = prover.faults.map(\.words)
        var proven: ProvenFinding?
        do throws(UnprovenLine) {
            proven = try prover.prove(finding: number)
        } catch {
            problems.append(error.description)
        }
        fingerprints = prover.fingerprints
        faults = problems
        self.proven = problems.isEmpty ? proven : nil
    }

    func show(as format: OutputFormat) throws {
        switch format {
        case .json: Terminal.print(try JSONText.encode(FindingVerificationDocument(self)))
        case .text: Terminal.print(text)
        }
        guard faults.isEmpty else { throw ExitCode.findingAboveGate }
    }

    var text: String {
        var lines = faults.map { "NOT PROVEN  F-\(number): \(Terminal.harmless($0))" }
        if let proven {
            let record = proven.record
            let name = record.subject.name.isEmpty ? "the whole ministry" : record.subject.name
            lines += [
                "F-\(number) is as it was signed in cycle \(record.cycle)",
                "  \(Terminal.harmless(record.check)) on \(Terminal.harmless(name))",
                "  \(record.verdict.state.rawValue.replacing("_", with: " ")) since \(record.at.formatted(.iso8601))",
            ]
            lines += record.verdict.evidenceLines.map { "  \($0.0): \(Terminal.harmless($0.1))" }
            lines.append("record \(proven.leaf + 1) of \(proven.head.records) under the head with the root")
            lines.append("  \(proven.head.root)")
        }
        lines += SigningKeyText.lines(fingerprints, isKeyKnown: isKeyKnown)
        return lines.joined(separator: "\n")
    }
}

extension Verdict {
    /// What a record says beside the state, each with its label.
    fileprivate var evidenceLines: [(String, String)] {
        switch self {
        case .pass: []
        case .fail(let level, let seen, let expected):
            [("level", level), ("seen", seen), ("expected", expected)]
        case .notApplicable(let reason), .notTested(let reason): [("because", reason)]
        case .unknown(let gap): [("because", gap.reason)]
        }
    }
}

/// What `verify --finding --format json` prints.
struct FindingVerificationDocument: Encodable {
    struct Record: Encodable {
        let check: String
        let scope: String
        let subject: String
        let verdict: String
        let level: String?
        let cycle: Cycle.ID
        let at: Date
        let leaf: Int
        let records: Int
        let root: String
    }

    var schema = "chancery.verification-finding/1"
    let holds: Bool
    let finding: Int64
    let faults: [String]
    let record: Record?
    let signingKeys: [String]
}

extension FindingVerificationDocument {
    init(_ verification: FindingVerification) {
        holds = verification.faults.isEmpty
        finding = verification.number
        faults = verification.faults
        record = verification.proven.map { proven in
            Record(
                check: proven.record.check,
                scope: proven.record.subject.scope.rawValue,
                subject: proven.record.subject.name,
                verdict: proven.record.verdict.state.rawValue,
                level: proven.record.verdict.level,
                cycle: proven.record.cycle,
                at: proven.record.at,
                leaf: proven.leaf,
                records: proven.head.records,
                root: proven.head.root
            )
        }
        signingKeys = verification.fingerprints
    }
}
