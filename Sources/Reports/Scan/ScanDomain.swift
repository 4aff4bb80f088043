// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Facts
package import Model

/// One domain as measured: what stands in its zone, and what follows.
package struct ScanDomain: Hashable, Sendable {
    package let name: String
    /// Why nothing is known of it; nil where a resolver answered.
    package let error: Unestablished?
    /// Nil where it is unknown.
    package let security: DNSSecurity?
    /// By name and type, as `dig` would show them but without their time to live.
    package let records: [Record]
    /// One entry for every question without an answer.
    package let unestablished: [ScanGap]
    package let milliseconds: Int
    package let findings: [ScanFinding]

    package struct Record: Hashable, Sendable {
        package let name: String
        package let type: String
        /// `secure`, `insecure` or `indeterminate`.
        package let security: DNSSecurity
        /// In words; text from the zone, so it is hostile until escaped.
        package let values: [String]
    }

    /// - Parameter verdicts: those of other subjects are left out.
    package init(_ domain: ListedDomain, visit: Visit, evidence: any Evidence, verdicts: [ScanVerdict]) {
        let subject = Subject.domain(domain.name)
        name = domain.name
        error = evidence.reason(Question(ZoneCut.self), of: subject)
        security = try? evidence.one(DNSSECState.self, domain.name, of: subject).fact.state
        records = evidence.all(DNSRecords.self, under: subject).map(\.fact).filter { $0.outcome == .found }
            .map {
                Record(
                    name: $0.name,
                    type: $0.type,
                    security: $0.security,
                    values: $0.data.map(\.words).sorted()
                )
            }
        unestablished = visit.answers.compactMap { answer in
            guard case .unestablished(let question, let gap) = answer else { return nil }
            return ScanGap(path: "/\(question.kind.name)/\(question.aspect)", gap)
        }
        milliseconds = visit.cost.milliseconds
        findings = ScanFinding.worst(of: verdicts.filter { $0.finding.subject == subject })
    }

    package var json: JSONValue {
        [
            "domain": .string(name),
            "error": error.map { ["phase": .string($0.phase.rawValue), "reason": .string($0.reason)] }
                ?? .null,
            "dnssec": JSONValue(security?.rawValue),
            "records": .array(
                records.map {
                    [
                        "name": .string($0.name), "type": .string($0.type),
                        "dnssec": .string($0.security.rawValue), "values": JSONValue($0.values),
                    ]
                }
            ),
            "unestablished": .array(
                unestablished.map {
                    [
                        "path": .string($0.path), "reason": .string($0.reason),
                        "attempts": .integer($0.attempts),
                    ]
                }
            ),
            "duration_ms": .integer(milliseconds),
            "findings": .array(findings.map(\.json)),
        ]
    }
}
