// SPDX-License-Identifier: Apache-2.0
import Model

/// What was seen: a test for each finding, an interview or an examination for each attestation.
///
/// What is unknown is an observation and never a finding, whose target could only be satisfied or not.
extension OSCALRegister {
    func observation(_ number: Int) -> JSONValue {
        let finding = finding(number)
        return .members([
            "uuid": .string(observations[number]),
            "title": .string(OSCALText.markup(finding.index.title(of: finding.key.check))),
            "description": .string(OSCALText.markup(Self.words(finding))),
            "props": .list(
                [
                    OSCALText.own("state", finding.verdict.state.rawValue),
                    OSCALText.own("finding-id", finding.id),
                    OSCALText.own("check", finding.key.check),
                    OSCALText.own("subject", finding.index.place(of: finding.subject)),
                    OSCALText.own("reason", finding.reason),
                    OSCALText.own("mended-since", finding.tracked.mended.map { Instant.rfc3339($0.clean) }),
                    OSCALText.own("evidence-sha256", finding.evidenceSHA256),
                ]
                .compactMap(\.self)
            ),
            "methods": ["TEST"],
            "types": ["finding"],
            "origins": context.origins,
            "subjects": context.subjects(finding.subject),
            "relevant-evidence": [
                [
                    "href": .string("#\(context.report)"),
                    "description": .string(OSCALText.markup("Finding \(finding.id) of the report")),
                ]
            ],
            "collected": .string(Instant.rfc3339(finding.tracked.lastSeen)),
        ])
    }

    /// The last measurement in words.
    private static func words(_ finding: ExportedFinding) -> String {
        switch finding.verdict {
        case .pass: "It is not so."
        case .fail(_, let seen, let expected):
            "Seen: \(ExportText.line(seen)). Expected: \(ExportText.line(expected))."
        case .unknown(let gap):
            "Not established (\(gap.phase.rawValue)), tried \(gap.attempts) times: \(ExportText.line(gap.reason))"
        case .notApplicable(let reason): "Does not apply: \(ExportText.line(reason))"
        case .notTested(let reason): "Not tested: \(ExportText.line(reason))"
        }
    }
}

extension OSCALContext {
    /// `INTERVIEW` for a word (E0, E1), `EXAMINE` for evidence (E2 and better); it expires with its last day.
    func observation(_ standing: AttestationStanding) -> JSONValue {
        let attestation = standing.attestation
        let grade = standing.countsAs ?? attestation?.grade
        let key = FindingKey(check: standing.item, subject: standing.subject)
        return .members([
            "uuid": .string(observation(key)),
            "title": .string(OSCALText.markup(index.title(of: standing.item))),
            "description": .string(OSCALText.markup(words(standing))),
            "props": .list(
                [
                    OSCALText.own("state", attestation == nil ? "unknown" : nil),
                    OSCALText.own("attestation", standing.item),
                    OSCALText.own("attestation-state", standing.state.rawValue),
                    OSCALText.own("answer", attestation?.answer.rawValue),
                    OSCALText.own("grade", attestation?.grade.rawValue),
                    OSCALText.own("counts-as", standing.countsAs?.rawValue),
                    OSCALText.own("evidence-state", standing.backing?.rawValue),
                    OSCALText.own("reason", standing.remark),
                ]
                .compactMap(\.self)
            ),
            "methods": [.string((grade ?? .e0) >= .e2 ? "EXAMINE" : "INTERVIEW")],
            "types": ["control-objective"],
            "origins": attestation?.owner.map { owner in
                [["actors": [["type": "party", "actor-uuid": .string(person(owner))]]]]
            } ?? origins,
            "subjects": subjects(standing.subject),
            "relevant-evidence": attestation?.reference.map { reference in
                [
                    [
                        "href": .string("#\(uuid(of: reference))"),
                        "description": .string(OSCALText.markup(reference.text)),
                    ]
                ]
            },
            "collected": .string(
                attestation.map { Instant.rfc3339(startOf: $0.date) }
                    ?? Instant.rfc3339(document.posture.asOf)
            ),
            "expires": .text(attestation.map { Instant.rfc3339(endOf: $0.validUntil) }),
        ])
    }

    private func words(_ standing: AttestationStanding) -> String {
        guard let attestation = standing.attestation else { return "Nobody attests it." }
        let note = attestation.note.map { " \($0)" } ?? ""
        return "Attested: \(attestation.answer.rawValue).\(note)"
    }

    /// What somebody stated, with who it was.
    func attestation(_ standing: AttestationStanding) -> JSONValue? {
        guard let attestation = standing.attestation else { return nil }
        return .members([
            "responsible-parties": attestation.owner.map { [responsible(.attestor, person($0))] },
            "parts": [
                .members([
                    "uuid": .string(
                        identity.uuid(
                            "attestation",
                            FindingKey(check: standing.item, subject: standing.subject)
                        )
                    ),
                    "name": "statement",
                    "ns": .string(OSCALText.namespace),
                    "title": .string(OSCALText.markup(standing.item)),
                    "props": .list(
                        [
                            OSCALText.own("subject", index.place(of: standing.subject)),
                            OSCALText.own("attestation-state", standing.state.rawValue),
                            OSCALText.own("date", attestation.date.description),
                            OSCALText.own("valid-until", attestation.validUntil.description),
                        ]
                        .compactMap(\.self)
                    ),
                    "prose": .string(
                        OSCALText.markup("\(index.title(of: standing.item)) \(words(standing))")
                    ),
                ])
            ],
        ])
    }
}
