// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Model
internal import Proof
package import Reports
package import Store

/// What a report folder is closed with: its proofs, its manifest, and the signature over that.
package struct ReportProof: Sendable {
    /// Why the report is not signed, or not all of it proven, in words; nil where all of it is.
    package let problem: String?
    private let proofs: ReportProofs?
    private let head: SealedHead?
    private let keys: [SealedKey]
    private let signing: (key: SigningKey, pem: String)?

    /// Gathers what the store has of a document's cycle, and puts the seal into the document.
    ///
    /// Never keeps a report from being written: what is missing is said by `problem`, and by the report itself.
    ///
    /// - Parameters:
    ///   - state: where the signing key lies.
    ///   - credentials: the folder of systemd's credentials; nil where there are none.
    package static func prepare(
        _ document: inout ReportDocument,
        from store: any Store,
        state: URL,
        credentials: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) async throws(StoreError) -> ReportProof {
        document.visits = try await store.measurements(in: document.cycle)
        let keys = try await store.signingKeys()
        let chain = HeadChain(keys: keys, heads: [])
        var problems: [String] = []
        var signing: (SigningKey, String)?
        if let newest = chain.newest {
            do {
                let key = try Sealer.present(newest.fingerprint, of: state, credentials: credentials)
                signing = (key, newest.pem)
            } catch {
                problems.append("the report's files are not signed: \(error)")
            }
        } else {
            problems.append("the report is not signed: no cycle was signed yet")
        }
        let gathered = try await ProofGathering(of: document, from: store, keys: keys)
        problems += gathered.problem.map { [$0] } ?? []
        document.seal = gathered.head.flatMap { sealed in
            CycleHead(bytes: sealed.bytes).map { head in
                ReportSeal(head, name: CycleHead.name(of: sealed.bytes), coversFiles: signing != nil)
            }
        }
        return ReportProof(
            problem: problems.isEmpty ? nil : problems.joined(separator: "; "),
            proofs: gathered.proofs,
            head: gathered.head,
            keys: keys,
            signing: signing
        )
    }

    /// Adds the files that prove a folder, the manifest of all its files last.
    ///
    /// - Parameters:
    ///   - report: the folder's name.
    ///   - folder: with all else that belongs to the report.
    func close(_ document: ReportDocument, report: String, in folder: ReportFolder) throws {
        try proofs?.write { try folder.write(ProofFiles.proofs, $0) }
        if let signing { try folder.write(ProofFiles.key, Data(signing.pem.utf8)) }
        let files = try folder.finish().map { file in
            ReportManifest.File(path: file.path, length: file.length, sha256: file.sha256)
        }
        let manifest = ReportManifest(
            report: report,
            written: document.written,
            tool: document.cycle.toolVersion,
            model: document.posture.model,
            cycle: document.cycle.id,
            head: head,
            keys: keys,
            key: signing?.key.fingerprint,
            files: files
        )
        let bytes = try manifest.bytes
        try folder.write(ProofFiles.manifest, bytes)
        if let signing { try folder.write(ProofFiles.signature, try signing.key.sign(bytes)) }
    }
}

extension ReportSeal {
    fileprivate init(_ head: CycleHead, name: String, coversFiles: Bool) {
        self.init(
            cycle: head.cycle,
            ended: head.ended,
            head: name,
            records: head.records,
            key: head.key,
            coversFiles: coversFiles,
            command: ProofFiles.command,
            fingerprintCommand: ProofFiles.fingerprintCommand
        )
    }
}
