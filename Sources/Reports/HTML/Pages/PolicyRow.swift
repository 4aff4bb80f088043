// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model
import Standards

/// What one policy says of an endpoint.
struct PolicyRow {
    let name: String
    let id: String
    let verdict: String
    let violations: [String]
    let hasViolations: Bool
    let phaseOuts: [String]
    let hasPhaseOuts: Bool
    let unlisted: String?
    /// Why nobody can say; nil where somebody can.
    let missing: String?

    init(_ verdict: PolicyVerdict) {
        name = "\(verdict.name), \(verdict.edition)"
        id = verdict.policy
        self.verdict =
            switch verdict.conforms {
            case true?: say("Conforms")
            case false?: say("Does not conform")
            case nil: say("Unknown")
            }
        violations = verdict.violations.map { "\($0.seen); wanted: \($0.wanted) (\($0.clause))" }
        hasViolations = !violations.isEmpty
        phaseOuts = verdict.phaseOuts.map { "\($0.seen) (\($0.clause))" }
        hasPhaseOuts = !phaseOuts.isEmpty
        var others: [String] = []
        for remark in verdict.unlisted where !others.contains(remark.seen) { others.append(remark.seen) }
        unlisted = others.isEmpty ? nil : others.joined(separator: "; ")
        missing = verdict.conforms == nil ? verdict.foremostGap?.reason : nil
    }
}

/// The rating by the published rules.
struct RatingView {
    let summary: String
    let scores: String
    let reasons: [String]

    init(_ grade: Grade) {
        summary = grade.summary
        func number(_ value: Int?) -> String { value.map { "\($0)" } ?? say("unknown") }
        scores =
            say(
                "{{score}} of 100: protocol {{protocol}}, key exchange {{exchange}}, cipher {{cipher}}",
                [
                    "score": number(grade.score), "protocol": number(grade.protocolScore),
                    "exchange": number(grade.keyExchangeScore), "cipher": number(grade.cipherScore),
                ]
            )
        reasons = grade.reasons
    }
}
