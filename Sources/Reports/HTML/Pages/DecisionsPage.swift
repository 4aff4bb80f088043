// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// What staff decided and what they attest.
struct DecisionsPage {
    let acceptances: [AcceptanceRow]
    let hasAcceptances: Bool
    let disputes: [DisputeRow]
    let hasDisputes: Bool
    let attestations: [AttestationRow]
    let hasAttestations: Bool
    let missing: [MissingRow]
    let hasMissing: Bool

    static func views(_ site: Site) -> [RenderablePage] {
        let view = PageView(.decisions, of: site.document, content: DecisionsPage(site))
        return [(SitePage.decisions.path, "decisions", view)]
    }

    private init(_ site: Site) {
        let day = CalendarDay(site.document.posture.asOf)
        acceptances = site.document.posture.acceptances
            .sorted { ($0.acceptance.expires, $0.acceptance.id) < ($1.acceptance.expires, $1.acceptance.id) }
            .map { AcceptanceRow($0, site, on: day) }
        hasAcceptances = !acceptances.isEmpty
        disputes = site.document.posture.disputes.map { DisputeRow($0, site) }
        hasDisputes = !disputes.isEmpty
        let standings = site.document.posture.attestations
        attestations = standings.compactMap { AttestationRow($0, site) }
        hasAttestations = !attestations.isEmpty
        missing = standings.filter { $0.state == .missing }.map { MissingRow($0, site) }
        hasMissing = !missing.isEmpty
    }
}

struct AcceptanceRow {
    let id: String
    let state: String
    let check: String
    let subject: SubjectView
    let reason: String
    let compensatingControl: String?
    let approver: String
    let ticket: String?
    let approved: String
    let expires: String
    let left: String
    let covers: String

    init(_ standing: AcceptanceStanding, _ site: Site, on day: CalendarDay) {
        let acceptance = standing.acceptance
        id = acceptance.id
        state =
            switch standing.state {
            case .inForce: say("In force")
            case .expired: say("Expired")
            case .notYetInForce: say("Not yet in force")
            case .unused: say("In force, unused")
            case .beyondLimit: say("Does not count: longer, or signed lower, than the risk allows")
            }
        check = site.title(of: acceptance.check)
        subject = site.subject(acceptance.subject)
        reason = acceptance.reason
        compensatingControl = acceptance.compensatingControl
        approver = acceptance.approver + (acceptance.approverRole.map { ", \($0)" } ?? "")
        ticket = acceptance.ticket
        approved = Clock.day(acceptance.approved)
        expires = Clock.day(acceptance.expires)
        let days = acceptance.expires.daysSince1970 - day.daysSince1970
        let remaining =
            days < 0
            ? say("{{days}} ago", ["days": Words.count(-days, .day)])
            : say("{{days}} left", ["days": Words.count(days, .day)])
        left = standing.endsSoon == true ? remaining + ", " + say("ends soon") : remaining
        covers = Words.count(standing.covers.count, .finding)
    }
}

/// An attestation that somebody gave, whatever became of it.
struct AttestationRow {
    let item: String
    let question: String
    let subject: String
    let state: String
    let answer: String
    let grade: String
    /// Why it is worth less than was stated; nil where there is nothing to say.
    let remark: String?
    let owner: String
    let date: String
    let validUntil: String
    let evidence: String

    /// Nil where nobody attests the item.
    init?(_ standing: AttestationStanding, _ site: Site) {
        guard let attestation = standing.attestation else { return nil }
        item = standing.item
        question = site.document.attestationItems.first { $0.id == standing.item }?.question ?? standing.item
        subject = site.name(of: standing.subject)
        state =
            switch standing.state {
            case .counted: say("Counted")
            case .missing: say("Missing")
            case .expired: say("Expired")
            case .notYetValid: say("Not yet valid")
            case .unbacked where standing.backing == .forged:
                say("Does not count: the evidence does not bear the signature of its key")
            case .unbacked where standing.backing == .differs:
                say("Does not count: the evidence is not what was attested")
            case .unbacked: say("Does not count: a claim without evidence")
            case .contradicted:
                say(
                    "Contradicted, so it counts as a no: {{by}}",
                    ["by": Self.against(standing, site)]
                )
            }
        answer = say(Words.capitalized(attestation.answer.rawValue))
        grade = Self.grade(attestation.grade, standing)
        remark = standing.countsAs.flatMap { $0 == attestation.grade ? nil : standing.remark }
        owner = attestation.owner ?? say("nobody named")
        date = Clock.day(attestation.date)
        validUntil =
            Clock.day(attestation.validUntil) + (standing.endsSoon == true ? ", " + say("ends soon") : "")
        evidence = [attestation.evidence, attestation.sha256.map { "SHA-256 \($0)" }, attestation.note]
            .compactMap(\.self).joined(separator: "; ")
    }

    /// The grade as stated, and what it is worth after a look at the evidence.
    private static func grade(_ stated: EvidenceGrade, _ standing: AttestationStanding) -> String {
        let text = "\(stated.rawValue), \(words(stated))"
        guard let countsAs = standing.countsAs, countsAs != stated else {
            return standing.backing == .verified ? text + "; " + say("verified") : text
        }
        return "\(text); " + say("counts as {{grade}}", ["grade": countsAs.rawValue])
    }

    private static func against(_ standing: AttestationStanding, _ site: Site) -> String {
        let places = (standing.contradictedBy ?? []).map {
            say("{{what}} at {{place}}", ["what": $0.check, "place": site.name(of: $0.subject)])
        }
        return Words.list(places, atMost: 3)
    }

    static func words(_ grade: EvidenceGrade) -> String {
        switch grade {
        case .e0: say("a claim")
        case .e1: say("signed by a named role")
        case .e2: say("document and hash")
        case .e3: say("artefact that can be checked")
        case .e4: say("independently tested")
        }
    }
}

/// An item that nobody attests.
struct MissingRow {
    let item: String
    let question: String
    let subject: String
    let evidence: String

    init(_ standing: AttestationStanding, _ site: Site) {
        let info = site.document.attestationItems.first { $0.id == standing.item }
        item = standing.item
        question = info?.question ?? ""
        subject = site.name(of: standing.subject)
        evidence = info?.evidence ?? ""
    }
}
