// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Attestation Qn]`: one question that staff answer.
enum AttestationItemSection {
    static let question = Key("Question", .text, isRequired: true, summary: "What is asked; yes is good.")
    static let evidence = Key("Evidence", .text, isRequired: true, summary: "What backs the answer.")
    static let grade = Key(
        "Grade",
        .oneOf(EvidenceGrade.self),
        isRequired: true,
        summary: "The grade that the evidence should reach, E1 to E4."
    )
    static let scope = Key(
        "Scope",
        .oneOf(AttestationScope.self),
        standard: "ministry",
        summary: "Whether the ministry answers once, or every mission."
    )
    static let partly = Key(
        "Partly",
        .band,
        isRequired: true,
        summary: "The likelihood of adverse impact while it holds only partly (table G-4)."
    )
    static let no = Key(
        "No",
        .band,
        isRequired: true,
        summary: "The same while it does not hold, or nobody knows."
    )

    static func contradictions(_ levels: [String: [String]]) -> ListKey<Contradiction> {
        ListKey(
            "ContradictedBy",
            .contradiction(levels),
            summary:
                "Checks whose failure contradicts a yes, each perhaps with the levels that do; unset: none."
        )
    }

    static let kind = SectionKind(
        "Attestation",
        .named(example: "Q1"),
        keys: [
            ScenarioSection.category([]).description, question.description, evidence.description,
            grade.description, scope.description, CheckSection.affects.description,
            CheckSection.initiation.description, partly.description, no.description,
            contradictions([:]).description,
        ],
        summary: "A question that nothing on an endpoint answers."
    )

    static func read(
        _ reader: inout SectionReader,
        _ names: KnownNames,
        initiation: (String) -> Band?
    ) -> AttestationItem? {
        let id = reader.takeName(.sectionName)
        let category = reader.take(ScenarioSection.category(names.categories))
        let question = reader.take(question)
        let evidence = reader.take(evidence)
        let grade = reader.take(grade)
        let scope = reader.take(scope, or: .ministry)
        let affects = reader.take(CheckSection.affects)
        let own = reader.take(CheckSection.initiation)
        let partly = reader.take(partly)
        let no = reader.take(no)
        let contradictions = reader.take(contradictions(names.levels))
        if let partly, let no, partly > no {
            let message = "Partly (\(partly)) is worse than No (\(no))"
            reader.report(.error, message, at: reader.span(of: Self.partly.description))
        }
        guard let id, let category, let question, let evidence, let grade, let partly, let no else {
            return nil
        }
        return AttestationItem(
            id: id,
            category: category,
            question: question,
            evidence: evidence,
            grade: grade,
            scope: scope,
            affects: affects,
            initiation: own ?? initiation(category) ?? .veryLow,
            partly: partly,
            no: no,
            contradictions: contradictions
        )
    }
}
