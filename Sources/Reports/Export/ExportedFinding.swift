// SPDX-License-Identifier: Apache-2.0
import Checks
import Crypto
import Foundation
import Model

/// One finding with what the posture and the estate add to it.
struct ExportedFinding {
    let index: ExportIndex
    let tracked: TrackedFinding
    /// Nil for what is neither open nor unknown.
    let item: RiskItem?
    let check: CheckInfo?

    init(_ tracked: TrackedFinding, in index: ExportIndex) {
        self.index = index
        self.tracked = tracked
        item = index.item(tracked.finding.key)
        check = index.document.checks[tracked.finding.check]
    }

    var key: FindingKey { tracked.finding.key }
    var subject: Subject { tracked.finding.subject }
    /// Of the last measurement.
    var verdict: Verdict { tracked.finding.verdict }
    /// The failure that counts, the one that waits to be confirmed as mended too.
    var failure: Verdict? { tracked.openFailure }
    var isAttested: Bool { tracked.number == 0 }
    var category: String? { item?.category ?? check?.category }

    /// `F-12`; what is attested has no number, so it is called by its item and subject.
    var id: String {
        tracked.number > 0 ? "F-\(tracked.number)" : "\(key.check)/\(subject)"
    }

    /// What weighs: the item where it is open.
    var open: RiskItem? { tracked.isOpen ? item : nil }

    /// Nil where it never failed.
    var firstFailed: Date? { isAttested && !tracked.isOpen ? nil : tracked.firstFailed }

    /// Days from the first failure to the posture; nil where it is not open.
    var ageInDays: Int? {
        guard tracked.isOpen, let first = firstFailed else { return nil }
        return max(0, index.today.daysSince1970 - CalendarDay(first).daysSince1970)
    }

    var acceptance: AcceptanceStanding? { item?.acceptance.flatMap(index.acceptance) }

    /// Why there is neither pass nor failure; nil where there is one.
    var reason: String? {
        switch verdict {
        case .pass, .fail: nil
        case .notApplicable(let because), .notTested(let because): because
        case .unknown(let gap): "\(gap.phase.rawValue): \(gap.reason)"
        }
    }

    var seen: String? {
        guard case .fail(_, let seen, _)? = failure else { return nil }
        return seen
    }

    var expected: String? {
        guard case .fail(_, _, let expected)? = failure else { return nil }
        return expected
    }

    /// Of what an attestation refers to, as attested; for a measurement, of the bytes of its `evidence` in report.json.
    ///
    /// Nil for an attestation without a hash.
    var evidenceSHA256: String? {
        guard !isAttested else { return index.standing(key)?.attestation?.sha256 }
        return SHA256.hex(verdict.evidence.canonicalBytes)
    }

    var fingerprint: String { Self.fingerprint(of: key) }

    /// Stable for ever for the same check on the same subject.
    static func fingerprint(of key: FindingKey) -> String {
        SHA256.hex(Array("\(key.check)\u{1F}\(key.subject.scope.rawValue)\u{1F}\(key.subject.name)".utf8))
    }
}
