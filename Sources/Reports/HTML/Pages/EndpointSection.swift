// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Messages
import Model
import TLSWire

/// One endpoint: what it is, what it offers, what is wrong, what could not be seen.
struct EndpointSection {
    let target: String
    let id: String
    let anchor: String
    let service: String
    let role: String
    let criticality: String
    let authorisation: String
    let secrecy: String?
    let assessment: AssessmentView?
    let findings: [EndpointFinding]
    let hasFindings: Bool
    let passed: String
    /// False where no check looked at it.
    let wasChecked: Bool
    let open: [OpenRow]
    let hasOpen: Bool
    /// Nil where nothing of it was measured.
    let technical: TechnicalView?

    init(_ endpoint: Endpoint, anchor: String, _ site: Site) {
        target = endpoint.target
        id = endpoint.id
        self.anchor = anchor
        service = endpoint.service.rawValue
        role = say(endpoint.role.rawValue.replacing("-", with: " "))
        criticality = Objective.allCases
            .map { "\(say($0.rawValue)) \(say(endpoint.criticality[$0].rawValue))" }.joined(separator: ", ")
        authorisation = Self.words(endpoint.authorisation)
        secrecy = endpoint.secrecyLifetimeDays.map { Words.count($0, .day) }
        assessment = site.document.posture.endpoints[endpoint.id].map {
            AssessmentView($0, previous: site.document.previous?.endpoints[endpoint.id])
        }
        let all = site.findings(of: endpoint.id)
        findings = EndpointFinding.grouped(all.filter(\.isOpen), site)
        hasFindings = !findings.isEmpty
        passed = Self.summary(of: all)
        wasChecked = !all.isEmpty
        open = OpenRow.rows(all, site)
        hasOpen = !open.isEmpty
        technical = site.document.measured[endpoint.id].map { TechnicalView($0, site.clock) }
    }

    private static func words(_ authorisation: Authorisation) -> String {
        let until = authorisation.until.map { ", " + say("until {{day}}", ["day": Clock.day($0)]) } ?? ""
        let exposure =
            authorisation.exposure ? "; " + say("may be asked for files that should not be there") : ""
        let parts =
            authorisation.pageRequests == nil ? "" : "; " + say("the parts of its page may be fetched")
        let by = authorisation.by.map { ", " + say("by {{name}}", ["name": $0]) } ?? ""
        return say(authorisation.tier.rawValue) + by + until + exposure + parts
    }

    /// How many checks passed, do not apply, or were left out on purpose.
    private static func summary(of findings: [TrackedFinding]) -> String {
        let states: [(Verdict.State, String)] = [
            (.pass, say("passed")), (.notApplicable, say("not applicable")), (.notTested, say("not tested")),
        ]
        return states.map { state, word in
            "\(findings.filter { $0.finding.verdict.state == state }.count) \(word)"
        }.joined(separator: ", ")
    }
}

/// What is open of one check in one place, or on several addresses of it.
struct EndpointFinding {
    /// One open finding.
    struct Place {
        let number: String
        let subject: String
        let seen: String
        let expected: String
        /// `failing since …`, or since when it failed that is mended.
        let since: String
        let reopened: String?
        let note: String?
        let decision: String?
        /// Nil where no page shows what was seen.
        let evidence: String?

        init(_ finding: TrackedFinding, _ site: Site) {
            number = site.label(of: finding)
            subject = site.name(of: finding.finding.subject)
            if case .fail(_, let seen, let expected) = finding.openFailure {
                self.seen = seen
                self.expected = expected
            } else {
                seen = ""
                expected = ""
            }
            let day = site.clock.day(finding.firstFailed ?? finding.since)
            since =
                finding.mended == nil
                ? say("failing since {{day}}", ["day": day])
                : say("as seen when it failed last, first {{day}}", ["day": day])
            let last =
                finding.lastReopened.map { ", " + say("last {{day}}", ["day": site.clock.day($0)]) } ?? ""
            reopened = finding.reopened > 0 ? Words.count(finding.reopened, .time) + last : nil
            note = site.note(on: finding)
            decision = site.decision(about: finding.finding.key)
            evidence = site.evidence.place(of: finding.finding.subject)
        }
    }

    let title: String
    let check: String
    let band: BandView
    let value: String
    let likelihood: String
    let places: [Place]
    let remedy: String
    let rationale: String?
    /// Nil where there are none, as for what staff attest.
    let references: String?
    let controls: [ControlRow]
    /// Nil where it feeds none.
    let scenarios: String?

    /// One a check, in the order of the worst finding of each.
    static func grouped(_ findings: [TrackedFinding], _ site: Site) -> [EndpointFinding] {
        let ordered = findings.sorted(by: site.isWorse)
        let byCheck = Dictionary(grouping: ordered, by: \.finding.check)
        var seen: Set<String> = []
        return ordered.filter { seen.insert($0.finding.check).inserted }.map { worst in
            EndpointFinding(worst, among: byCheck[worst.finding.check] ?? [worst], site)
        }
    }

    private init(_ worst: TrackedFinding, among findings: [TrackedFinding], _ site: Site) {
        let item = site.item(worst.finding.key)
        let info = site.document.checks[worst.finding.check]
        title = site.title(of: worst.finding.check)
        check = worst.finding.check
        band = item.map { BandView($0.band) } ?? .notAssessed
        value = item.map { Words.number($0.estimate.point) } ?? "–"
        likelihood =
            item.map { item in
                say(
                    "likelihood {{likelihood}}, impact {{impact}}",
                    ["likelihood": say(item.likelihood.rawValue), "impact": say(item.impact.rawValue)]
                )
            } ?? say("not weighed by the risk model")
        places = findings.map { Place($0, site) }
        remedy = site.remedy(for: check)
        rationale = info?.rationale
        references = Self.joined(info?.identity.references ?? [])
        controls = (info?.controls ?? [:]).sorted { $0.key < $1.key }
            .map { ControlRow(framework: $0.key, identifiers: $0.value.joined(separator: ", ")) }
        scenarios = Self.joined((item?.scenarios ?? []).map(site.scenario))
    }

    private static func joined(_ items: [String]) -> String? {
        items.isEmpty ? nil : items.joined(separator: "; ")
    }
}

struct ControlRow {
    let framework: String
    let identifiers: String
}
