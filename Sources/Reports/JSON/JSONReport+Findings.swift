// SPDX-License-Identifier: Apache-2.0
import Checks
import Model

extension TrackedFinding {
    func json(_ site: Site) -> JSONValue {
        let item = site.item(finding.key)
        let info = site.document.checks[finding.check]
        return [
            "number": .integer(Int(number)),
            "check": .string(finding.check),
            "title": .string(site.title(of: finding.check)),
            "subject": finding.subject.json,
            "verdict": .string(finding.verdict.state.rawValue),
            "evidence": finding.verdict.evidence,
            "category": JSONValue(item?.category ?? info?.category),
            "risk": item.map(\.json) ?? .null,
            "since": JSONValue(since),
            "first_failed": JSONValue(firstFailed),
            "last_seen": JSONValue(lastSeen),
            "mended": mended.map(\.json) ?? .null,
            "flapping": item?.flapping.map(\.json) ?? .null,
            "closed": JSONValue(closed),
            "reopened": .integer(reopened),
            "last_reopened": JSONValue(lastReopened),
            "remedy": .string(site.remedy(for: finding.check)),
            "controls": JSONValue(info?.controls ?? [:]) { JSONValue($0) },
        ]
    }
}

extension Mended {
    fileprivate var json: JSONValue {
        [
            "failure": failure.evidence,
            "level": JSONValue(failure.level),
            "clean": JSONValue(clean),
            "confirmable": JSONValue(confirmable),
        ]
    }
}

extension Flapping {
    fileprivate var json: JSONValue { ["changes": .integer(changes), "days": .integer(days)] }
}

extension RiskItem {
    fileprivate var json: JSONValue {
        [
            "band": .string(band.rawValue),
            "low": .number(estimate.low),
            "point": .number(estimate.point),
            "high": .number(estimate.high),
            "initiation": .string(initiation.rawValue),
            "adverse_impact": .string(adverseImpact.rawValue),
            "likelihood": .string(likelihood.rawValue),
            "impact": .string(impact.rawValue),
            "scenarios": JSONValue(scenarios),
            "acceptance": JSONValue(acceptance),
            "due": JSONValue(due?.description),
            "dispute": JSONValue(dispute),
        ]
    }
}

extension AttestationStanding {
    /// `risk` is what the model weighs where staff attest that something is missing.
    func json(_ site: Site) -> JSONValue {
        [
            "item": .string(item),
            "subject": subject.json,
            "state": .string(state.rawValue),
            "counts_as": JSONValue(countsAs?.rawValue),
            "evidence_state": JSONValue(backing?.rawValue),
            "remark": JSONValue(remark),
            "contradicted_by": .array((contradictedBy ?? []).map(\.json)),
            "ends_soon": .bool(endsSoon ?? false),
            "attestation": attestation.map(\.json) ?? .null,
            "risk": site.item(FindingKey(check: item, subject: subject))?.json ?? .null,
        ]
    }
}

extension Attestation {
    fileprivate var json: JSONValue {
        [
            "answer": .string(answer.rawValue),
            "owner": JSONValue(owner),
            "date": .string(date.description),
            "valid_until": .string(validUntil.description),
            "grade": .string(grade.rawValue),
            "evidence": JSONValue(evidence),
            "sha256": JSONValue(sha256),
            "note": JSONValue(note),
        ]
    }
}

extension AcceptanceStanding {
    var json: JSONValue {
        [
            "id": .string(acceptance.id),
            "state": .string(state.rawValue),
            "check": .string(acceptance.check),
            "subject": acceptance.subject.json,
            "reason": .string(acceptance.reason),
            "compensating_control": JSONValue(acceptance.compensatingControl),
            "approver": .string(acceptance.approver),
            "approver_role": JSONValue(acceptance.approverRole),
            "ticket": JSONValue(acceptance.ticket),
            "approved": .string(acceptance.approved.description),
            "expires": .string(acceptance.expires.description),
            "covers": .array(covers.map(\.json)),
            "ends_soon": .bool(endsSoon ?? false),
        ]
    }
}

extension DisputeStanding {
    var json: JSONValue {
        [
            "id": .string(dispute.id),
            "state": .string(state.rawValue),
            "check": .string(dispute.check),
            "subject": dispute.subject.json,
            "evidence": .string(dispute.evidence),
            "sha256": JSONValue(dispute.sha256),
            "owner": .string(dispute.owner),
            "raised": .string(dispute.raised.description),
            "decision": JSONValue(dispute.decision?.outcome.rawValue),
            "decided_by": JSONValue(dispute.decision?.by),
            "decided": JSONValue(dispute.decision?.on.description),
            "reason": JSONValue(dispute.decision?.reason),
            "until": JSONValue(dispute.decision?.until?.description),
            "covers": .array(covers.map(\.json)),
        ]
    }
}

extension ScenarioInfo {
    var json: JSONValue {
        [
            "id": .string(id),
            "category": JSONValue(category),
            "title": .string(title),
            "paper": .string(paper),
            "section": .string(section),
            "cited": JSONValue(cited),
            "as_cited_in_b": JSONValue(citedVia),
            "checks": JSONValue(checks),
            "attestations": JSONValue(attestations),
            "unmeasured_because": JSONValue(unmeasuredBecause),
            "out_of_scope": .bool(isOutOfScope),
        ]
    }
}
