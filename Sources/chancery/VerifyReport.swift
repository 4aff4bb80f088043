// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline
internal import Proof

/// What `chancery verify` found out about a report folder.
struct ReportVerificationResult {
    let verification: ReportVerification
    let agreement: ReportAgreement?
    /// Whether the reader brought a key along.
    let isKeyKnown: Bool

    init(_ verification: ReportVerification, _ agreement: ReportAgreement?, isKeyKnown: Bool) {
        self.verification = verification
        self.agreement = agreement
        self.isKeyKnown = isKeyKnown
    }

    var faults: [ReportFault] { verification.faults + (agreement?.faults ?? []) }

    var text: String {
        var lines = faults.map { fault in
            let finding = fault.finding.map { ", F-\($0)" } ?? ""
            return "ALTERED  \(Terminal.harmless(fault.file))\(finding): \(Terminal.harmless(fault.problem))"
        }
        if let manifest = verification.manifest {
            let written = manifest.written.formatted(.iso8601)
            lines.append(
                "report \(Terminal.harmless(manifest.report)) of cycle \(manifest.cycle), written \(written)"
            )
            let files = "\(verification.files) of \(Terminal.count(manifest.files.count, "file")) as listed"
            lines.append("\(files), \(Terminal.count(verification.findings, "finding")) as signed")
        }
        if let agreement, agreement.faults.isEmpty {
            lines.append("the store has the same head, and all \(agreement.findings) records of the findings")
        }
        if let (head, name) = verification.head {
            lines.append("head: cycle \(head.cycle), ended \(head.ended.formatted(.iso8601))")
            lines.append("  \(name)")
        }
        lines += stampLines
        lines += verification.remarks.map { "note: \(Terminal.harmless($0))" }
        lines += SigningKeyText.lines(verification.fingerprints, isKeyKnown: isKeyKnown)
        return lines.joined(separator: "\n")
    }

    private var stampLines: [String] {
        guard let stamp = verification.timestamp else { return [] }
        let authority = Terminal.harmless(stamp.authority ?? "an authority without a name")
        let trust =
            stamp.isTrusted
            ? "" : "\n  Nobody vouches for it here; --timestamp-authority names whom you trust."
        return ["time stamp: \(stamp.time.formatted(.iso8601)) by \(authority)\(trust)"]
    }
}

/// How `verify` speaks of keys.
enum SigningKeyText {
    static func lines(_ fingerprints: [String], isKeyKnown: Bool) -> [String] {
        guard !fingerprints.isEmpty else { return ["no signing key"] }
        let advice = ["Compare them with what was printed or mailed then; --key does it for a key."]
        return ["signing keys, oldest first:"] + fingerprints.map { "  \($0)" } + (isKeyKnown ? [] : advice)
    }
}

/// What `verify --format json` prints of a report.
struct ReportVerificationDocument: Encodable {
    struct Fault: Encodable {
        let file: String
        let finding: Int64?
        let problem: String
    }

    struct Stamp: Encodable {
        let time: Date
        let authority: String?
        let trusted: Bool
    }

    struct Agreement: Encodable {
        let holds: Bool
        let findings: Int
    }

    var schema = "chancery.verification-report/1"
    let holds: Bool
    let report: String?
    let cycle: Cycle.ID?
    let written: Date?
    let faults: [Fault]
    let remarks: [String]
    let files: Int
    let findings: Int
    let head: VerificationDocument.Head?
    let timestamp: Stamp?
    /// Absent where no store was named.
    let store: Agreement?
    let signingKeys: [String]
}

extension ReportVerificationDocument {
    init(_ result: ReportVerificationResult) {
        let verification = result.verification
        holds = result.faults.isEmpty
        report = verification.manifest?.report
        cycle = verification.manifest?.cycle
        written = verification.manifest?.written
        faults = result.faults.map { Fault(file: $0.file, finding: $0.finding, problem: $0.problem) }
        remarks = verification.remarks
        files = verification.files
        findings = verification.findings
        head = verification.head.map { head, name in
            VerificationDocument.Head(cycle: head.cycle, ended: head.ended, sha256: name, root: head.root)
        }
        timestamp = verification.timestamp.map {
            Stamp(time: $0.time, authority: $0.authority, trusted: $0.isTrusted)
        }
        store = result.agreement.map { Agreement(holds: $0.faults.isEmpty, findings: $0.findings) }
        signingKeys = verification.fingerprints
    }
}
