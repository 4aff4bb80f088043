// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
package import Proof
package import Store

/// Whether a report folder says what a store does.
package struct ReportAgreement: Sendable {
    /// Empty where both agree.
    package private(set) var faults: [ReportFault] = []
    /// Findings whose record the store has as the report does.
    package private(set) var findings = 0

    /// Both are verified by themselves, and this says whether they belong together.
    package init(of folder: WrittenReport, _ manifest: ReportManifest, with store: any Store)
        async throws(StoreError)
    {
        let kept = try await store.seals().first { $0.cycle == manifest.cycle }?.head
        if kept != manifest.head?.head {
            faults.append(
                ReportFault(ProofFiles.manifest, "the store has another head of cycle \(manifest.cycle)")
            )
        }
        let keys = try await store.signingKeys().map { SealedText($0) }
        if !keys.starts(with: manifest.keys) {
            faults.append(ReportFault(ProofFiles.manifest, "the store was signed with other keys"))
        }
        try await compareFiles(of: manifest, with: store)
        guard let bytes = folder.read(ProofFiles.proofs), let file = ProofFile(bytes: bytes) else { return }
        let records = try await store.provableRecords(through: manifest.cycle).transitions
        let known = Dictionary(records.map { ($0.finding, $0.bytes) }) { first, _ in first }
        var (faults, agreed): ([ReportFault], Int) = ([], 0)
        file.eachFinding { line in
            guard let line, let finding = line.finding else { return }
            if known[finding] == Data(line.record.utf8) {
                agreed += 1
            } else {
                faults.append(
                    ReportFault(ProofFiles.proofs, finding: finding, "the store has another record of it")
                )
            }
        }
        self.faults += faults
        findings = agreed
    }

    /// What the store noted when it was written; a report that 'chancery report' wrote it knows nothing of.
    private mutating func compareFiles(of manifest: ReportManifest, with store: any Store)
        async throws(StoreError)
    {
        let listed = Set(manifest.files.map(\.sha256))
        for record in try await store.reports(limit: .max)
        where record.cycle == manifest.cycle && abs(record.written.timeIntervalSince(manifest.written)) < 1 {
            guard !listed.contains(record.sha256) else { continue }
            let name = record.path.split(separator: "/").last.map(String.init) ?? record.path
            faults.append(ReportFault(name, "the store noted another SHA-256 of it when it was written"))
        }
    }
}
