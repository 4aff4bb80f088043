// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Attestation Qn]` or `[Attestation Qn MISSION]`: a staff member's answer to one item.
enum AttestationSection: SectionDefinition {
    /// The items are `Q1` … `Q46`.
    static let items = 1...46

    static let answer = Key<Attestation.Answer>(
        "Answer",
        .oneOf([.yes, .partly, .no], as: \.rawValue),
        isRequired: true,
        summary: "Whether it holds: yes, partly or no."
    )
    static let owner = Key("Owner", .text, summary: "The role that answers; needed from grade E1.")
    static let date = Key("Date", .day, isRequired: true, summary: "The day of the answer.")
    static let validUntil = Key(
        "ValidUntil",
        .day,
        isRequired: true,
        summary: "The last day on which it counts."
    )
    static let grade = Key(
        "Grade",
        .oneOf(EvidenceGrade.self),
        isRequired: true,
        summary: "How well it is backed: E0 a claim, E1 signed by a role, E2 a document, "
            + "E3 an artefact that can be checked, E4 tested independently."
    )
    static let evidence = Key(
        "Evidence",
        .text,
        summary: "Document reference, path or https URL; needed from grade E2."
    )
    static let sha256 = Key(
        "SHA256",
        .sha256,
        summary:
            "SHA-256 of the evidence; needed from grade E2, but not for an https URL of grade E3, nor from E3 on with a signature."
    )
    static let signature = Key(
        "EvidenceSignature",
        .text,
        summary:
            "The file with a detached signature of the evidence: OpenPGP, or the bare bytes of Ed25519, RSA or ECDSA."
    )
    static let signingKey = Key(
        "EvidenceKey",
        .text,
        summary:
            "The file with the public key that must have made it: OpenPGP, or a SubjectPublicKeyInfo in PEM or DER."
    )
    static let note = Key("Note", .text, summary: "One line that reports print beside the answer.")

    static let kind = SectionKind(
        "Attestation",
        .named(example: "Q2"),
        keys: [
            answer.description, owner.description, date.description, validUntil.description,
            grade.description,
            evidence.description, sha256.description, signature.description, signingKey.description,
            note.description,
        ],
        summary: "The answer of staff to one item that cannot be measured."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Attestation? {
        let name = reader.takeName(.attestationName)
        let subject = readSubject(name?.mission, &reader, context)
        let answer = reader.take(answer)
        let owner = reader.take(owner)
        let date = reader.take(date)
        let validUntil = reader.take(validUntil)
        let grade = reader.take(grade)
        let stated = reader.take(evidence)
        let sha256 = reader.take(sha256)
        let signing = readSigning(&reader, context)
        let note = reader.take(note)
        guard let name, let subject, let answer, let date, let validUntil, let grade else { return nil }
        let attestation = Attestation(
            item: name.item,
            subject: subject,
            answer: answer,
            owner: owner,
            date: date,
            validUntil: validUntil,
            grade: grade,
            evidence: stated.map { place(of: $0, grade, context) },
            sha256: sha256,
            note: note,
            signature: signing
        )
        checkDates(of: attestation, &reader, on: context.today)
        checkBacking(of: attestation, &reader)
        checkFile(of: attestation, named: stated ?? "", &reader, context)
        checkSignature(of: attestation, &reader, context)
        return attestation
    }

    private static func readSubject(
        _ mission: String?,
        _ reader: inout SectionReader,
        _ context: InventoryContext
    ) -> Subject? {
        guard let mission else { return .ministry }
        let span = reader.section.nameSpan
        return reader.checked(mission, in: context.missions, at: span, label: "Attestation").map(
            Subject.mission
        )
    }

    private static func checkDates(
        of attestation: Attestation,
        _ reader: inout SectionReader,
        on today: CalendarDay
    ) {
        let (end, start) = (reader.span(of: validUntil.description), reader.span(of: date.description))
        if attestation.validUntil < attestation.date {
            reader.report(.error, "ValidUntil lies before Date (\(attestation.date))", at: end)
        } else if attestation.validUntil < today {
            reader.report(.warning, "the attestation ran out and no longer counts", at: end)
        } else if attestation.date > today {
            let message = "Date lies in the future; today is \(today) (UTC)"
            reader.report(.error, message, at: start)
        }
        if attestation.grade == .e4, attestation.validUntil > attestation.date.adding(days: 366) {
            let message =
                "a test of grade E4 counts for twelve months, so at most until "
                + "\(attestation.date.adding(days: 366))"
            reader.report(.error, message, at: end)
        }
    }

    /// A path from the folder of the configuration where it is one: always of grade E3 unless it is an address, and
    /// elsewhere where it begins with a slash or a dot and a slash.
    private static func place(of stated: String, _ grade: EvidenceGrade, _ context: InventoryContext)
        -> String
    {
        if grade == .e3, !stated.contains("://") { return context.fromFolder(stated) }
        return grade >= .e2 && stated.hasPrefix("./") ? context.fromFolder(stated) : stated
    }

    /// A file that is there must be the one that was attested.
    private static func checkFile(
        of attestation: Attestation,
        named name: String,
        _ reader: inout SectionReader,
        _ context: InventoryContext
    ) {
        let span = reader.span(of: evidence.description)
        if attestation.grade == .e3, let evidence = attestation.evidence, evidence.contains("://"),
            !evidence.hasPrefix("https://")
        {
            reader.report(.error, "evidence of grade E3 is a file or an https:// address", at: span)
            return
        }
        guard case .file(let path)? = attestation.artefact, let inspect = context.inspect else { return }
        let counts = attestation.grade == .e3 ? "; meanwhile the attestation counts as E2" : ""
        switch inspect(path) {
        case .read(let found):
            guard let stated = attestation.sha256, stated != found else { return }
            let message =
                "SHA256: the file \(Display.quoted(name)) has another hash; if it is the right one, write \(found)"
            reader.report(.error, message, at: reader.span(of: sha256.description))
        case .missing:
            let message = "there is no file \(Display.quoted(name)); meanwhile the attestation counts as E1"
            reader.report(.warning, message, at: span)
        case .unreadable(let reason):
            let message = "the file \(Display.quoted(name)) cannot be checked: \(reason)\(counts)"
            reader.report(.warning, message, at: span)
        }
    }

    /// The grades ask for more and more: a role, a document, its hash.
    private static func checkBacking(of attestation: Attestation, _ reader: inout SectionReader) {
        let isPage = attestation.grade == .e3 && attestation.evidence?.hasPrefix("https://") == true
        var needed: [KeyDescription] = []
        switch attestation.grade {
        case .e0: break
        case .e1: needed = [owner.description]
        case .e2, .e3, .e4:
            let isHashed = !isPage && (attestation.grade == .e2 || attestation.signature == nil)
            needed = [owner.description, evidence.description] + (isHashed ? [sha256.description] : [])
        }
        for key in needed where !reader.isSet(key) {
            let message = "grade \(attestation.grade.rawValue) needs \(key.name)="
            reader.report(.error, message, at: reader.span(of: grade.description))
        }
    }
}

/// The name of an attestation's section.
struct AttestationName: Sendable {
    let item: String
    /// Nil where it speaks for the whole ministry.
    let mission: String?
}

extension ValueType where Value == AttestationName {
    static let attestationName = ValueType(
        expects: "an item from Q1 to Q46, then perhaps a mission: [Attestation Q2 paris]",
        parseOrNil: { text in
            let words = text.split(separator: " ").map(String.init)
            guard let item = words.first, words.count <= 2 else { return nil }
            guard AttestationSection.items.contains(where: { "Q\($0)" == item }) else { return nil }
            return AttestationName(item: item, mission: words.count == 2 ? words[1] : nil)
        },
        render: { [$0.item, $0.mission].compactMap { $0 }.joined(separator: " ") }
    )
}
