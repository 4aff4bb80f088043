// SPDX-License-Identifier: Apache-2.0
import Model

extension ReportDocument {
    /// What staff themselves attest as missing, and what nobody attests; the risk model weighs it, and no check found it.
    var shortfalls: [TrackedFinding] {
        let questions = Set(attestationItems.map(\.id))
        let standings = Dictionary(
            posture.attestations.map { (FindingKey(check: $0.item, subject: $0.subject), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return posture.items.filter { questions.contains($0.key.check) }.map { item in
            let attested = standings[item.key]?.attestation?.date.start
            let since = item.firstFailed ?? attested ?? posture.asOf
            return TrackedFinding(
                number: 0,
                finding: Finding(check: item.key.check, subject: item.key.subject, verdict: item.verdict),
                since: since,
                firstFailed: since,
                lastSeen: posture.asOf,
                reopened: 0
            )
        }
    }
}
