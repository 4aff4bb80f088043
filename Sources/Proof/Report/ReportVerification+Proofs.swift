// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import Model

extension ReportVerification {
    /// Every line of `proofs.json`, and the chain of heads between them.
    mutating func checkProofs(of manifest: ReportManifest, in folder: WrittenReport, trusted: String?) {
        guard manifest.head != nil else { return }
        guard let bytes = folder.read(ProofFiles.proofs), let file = ProofFile(bytes: bytes) else {
            faults.append(ReportFault(ProofFiles.proofs, "it is missing, or no file of proofs"))
            return
        }
        guard file.cycle == manifest.cycle, file.header.head == manifest.head,
            file.header.keys == manifest.keys
        else {
            faults.append(
                ReportFault(ProofFiles.proofs, "its head or its keys are not those of \(ProofFiles.manifest)")
            )
            return
        }
        checkChain(of: file)
        checkLines(of: file, trusted: trusted)
    }

    /// Each head names the one before it, up to that of the report's cycle.
    private mutating func checkChain(of file: ProofFile) {
        let lines = file.heads.compactMap(\.self)
        guard lines.count == file.heads.count else {
            faults.append(ReportFault(ProofFiles.proofs, "a head in it cannot be read"))
            return
        }
        let sealed = lines.map { ($0.cycle, $0.head.head) } + [(file.cycle, file.header.head.head)]
        for ((cycle, earlier), (next, later)) in zip(sealed, sealed.dropFirst()) {
            guard let head = CycleHead(bytes: later.bytes), let before = CycleHead(bytes: earlier.bytes)
            else { continue }
            if head.previous != CycleHead.name(of: earlier.bytes) {
                faults.append(
                    ReportFault(
                        ProofFiles.proofs,
                        "the head of cycle \(next) does not follow that of cycle \(cycle)"
                    )
                )
            } else if head.ended < before.ended {
                faults.append(
                    ReportFault(
                        ProofFiles.proofs,
                        "cycle \(next) ended at \(head.ended.formatted(.iso8601)), and cycle \(cycle) before it at "
                            + "\(before.ended.formatted(.iso8601)): the clock was set back"
                    )
                )
            }
        }
    }

    private mutating func checkLines(of file: ProofFile, trusted: String?) {
        var prover = LineProver(file, trusted: trusted)
        var (faults, proven): ([ReportFault], Int) = ([], 0)
        file.eachFinding { line in
            guard let line else {
                faults.append(ReportFault(ProofFiles.proofs, "a line of a finding cannot be read"))
                return
            }
            do throws(UnprovenLine) {
                _ = try prover.prove(line)
                proven += 1
            } catch {
                faults.append(ReportFault(ProofFiles.proofs, finding: line.finding, error.description))
            }
        }
        for line in file.posture {
            do throws(UnprovenLine) {
                guard let line, line.cycle == file.cycle else {
                    throw UnprovenLine("the line of the posture cannot be read")
                }
                _ = try prover.place(line, kind: "posture")
            } catch {
                faults.append(ReportFault(ProofFiles.proofs, "the posture: \(error)"))
            }
        }
        self.faults += faults
        findings = proven
    }
}
