// SPDX-License-Identifier: Apache-2.0
import Model

/// The findings in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS standard).
package enum SARIFReport {
    package static let path = "findings.sarif"

    /// Where the schema is published.
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    package static func render(_ document: ReportDocument, emit: ReportEmitter) throws {
        try json(document).canonical { try emit(path, $0) }
    }

    static func json(_ document: ReportDocument) -> JSONValue {
        let index = ExportIndex(document)
        let rules = SARIFRules(index)
        let baseline = SARIFBaseline(index)
        return [
            "$schema": .string(schema),
            "version": "2.1.0",
            "runs": [
                .members([
                    "tool": ["driver": driver(document, rules)],
                    "taxonomies": .list(rules.taxonomies),
                    "automationDetails": [
                        "id": .string(
                            "chancery/\(ExportText.line(document.estate.ministry.name))/\(document.cycle.id)"
                        )
                    ],
                    "invocations": [invocation(document)],
                    "results": results(index, rules, baseline),
                    "properties": properties(document),
                ])
            ],
        ]
    }

    /// What is there, then what is not looked at any more.
    private static func results(_ index: ExportIndex, _ rules: SARIFRules, _ baseline: SARIFBaseline?)
        -> JSONValue
    {
        let findings = index.findings
        let absent = baseline?.absent ?? []
        return .made(
            JSONValue.Elements(count: findings.count + absent.count) { position in
                guard position < findings.count else {
                    return self.absent(absent[position - findings.count], index, rules)
                }
                let finding = ExportedFinding(findings[position], in: index)
                return SARIFResult(finding: finding, rules: rules, baseline: baseline).json
            }
        )
    }

    private static func absent(_ item: RiskItem, _ index: ExportIndex, _ rules: SARIFRules) -> JSONValue {
        .members([
            "ruleId": .string(ExportText.line(item.key.check)),
            "ruleIndex": rules.position(of: item.key.check).map { .integer($0) },
            "kind": .string(item.isOpen ? "fail" : "open"),
            "level": .string(item.isOpen ? SARIFResult.level(of: item.band) : "none"),
            "message": SARIFText.message("\(index.title(of: item.key.check)): not looked at any more"),
            "locations": [SARIFResult.location(of: item.key.subject, in: index)],
            "partialFingerprints": ["findingId/v1": .string(ExportedFinding.fingerprint(of: item.key))],
            "baselineState": "absent",
        ])
    }

    private static func driver(_ document: ReportDocument, _ rules: SARIFRules) -> JSONValue {
        let taxonomies = rules.taxonomies.indices.map { position -> JSONValue in
            ["index": .integer(position)]
        }
        return .members([
            "name": "Chancery",
            "version": ExportText.word(document.cycle.toolVersion).map { .string($0) },
            "rules": .array(rules.rules),
            "supportedTaxonomies": .list(taxonomies),
        ])
    }

    /// The cycle; what the place of measuring could not see is told as notes.
    private static func invocation(_ document: ReportDocument) -> JSONValue {
        let notes = (document.vantage?.limits ?? []).map { limit -> JSONValue in
            ["level": "note", "message": SARIFText.message("The vantage is limited: \(limit)")]
        }
        return .members([
            "executionSuccessful": .bool(document.cycle.finished != nil),
            "startTimeUtc": .string(Instant.rfc3339(document.cycle.started)),
            "endTimeUtc": .text(document.cycle.finished.map(Instant.rfc3339)),
            "toolExecutionNotifications": .list(notes),
        ])
    }

    private static func properties(_ document: ReportDocument) -> JSONValue {
        let model = document.posture.model
        return .members([
            "ministry": .string(ExportText.line(document.estate.ministry.name)),
            "classification": .text(document.classification.map(ExportText.line)),
            "written": .string(Instant.rfc3339(document.written)),
            "asOf": .string(Instant.rfc3339(document.posture.asOf)),
            "cycle": .integer(Int(document.cycle.id)),
            "vantage": .string(ExportText.line(document.cycle.vantage)),
            "estateSha256": .string(document.cycle.estateSHA256),
            "model": [
                "name": .string(model.name), "version": .string(model.version),
                "sha256": .string(model.sha256), "likelihoodRule": .string(model.likelihoodRule),
            ],
        ])
    }
}
