// SPDX-License-Identifier: Apache-2.0
import Model

/// Who and what the file names: title, roles, parties, and the resources that others refer to.
extension OSCALContext {
    var metadata: JSONValue {
        let ministry = document.estate.ministry
        return .members([
            "title": .string(OSCALText.markup("Assessment results of \(ministry.name)")),
            "last-modified": .string(Instant.rfc3339(document.written)),
            "version": .string("cycle-\(document.cycle.id)"),
            "oscal-version": .string(OSCALReport.version),
            "props": .list([OSCALText.property("marking", document.classification)].compactMap(\.self)),
            "roles": .array(
                OSCALRole.allCases.map { ["id": .string($0.rawValue), "title": .string($0.title)] }
            ),
            "parties": .array(parties),
            "responsible-parties": [responsible(.systemOwner, self.ministry)],
        ])
    }

    private var parties: [JSONValue] {
        let estate = document.estate
        let ministry = party(
            self.ministry,
            "organization",
            estate.ministry.name,
            [
                OSCALText.own("contact", estate.ministry.contact)
            ]
        )
        let missions = estate.missions.map { mission in
            party(
                self.mission(mission.id),
                "organization",
                mission.name,
                [
                    OSCALText.own("mission", mission.id), OSCALText.own("region", mission.region),
                ]
            )
        }
        return [ministry] + missions + people.map { party(person($0), "person", $0, []) }
    }

    private func party(_ uuid: String, _ type: String, _ name: String, _ props: [JSONValue?]) -> JSONValue {
        .members([
            "uuid": .string(uuid), "type": .string(type), "name": OSCALText.string(name),
            "props": .list(props.compactMap(\.self)),
        ])
    }

    /// Everybody whom attestations, acceptances, disputes and missions name, once.
    private var people: [String] {
        let posture = document.posture
        let names =
            document.estate.missions.compactMap(\.owner)
            + posture.attestations.compactMap { $0.attestation?.owner }
            + posture.acceptances.map(\.acceptance.approver)
            + posture.disputes.flatMap { [$0.dispute.owner, $0.dispute.decision?.by].compactMap(\.self) }
        return Set(names).sorted()
    }

    /// The plan that the results are of, the whole report, and what attestations and disputes refer to.
    var backMatter: JSONValue {
        let model = document.posture.model
        let plan: JSONValue = .members([
            "uuid": .string(self.plan), "title": "Assessment plan",
            "description": .string(
                OSCALText.markup(
                    "Every listed endpoint, domain and mission is measured in each cycle, judged together with what staff "
                        + "attest by the model \(model.name) \(model.version)."
                )
            ),
            "props": .list(
                [
                    OSCALText.own("estate-sha256", document.cycle.estateSHA256),
                    OSCALText.own("model-sha256", model.sha256),
                    OSCALText.own("vantage", document.cycle.vantage),
                ]
                .compactMap(\.self)
            ),
        ])
        let report: JSONValue = [
            "uuid": .string(self.report), "title": "The whole report",
            "rlinks": [["href": "report.json", "media-type": "application/json"]],
        ]
        return ["resources": .array([plan, report] + references.map(resource))]
    }

    private func resource(_ reference: EvidenceReference) -> JSONValue {
        let hashes = reference.sha256.map { sha256 -> JSONValue in
            [["algorithm": "SHA-256", "value": .string(sha256)]]
        }
        return [
            "uuid": .string(uuid(of: reference)),
            "title": .string(OSCALText.markup(reference.text)),
            "rlinks": [
                .members(["href": .string(ExportText.reference(reference.text)), "hashes": hashes])
            ],
        ]
    }

    func uuid(of reference: EvidenceReference) -> String {
        identity.uuid("resource", "evidence", reference.text, reference.sha256 ?? "")
    }

    private var references: [EvidenceReference] {
        let posture = document.posture
        let all =
            posture.attestations.compactMap { $0.attestation?.reference }
            + posture.disputes.compactMap(\.dispute.reference)
        var seen: Set<EvidenceReference> = []
        return all.filter { seen.insert($0).inserted }
    }
}

/// What somebody points to.
struct EvidenceReference: Hashable {
    let text: String
    let sha256: String?
}

extension Attestation {
    /// Nil where no evidence was given.
    var reference: EvidenceReference? {
        evidence.flatMap { $0.isEmpty ? nil : EvidenceReference(text: $0, sha256: sha256) }
    }
}

extension Dispute {
    /// Nil where none was given.
    var reference: EvidenceReference? {
        evidence.isEmpty ? nil : EvidenceReference(text: evidence, sha256: sha256)
    }
}
