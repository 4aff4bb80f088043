// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Model

/// Something of a report that does not hold.
package struct ReportFault: Hashable, Sendable {
    /// By its path in the folder.
    package let file: String
    /// The finding whose line it is; nil for the file as a whole.
    package let finding: Int64?
    package let problem: String

    package init(_ file: String, finding: Int64? = nil, _ problem: String) {
        self.file = file
        self.finding = finding
        self.problem = problem
    }
}

/// What became of a report folder since it was written, seen without the store.
package struct ReportVerification: Sendable {
    /// Empty where nothing was altered.
    package internal(set) var faults: [ReportFault] = []
    /// What holds and yet proves less than it could.
    package internal(set) var remarks: [String] = []
    /// Nil where it cannot be read.
    package internal(set) var manifest: ReportManifest?
    /// The head of the report's cycle and its name; nil where it has none that holds.
    package internal(set) var head: (head: CycleHead, name: String)?
    /// Files that are as listed.
    package internal(set) var files = 0
    /// Findings whose record is under a head.
    package internal(set) var findings = 0
    package internal(set) var fingerprints: [String] = []
    package internal(set) var timestamp: ProvenTimestamp?

    /// Reads all of a folder.
    ///
    /// - Parameters:
    ///   - trusted: the fingerprint of a signing key that the reader has from elsewhere; nil where the folder's own word
    ///     for its keys is taken.
    ///   - authorities: certificates in PEM of time-stamping authorities that the reader trusts; nil for none.
    package init(of folder: WrittenReport, trusted: String? = nil, authorities: [UInt8]? = nil) {
        guard let bytes = folder.read(ProofFiles.manifest) else {
            faults.append(ReportFault(ProofFiles.manifest, "it is missing or cannot be read"))
            return
        }
        guard let manifest = ReportManifest(bytes: bytes) else {
            faults.append(ReportFault(ProofFiles.manifest, "it is no manifest of a report, or was altered"))
            return
        }
        self.manifest = manifest
        let keys = HeadChain(keys: manifest.keys.map(\.key), heads: [], trusted: trusted)
        fingerprints = keys.fingerprints
        faults += keys.faults.map { ReportFault(ProofFiles.manifest, $0.words) }
        checkSignature(of: manifest, bytes, in: folder, keys)
        checkHead(of: manifest, keys)
        checkFiles(of: manifest, in: folder)
        checkProofs(of: manifest, in: folder, trusted: trusted)
        checkTimestamp(of: manifest, bytes, in: folder, keys, authorities: authorities)
    }

    // MARK: What was signed

    private mutating func checkSignature(
        of manifest: ReportManifest,
        _ bytes: Data,
        in folder: WrittenReport,
        _ keys: HeadChain
    ) {
        guard let key = manifest.key else {
            faults.append(
                ReportFault(
                    ProofFiles.manifest,
                    "it was written without the signing key, so nothing says who wrote it"
                )
            )
            return
        }
        guard let signature = folder.read(ProofFiles.signature) else {
            faults.append(ReportFault(ProofFiles.signature, "it is missing or cannot be read"))
            return
        }
        guard keys.fingerprints.contains(key) else {
            faults.append(ReportFault(ProofFiles.manifest, "it names a key that nobody introduced"))
            return
        }
        if !keys.isMade(signature, over: bytes, by: key) {
            faults.append(
                ReportFault(
                    ProofFiles.signature,
                    "it is not the signature of the key over \(ProofFiles.manifest): one of the two was altered"
                )
            )
        }
        if folder.read(ProofFiles.key) != keys.pem(of: key).map({ Data($0.utf8) }) {
            faults.append(ReportFault(ProofFiles.key, "it is not the key that signed"))
        }
    }

    private mutating func checkHead(of manifest: ReportManifest, _ keys: HeadChain) {
        guard let sealed = manifest.head?.head else {
            remarks.append(
                "cycle \(manifest.cycle) was not signed when the report was written: no finding is proven"
            )
            return
        }
        do throws(UnsoundHead) {
            let head = try keys.head(sealed, of: manifest.cycle)
            self.head = (head, CycleHead.name(of: sealed.bytes))
            guard manifest.written < head.ended else { return }
            faults.append(
                ReportFault(
                    ProofFiles.manifest,
                    "it was written at \(manifest.written.formatted(.iso8601)), before its cycle ended at "
                        + "\(head.ended.formatted(.iso8601)): the clock was set back"
                )
            )
        } catch {
            faults.append(
                ReportFault(ProofFiles.manifest, "the head of cycle \(manifest.cycle): \(error)")
            )
        }
    }

    // MARK: The files

    private mutating func checkFiles(of manifest: ReportManifest, in folder: WrittenReport) {
        let entries: [String: WrittenReport.Entry]
        do {
            entries = try folder.entries()
        } catch {
            faults.append(ReportFault(".", "the folder cannot be read: \(error.localizedDescription)"))
            return
        }
        for listed in manifest.files {
            switch entries[listed.path] {
            case nil: faults.append(ReportFault(listed.path, "it is listed and missing"))
            case .other?: faults.append(ReportFault(listed.path, "it is no file"))
            case .file?: check(listed, as: folder.measure(listed.path))
            }
        }
        let listed = Set(manifest.files.map(\.path)).union(ProofFiles.beside)
        for path in entries.keys.sorted() where !listed.contains(path) {
            faults.append(ReportFault(path, "it is not listed: somebody added or renamed it"))
        }
    }

    private mutating func check(_ listed: ReportManifest.File, as found: ReportManifest.File?) {
        guard let found else {
            faults.append(ReportFault(listed.path, "it cannot be read"))
            return
        }
        guard found != listed else {
            files += 1
            return
        }
        let lengths =
            found.length == listed.length
            ? "" : ": it has \(found.length) bytes and had \(listed.length)"
        faults.append(ReportFault(listed.path, "it was altered\(lengths)"))
    }
}

extension HeadChain.Fault {
    package var words: String {
        switch self {
        case .key(let place, let problem): "signing key \(place): \(problem)"
        case .head(let cycle, let problem): "head of cycle \(cycle): \(problem)"
        case .otherKey(let first): "it is signed with other keys than yours, beginning with \(first)"
        }
    }
}
