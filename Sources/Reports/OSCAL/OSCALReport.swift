// SPDX-License-Identifier: Apache-2.0
import Model

/// The cycle as assessment results of NIST's Open Security Controls Assessment Language.
package enum OSCALReport {
    package static let path = "assessment-results.json"
    /// Of the models.
    package static let version = "1.1.3"

    package static func render(_ document: ReportDocument, emit: ReportEmitter) throws {
        try json(document).canonical { try emit(path, $0) }
    }

    static func json(_ document: ReportDocument) -> JSONValue {
        let context = OSCALContext(document)
        let register = OSCALRegister(context)
        let controls = OSCALControls(register)
        return [
            "assessment-results": .members([
                "uuid": .string(
                    context.identity.uuid(
                        "document",
                        String(document.cycle.id),
                        Instant.rfc3339(document.written)
                    )
                ),
                "metadata": context.metadata,
                "import-ap": ["href": .string("#\(context.plan)")],
                "local-definitions": controls.definitions,
                "results": [result(register, controls)],
                "back-matter": context.backMatter,
            ])
        ]
    }

    private static func result(_ register: OSCALRegister, _ controls: OSCALControls) -> JSONValue {
        let context = register.context
        let document = context.document
        return .members([
            "uuid": .string(context.identity.uuid("result", String(document.cycle.id))),
            "title": .string("Cycle \(document.cycle.id)"),
            "description": .string(
                OSCALText.markup("Posture of \(document.estate.ministry.name) at the end of the cycle")
            ),
            "start": .string(Instant.rfc3339(document.cycle.started)),
            "end": .text(document.cycle.finished.map(Instant.rfc3339)),
            "props": .list(properties(context)),
            "local-definitions": context.localDefinitions,
            "reviewed-controls": controls.reviewed,
            "attestations": .list(document.posture.attestations.compactMap(context.attestation)),
            "assessment-log": context.log,
            "observations": observations(register),
            "risks": .list(of: register.risky, register.risk),
            "findings": controls.findings,
        ])
    }

    /// Of all findings, then of all attestations.
    private static func observations(_ register: OSCALRegister) -> JSONValue? {
        let measured = register.context.document.findings.count
        let standings = register.context.document.posture.attestations
        guard measured + standings.count > 0 else { return nil }
        return .made(
            JSONValue.Elements(count: measured + standings.count) { number in
                number < measured
                    ? register.observation(number)
                    : register.context.observation(standings[number - measured])
            }
        )
    }

    /// The whole, then each category by its id as class.
    private static func properties(_ context: OSCALContext) -> [JSONValue] {
        let posture = context.document.posture
        let whole = context.properties(posture.ministry)
        let categories = posture.categories.flatMap { category -> [JSONValue?] in
            context.properties(category.assessment).map { property in
                property.map { $0.adding("class", .string(OSCALText.token(category.id))) }
            }
        }
        return (whole + categories).compactMap(\.self)
    }
}

extension JSONValue {
    /// An object with one more member.
    func adding(_ key: String, _ value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members + [Member(key, value)])
    }
}
