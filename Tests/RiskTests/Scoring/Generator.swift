// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Risk
import TestSupport

/// A random estate with findings, attestations and acceptances, judged by a random model.
struct RandomCase {
    var model: RiskModel
    var estate: Estate
    var findings: [TrackedFinding]
    var artefacts: ArtefactSightings
    var generator: SeededGenerator

    var posture: Posture {
        model.posture(findings: findings, estate: estate, artefacts: artefacts, at: Samples.now)
    }

    /// With the findings of the checks on governance, as a cycle has them.
    var decidedPosture: Posture {
        get throws {
            let decisions = model.decisions(
                findings: findings,
                estate: estate,
                artefacts: artefacts,
                at: Samples.now
            )
            let evidence = RecordedEvidence(estate: estate, measurements: []).weighed(decisions)
            let subjects = [Subject.ministry] + estate.missions.map { .mission($0.id) }
            let decided = try GovernanceChecks.all.flatMap { type in
                let check = try type.init(CheckSettings())
                return subjects.map { subject in
                    let verdict = check.verdict(on: evidence, about: subject, at: Samples.now)
                    let finding = Finding(check: type.identity.id, subject: subject, verdict: verdict)
                    return Samples.tracked(finding, firstFailed: verdict.state == .fail ? Samples.now : nil)
                }
            }
            return model.posture(
                findings: findings + decided,
                estate: estate,
                artefacts: artefacts,
                at: Samples.now
            )
        }
    }

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        model = Self.model(&generator)
        estate = Self.estate(&generator)
        findings = Self.findings(&generator, model, estate)
        artefacts = .none
        estate.attestations = Self.attestations(&generator, model, estate)
        estate.acceptances = Self.acceptances(&generator, model, estate)
        estate.disputes = Self.disputes(&generator, model, estate)
        let sightings: [ArtefactSighting] = [
            .found(sha256: "00"), .found(sha256: "11"), .missing, .unseen(reason: "locked"),
        ]
        artefacts = ArtefactSightings([
            Samples.proof: sightings.randomElement(using: &generator) ?? .missing
        ])
    }

    /// The subjects of the findings, once each.
    static func subjects(of estate: Estate) -> [Subject] {
        estate.endpoints.flatMap { endpoint in (1...3).map { Subject.sample(endpoint.id, $0) } }
            + estate.endpoints.map { .endpoint($0.id) } + estate.missions.map { .mission($0.id) }
            + estate.domains.map { .domain($0.name) } + [.ministry]
    }

    private static func band(_ generator: inout SeededGenerator) -> Band {
        Band(rank: Int.random(in: 0...4, using: &generator))
    }

    private static func rules(_ generator: inout SeededGenerator) -> [String: CheckRule] {
        var checks: [String: CheckRule] = [:]
        for number in 1...5 {
            let bands = (0..<Int.random(in: 0...3, using: &generator)).map { _ in band(&generator) }.sorted()
            let id = "check-\(number)"
            checks[id] = CheckRule(
                id: id,
                category: "C\(number % 2)",
                affects: Objective.allCases.filter { _ in Bool.random(using: &generator) },
                initiation: band(&generator),
                levels: bands.enumerated().map { RuledLevel("level-\($0.offset)", $0.element) },
                easeOfReach: Double.random(in: 0...1, using: &generator)
            )
        }
        return checks
    }

    /// What the model says of the checks on governance.
    private static let governance: [CheckRule] = GovernanceChecks.all.map { check in
        CheckRule(
            id: check.identity.id,
            category: "C0",
            affects: [.integrity],
            initiation: .moderate,
            levels: check.identity.levels.enumerated().map { number, name in
                RuledLevel(name, number == 0 ? .low : .moderate)
            },
            easeOfReach: 0.2,
            ages: check != FindingOverdue.self,
            followsFromDecisions: true
        )
    }

    private static func contradictions(_ generator: inout SeededGenerator) -> [Contradiction] {
        (1...5).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }.map { number in
            let levels = ["level-0", "level-1"].filter { _ in Bool.random(using: &generator) }
            return Contradiction(check: "check-\(number)", levels: levels)
        }
    }

    private static func model(_ generator: inout SeededGenerator) -> RiskModel {
        let checks = rules(&generator)
        let items = (1...3).map { number in
            let bands = [band(&generator), band(&generator)].sorted()
            return AttestationItem(
                id: "Q\(number)",
                category: "C\(number % 2)",
                question: "",
                evidence: "",
                grade: .e2,
                scope: Bool.random(using: &generator) ? .ministry : .mission,
                affects: [Objective.allCases.randomElement(using: &generator) ?? .integrity],
                initiation: band(&generator),
                partly: bands[0],
                no: bands[1],
                contradictions: contradictions(&generator)
            )
        }
        return RiskModel(
            name: "random",
            version: "1",
            sha256: "00",
            likelihoodRule: Bool.random(using: &generator) ? .nist : .min,
            categories: ["C0", "C1"].map { RiskCategory(id: $0, title: $0, isCore: true, initiation: .high) },
            scenarios: [
                Scenario(
                    id: "S1",
                    category: "C0",
                    title: "",
                    checks: ["check-1", "check-2"],
                    attestations: ["Q1"]
                ),
                Scenario(id: "S2", category: "C1", title: "", checks: ["check-3"], roles: [.mail]),
            ],
            attestations: items,
            checks: checks.merging(governance.map { ($0.id, $0) }) { first, _ in first }
        )
    }

    private static func estate(_ generator: inout SeededGenerator) -> Estate {
        let missions = ["paris", "rome"]
        let endpoints = (0..<Int.random(in: 1...4, using: &generator)).map { number in
            let criticality = Criticality(
                confidentiality: band(&generator),
                integrity: band(&generator),
                availability: band(&generator)
            )
            let mission = missions.randomElement(using: &generator) ?? "paris"
            return Samples.endpoint(
                "host\(number).\(mission).example",
                role: Role.allCases.randomElement(using: &generator) ?? .other,
                mission: Bool.random(using: &generator) ? mission : nil,
                criticality: criticality
            )
        }
        return Estate(
            ministry: Ministry(name: "M"),
            missions: missions.map { Samples.mission($0) },
            endpoints: endpoints,
            domains: [ListedDomain(name: "paris.example", mission: "paris")]
        )
    }

    private static func findings(
        _ generator: inout SeededGenerator,
        _ model: RiskModel,
        _ estate: Estate
    ) -> [TrackedFinding] {
        let checks = model.checks.values.filter { $0.id.hasPrefix("check-") }.sorted { $0.id < $1.id }
        return checks.flatMap { check in
            subjects(of: estate).compactMap { subject -> TrackedFinding? in
                guard Int.random(in: 0..<3, using: &generator) > 0 else { return nil }
                let age = Double.random(in: 0...200, using: &generator)
                let level = check.levels.randomElement(using: &generator)?.name
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: return Samples.pass(check.id, subject)
                case 5: return mended(check.id, subject, level, age: age, &generator)
                case 1:
                    return Samples.unknown(
                        check.id,
                        subject,
                        firstFailed: age > 100 ? Samples.daysAgo(age) : nil
                    )
                case 2:
                    let verdict = Verdict.notApplicable(because: "")
                    return Samples.tracked(
                        Finding(check: check.id, subject: subject, verdict: verdict),
                        firstFailed: nil
                    )
                default:
                    return level.map {
                        Samples.fail(check.id, subject, $0, firstFailed: Samples.daysAgo(age))
                    }
                }
            }
        }
    }

    /// Nil for a check without levels.
    private static func mended(
        _ check: String,
        _ subject: Subject,
        _ level: String?,
        age: Double,
        _ generator: inout SeededGenerator
    ) -> TrackedFinding? {
        let unseen = Unestablished(phase: .connect, reason: "refused", attempts: 1)
        let measured: [Verdict] = [
            .pass, .pass, .notApplicable(because: ""), .unknown(because: unseen), .notTested(because: ""),
        ]
        let verdict = measured.randomElement(using: &generator) ?? .pass
        let clean = Samples.daysAgo(Double.random(in: 0...1, using: &generator) * min(age, 3))
        return level.map {
            Samples.mended(
                check,
                subject,
                $0,
                measured: verdict,
                firstFailed: Samples.daysAgo(age),
                clean: clean
            )
        }
    }

    private static func attestations(
        _ generator: inout SeededGenerator,
        _ model: RiskModel,
        _ estate: Estate
    ) -> [Attestation] {
        model.attestations.flatMap { item in
            ([.ministry] + estate.missions.map { .mission($0.id) }).compactMap {
                (subject: Subject) -> Attestation? in
                guard Bool.random(using: &generator) else { return nil }
                let answers: [Attestation.Answer] = [.yes, .partly, .no]
                return Samples.attestation(
                    item.id,
                    answers.randomElement(using: &generator) ?? .no,
                    EvidenceGrade.allCases.randomElement(using: &generator) ?? .e0,
                    subject: subject,
                    date: ["2026-06-01", "2026-11-20", "2026-12-01"].randomElement(using: &generator) ?? "",
                    validUntil: ["2026-11-22", "2027-01-01"].randomElement(using: &generator) ?? ""
                )
            }
        }
    }

    private static func disputes(
        _ generator: inout SeededGenerator,
        _ model: RiskModel,
        _ estate: Estate
    ) -> [Dispute] {
        let checks = model.checks.keys.filter { $0.hasPrefix("check-") }.sorted()
        return (0..<Int.random(in: 0...3, using: &generator)).compactMap { number in
            guard let subject = subjects(of: estate).randomElement(using: &generator) else { return nil }
            let outcomes: [Dispute.Decision.Outcome?] = [nil, .upheld, .upheld, .rejected]
            return Samples.dispute(
                "D\(number)",
                outcomes.randomElement(using: &generator) ?? nil,
                check: checks.randomElement(using: &generator) ?? "",
                subject: subject,
                until: ["2026-11-22", "2027-05-01"].randomElement(using: &generator) ?? ""
            )
        }
    }

    private static func acceptances(
        _ generator: inout SeededGenerator,
        _ model: RiskModel,
        _ estate: Estate
    ) -> [Acceptance] {
        let names = (model.checks.keys + model.attestations.map(\.id)).sorted()
        return (0..<Int.random(in: 0...6, using: &generator)).compactMap { number in
            guard let subject = subjects(of: estate).randomElement(using: &generator) else { return nil }
            return Samples.acceptance(
                "A\(number)",
                names.randomElement(using: &generator) ?? "",
                subject,
                approved: ["2026-01-01", "2026-11-01", "2026-12-01"].randomElement(using: &generator) ?? "",
                expires: ["2026-11-22", "2026-12-24", "2027-05-01"].randomElement(using: &generator) ?? "",
                role: Bool.random(using: &generator) ? "Minister" : nil
            )
        }
    }
}

extension RandomCase {
    /// A thousand ministries, or as many as CHANCERY_SEEDS says, a hundred a test case.
    static let chunks: [Range<UInt64>] = {
        let count = ProcessInfo.processInfo.environment["CHANCERY_SEEDS"].flatMap { UInt64($0) } ?? 1_000
        return stride(from: 0, to: max(1, count), by: 100).map { $0..<min($0 + 100, max(1, count)) }
    }()
}
