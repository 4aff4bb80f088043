// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire
import Testing

struct CatalogTests {
    private static let families: [(folder: String, checks: [any Check.Type])] = [
        ("TLS", TLSChecks.all),
        ("Attacks", AttackChecks.all),
        ("Certificates", CertificateChecks.all),
        ("Endpoints", EndpointChecks.all),
        ("Inclusion", InclusionChecks.all),
        ("Policies", PolicyChecks.all),
        ("Names", NameChecks.all),
        ("Mail", MailChecks.all),
        ("Web", WebChecks.all),
        ("Exposure", ExposureChecks.all),
        ("Conference", ConferenceChecks.all),
        ("Identity", IdentityChecks.all),
        ("Data", DataChecks.all),
        ("Governance", GovernanceChecks.all),
    ]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "Every file that declares a check is in its family's list, and nothing else is",
        arguments: families
    )
    func everyCheckFileIsListed(_ family: (folder: String, checks: [any Check.Type])) throws {
        let folder = Self.root.appending(path: "Sources/Checks/\(family.folder)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".swift") }
        let declared = try files.compactMap { file -> String? in
            let name = String(file.dropLast(".swift".count))
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let declarations = [
                "struct \(name): Check ", "struct \(name): ChainCheck ", "struct \(name): DomainCheck ",
                "struct \(name): WebCheck ", "struct \(name): ConferenceCheck ",
                "struct \(name): GovernanceCheck ",
            ]
            return declarations.contains { text.contains($0) } ? name : nil
        }
        #expect(Set(declared) == Set(family.checks.map { "\($0)" }))
        #expect(declared.count == family.checks.count)
    }

    @Test("Every check has a test file beside it by path", arguments: families)
    func everyCheckIsTested(_ family: (folder: String, checks: [any Check.Type])) {
        for check in family.checks {
            let file = Self.root.appending(path: "Tests/ChecksTests/\(family.folder)/\(check)Tests.swift")
            #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path)")
        }
    }

    @Test("Whoever uses the clock says so, and nobody else does", arguments: families)
    func theUseOfTheClockIsDeclared(_ family: (folder: String, checks: [any Check.Type])) throws {
        for check in family.checks {
            let file = Self.root.appending(path: "Sources/Checks/\(family.folder)/\(check).swift")
            let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                .filter { !$0.contains("//") }.joined(separator: "\n")
                .replacing("at now: Date", with: "")
                .replacing(/"[^"\\\n]*"/, with: "")
            let usesClock = code.contains(/\bnow\b/)
            #expect(usesClock == (check.identity.clock != .unused), "\(check.identity.id)")
        }
    }

    @Test func everyFamilyIsInTheCatalog() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appending(path: "Sources/Checks").path
        ).filter { !$0.contains(".") }
        #expect(Set(folders) == Set(Self.families.map(\.folder)))
        #expect(Catalog.all.count == Self.families.map(\.checks.count).reduce(0, +))
    }

    @Test func idsAreUnique() {
        #expect(Catalog.identities.count == Catalog.all.count)
    }

    @Test func idsAreAFamilyAndABadStateInKebabCase() {
        for id in Catalog.identities.keys {
            #expect(id.wholeMatch(of: /[a-z]+\.[a-z0-9]+([.-][a-z0-9]+)*/) != nil, "\(id)")
        }
    }

    @Test func onlyWhatNeverFailsHasNoLevel() {
        let withoutLevel = Catalog.identities.values.filter(\.levels.isEmpty).map(\.id)
        #expect(withoutLevel.sorted() == ["endpoint.unreachable", "inclusion.accessibility-unreviewed"])
    }

    @Test func levelsAreUniqueWithinACheck() {
        for identity in Catalog.identities.values {
            #expect(Set(identity.levels).count == identity.levels.count, "\(identity.id)")
        }
    }

    @Test func everyIdentityIsWrittenOut() {
        for identity in Catalog.identities.values {
            #expect(!identity.title.isEmpty && !identity.title.hasSuffix("."), "\(identity.id)")
            #expect(identity.measures.hasSuffix("."), "\(identity.id)")
            #expect(identity.remedy.hasSuffix("."), "\(identity.id)")
            #expect(identity.references.isEmpty == identity.levels.isEmpty, "\(identity.id)")
        }
    }

    @Test func everyDeclaredThresholdIsNeeded() {
        for check in Catalog.all {
            let id = check.identity.id
            #expect(check.identity.settings.isEmpty == (thresholds[id] == nil), "\(id)")
            for setting in check.identity.settings {
                let error = #expect(throws: SettingError.self) { try check.init(CheckSettings()) }
                #expect(error.map { check.identity.settings.contains($0.key) } == true, "\(id) \(setting)")
            }
        }
    }
}

struct JudgeTests {
    private static let checksOfEndpoints =
        Catalog.all.filter { $0.identity.scope != .domain && $0.identity.basis == .facts }.count

    @Test func decisionsAreJudgedOfTheMinistryAndEachMission() throws {
        let estate = Estate(
            ministry: Ministry(name: "M"),
            missions: [Mission(id: "paris", name: "Paris", region: nil, languages: [], owner: nil)]
        )
        let evidence = RecordedEvidence(estate: estate, measurements: [])
            .weighed(Decisions(answers: [], lapsed: [], overdue: []))
        let judge = try Judge(settings: thresholds)
        let findings = judge.findings(on: evidence, basis: .decisions, at: Scene.now)
        let judged = Set(findings.map { $0.check })
        let governance = Set(GovernanceChecks.all.map { $0.identity.id })
        #expect(judged == governance)
        #expect(Set(findings.map { $0.subject }) == [.ministry, .mission("paris")])
        let keys = findings.map { $0.key }
        #expect(keys == keys.sorted())
        let facts = Set(judge.findings(on: evidence, at: Scene.now).map { $0.check })
        #expect(facts.isDisjoint(with: governance))
    }

    @Test func aMissingThresholdNamesItsCheck() {
        let error = #expect(throws: JudgeError.self) { try Judge(settings: [:]) }
        #expect(error?.check == "tls.no-post-quantum")
        #expect(error?.error.key == "LongLivedYears")
    }

    @Test func aModernServerFailsNothingButIPv6() throws {
        var scene = try Scene.modern()
        for attack in NamedAttack.allCases {
            scene = try scene.seeing(AttackExposure(attack, .safe, evidence: "an alert"))
        }
        let findings = try Judge(settings: thresholds).findings(on: scene.evidence, at: Scene.now)
        #expect(findings.count == Self.checksOfEndpoints)
        let bad = findings.filter { ![.pass, .notApplicable].contains($0.verdict.state) }
        #expect(bad.map(\.check) == ["inclusion.ipv6-missing"], "\(bad)")
    }

    @Test func findingsAreSortedByCheckAndSubject() throws {
        let scene = try Scene.modern().modern(on: Scene.other)
        let findings = try Judge(settings: thresholds).findings(on: scene.evidence, at: Scene.now)
        #expect(findings.map(\.key) == findings.map(\.key).sorted())
        #expect(Set(findings.map(\.key)).count == findings.count)
    }

    /// Whether a service of implicit TLS has STARTTLS, any but HTTPS has pages, any but TURN and SIP is part of a
    /// conference system, any but portals have data, or accounts are registered, needs no answer of the peer's.
    private func isDecidedByService(_ finding: Finding) -> Bool {
        let isOfFamily = ["web.", "conference.", "identity.", "data.", "inclusion."].contains {
            finding.check.hasPrefix($0)
        }
        return (finding.check.contains("starttls") || isOfFamily) && finding.verdict.state == .notApplicable
    }

    @Test func anUnresolvedNameLeavesEveryCheckUnknownWithItsReason() throws {
        let lost = Unestablished(phase: .resolve, reason: "NXDOMAIN", attempts: 2)
        let scene = Scene(endpoints: [.listed("www", exposure: true)])
            .missing(Question(AddressSet.self), because: lost, on: Scene.endpoint)
        let findings = try Judge(settings: thresholds).findings(on: scene.evidence, at: Scene.now)
        #expect(findings.count == Self.checksOfEndpoints)
        for finding in findings where finding.subject != .ministry && !isDecidedByService(finding) {
            #expect(finding.subject == Scene.endpoint)
            #expect(finding.verdict == .unknown(because: lost), "\(finding.check)")
        }
    }

    @Test func aSilentAddressLeavesEveryCheckUnknownWithItsReason() throws {
        let scene = try Scene()
            .seeing(AddressSet.resolved("192.0.2.1", "2001:db8::1"), on: Scene.endpoint)
            .missing(Question(Reachability.self), because: Scene.refused)
        let findings = try Judge(settings: thresholds).findings(on: scene.evidence, at: Scene.now)
        for finding in findings where finding.subject == Scene.address && !isDecidedByService(finding) {
            #expect(finding.verdict == .unknown(because: Scene.refused), "\(finding.check)")
        }
        #expect(findings.contains { $0.subject == Scene.address })
    }

    @Test func aServiceThatSaysItHasNoTLSFailsForThatAlone() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .smtp)])
            .seeing(AddressSet.resolved("192.0.2.1", "2001:db8::1"), on: Scene.endpoint)
            .seeing(StartTLSOffer(.absent, code: "502"))
            .missing(Question(Reachability.self), because: Scene.plainText).routed()
        let findings = try Judge(settings: thresholds).findings(on: scene.evidence, at: Scene.now)
        #expect(findings.filter { $0.verdict.state == .fail }.map(\.check) == ["tls.starttls-missing"])
        for finding in findings
        where finding.subject == Scene.address && finding.verdict.state != .fail
            && !isDecidedByService(finding)
        {
            #expect(finding.verdict == .notApplicable(because: Scene.plainText.reason), "\(finding.check)")
        }
        #expect(findings.allSatisfy { ![.unknown, .notTested].contains($0.verdict.state) }, "\(findings)")
    }

    @Test func aVerdictNeverNamesAnUndeclaredLevel() throws {
        let scene = try Scene.modern().versions(.ssl3, .tls10).suites(.tls10, [0x0005, 0x000A, 0x0001])
            .chain(.leaf(until: day("2026-01-01"), digest: "MD5", names: [], isAuthority: true))
        let findings = try Judge(settings: thresholds).findings(on: scene.evidence, at: Scene.now)
        let failed = findings.filter { $0.verdict.state == .fail }
        #expect(failed.count > 10)
        for finding in failed {
            let level = try #require(finding.verdict.level)
            #expect(Catalog.identities[finding.check]?.levels.contains(level) == true, "\(finding)")
        }
    }
}
