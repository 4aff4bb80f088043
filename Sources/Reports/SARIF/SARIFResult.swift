// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// A finding as a result (SARIF 2.1.0 §3.27).
struct SARIFResult {
    let finding: ExportedFinding
    let rules: SARIFRules
    let baseline: SARIFBaseline?

    var json: JSONValue {
        .members([
            "ruleId": .string(ExportText.line(finding.key.check)),
            "ruleIndex": rules.position(of: finding.key.check).map { .integer($0) },
            "kind": .string(kind),
            "level": .string(level),
            "rank": finding.open.map { .number($0.estimate.point) },
            "message": SARIFText.message(message),
            "locations": [Self.location(of: finding.subject, in: finding.index)],
            "partialFingerprints": ["findingId/v1": .string(finding.fingerprint)],
            "baselineState": .text(baseline?.state(of: finding)),
            "suppressions": finding.tracked.isOpen ? .array(suppressions) : nil,
            "taxa": rules.controls(of: finding.key.check),
            "properties": properties,
        ])
    }

    /// §3.27.9; what is mended and not confirmed counts as failing, what nobody may ask is as open as what nobody
    /// could answer.
    private var kind: String {
        if finding.tracked.isOpen { return "fail" }
        return switch finding.verdict.state {
        case .pass: "pass"
        case .fail: "fail"
        case .notApplicable: "notApplicable"
        case .unknown, .notTested: "open"
        }
    }

    /// §3.27.10: none unless it fails.
    private var level: String { kind == "fail" ? Self.level(of: finding.open?.band) : "none" }

    static func level(of band: Band?) -> String {
        switch band {
        case .veryHigh?, .high?: "error"
        case .moderate?, nil: "warning"
        case .low?, .veryLow?: "note"
        }
    }

    private var message: String {
        let title = finding.index.title(of: finding.key.check)
        let words =
            switch (finding.failure, finding.verdict) {
            case (.fail(_, let seen, let expected)?, _):
                "seen: \(ExportText.line(seen)); expected: \(ExportText.line(expected))"
            case (_, .unknown(let gap)):
                "not established (\(gap.phase.rawValue)): \(ExportText.line(gap.reason))"
            case (_, .notApplicable(let reason)): "does not apply: \(ExportText.line(reason))"
            case (_, .notTested(let reason)): "not tested: \(ExportText.line(reason))"
            case (_, .pass), (_, .fail): "not so"
            }
        return "\(title): \(words)"
    }

    /// §3.28, with an address beside its endpoint.
    static func location(of subject: Subject, in index: ExportIndex) -> JSONValue {
        let place = index.place(of: subject)
        var logical: [JSONValue] = [
            ["fullyQualifiedName": .string(ExportText.line(place)), "kind": .string(subject.scope.rawValue)]
        ]
        if subject.scope == .address, let id = subject.endpointID {
            let endpoint = index.endpoint(id).map(ExportIndex.place) ?? id
            logical.append([
                "fullyQualifiedName": .string(ExportText.line(endpoint)), "kind": "endpoint",
            ])
        }
        return .members([
            "logicalLocations": .array(logical),
            "physicalLocation": index.uri(of: subject).map { ["artifactLocation": ["uri": .string($0)]] },
        ])
    }

    private var properties: JSONValue {
        let open = finding.open
        let underReview = finding.index.disputes(about: finding.key).filter { $0.state == .underReview }
        return .members([
            "findingId": .string(ExportText.line(finding.id)),
            "state": .string(finding.verdict.state.rawValue),
            "failureLevel": .text(finding.failure?.level),
            "category": .text(finding.category),
            "scenarios": finding.item.map { JSONValue($0.scenarios) },
            "mission": .text(finding.index.mission(of: finding.subject).map(ExportText.line)),
            "band": .text(open?.band.rawValue),
            "low": finding.item.map { .number($0.estimate.low) },
            "high": finding.item.map { .number($0.estimate.high) },
            "likelihood": .text(open?.likelihood.rawValue),
            "impact": .text(open?.impact.rawValue),
            "firstFailed": .text(finding.firstFailed.map(Instant.rfc3339)),
            "since": .string(Instant.rfc3339(finding.tracked.since)),
            "lastSeen": .string(Instant.rfc3339(finding.tracked.lastSeen)),
            "due": .text(open?.due?.description),
            "overdue": open.map { .bool($0.isOverdue(on: finding.index.today)) },
            "mendedSince": .text(finding.tracked.mended.map { Instant.rfc3339($0.clean) }),
            "disputesUnderReview": .list(underReview.map { .string(ExportText.line($0.dispute.id)) }),
            "evidenceSha256": .text(finding.evidenceSHA256),
        ])
    }
}
