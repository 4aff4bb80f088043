// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import TLSWire
import TestSupport
import Testing
import Transport

@testable import Probes

/// Every question that a check may ask of a visit has an answer: a fact, a reason, or facts from which it
/// follows that the question does not arise.
struct CoverageTests {
    private let probe: TLSProbe
    private let chain: [[UInt8]]

    init() throws {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        var template = CertificateTemplate(
            commonName: "server.example",
            notBefore: start,
            notAfter: start.addingTimeInterval(86_400)
        )
        template.dnsNames = ["server.example"]
        let certificate = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
        chain = [certificate.der]
        probe = TLSProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            trust: try TrustStore(pem: Array(certificate.pem.utf8)),
            limits: TLSProbeLimits(pause: .zero),
            vantage: "test"
        )
    }

    private func answers(_ policy: ServerPolicy, fault: Fault = .none, tier: ProbeTier = .active) async
        -> [Answer]
    {
        var served = policy
        served.chain = chain
        let endpoint = Endpoint.sample(host: "server.example", port: 443, tier: tier)
        return await probe.answers(endpoint, peer: SimulatedServer(served, fault: fault), tier: tier)
    }

    /// Questions that are neither answered nor ruled out by an answer.
    private func gaps(_ answers: [Answer]) -> [Question] {
        let readout = Readout(answers: answers)
        let answered = Set(answers.map(\.question))
        let absent = Set(readout.facts(VersionOffer.self).filter { !$0.isOffered }.map(\.version))
        let without = Set(
            readout.facts(GroupOffer.self).filter { $0.isComplete && $0.groups.isEmpty }.map(\.era)
        )
        var asked = [
            Question(Reachability.self), Question(SignatureSchemeOffer.self, "tls1.2"),
            Question(CompressionOffer.self), Question(ApplicationProtocols.self), Question(OCSPStaple.self),
            Question(CertificateChain.self, CertificateChain.served),
            Question(ChainTrust.self, CertificateChain.served),
            Question(ServerNameMatch.self, CertificateChain.served), Question(TransparencyTimestamps.self),
            Question(ChainOrder.self, CertificateChain.served),
            Question(KeyTrials.self, CertificateChain.served),
            Question(RevocationStatus.self, "default/0/staple"),
            Question(TransparencyPromises.self, CertificateChain.served),
        ]
        for version in ProtocolVersion.allCases where version > .ssl2 {
            asked.append(Question(VersionOffer.self, version.rawValue))
            guard !absent.contains(version) else { continue }
            asked += [
                Question(SuiteOffer.self, version.rawValue), Question(SuiteOrder.self, version.rawValue),
                Question(ExtensionOffer.self, version.rawValue),
            ]
        }
        for era in GroupEra.allCases {
            asked.append(Question(GroupOffer.self, era.rawValue))
            if !without.contains(era) { asked.append(Question(GroupOrder.self, era.rawValue)) }
        }
        if mayUseFiniteFields(readout), readout.facts(FiniteFieldGroup.self).isEmpty {
            asked.append(Question(FiniteFieldGroup.self))
        }
        return asked.filter { !answered.contains($0) } + remaindersWithoutReason(readout, answered)
    }

    /// Not ruled out: a suite needs a prime, or suites below TLS 1.3 may be missing.
    private func mayUseFiniteFields(_ readout: Readout) -> Bool {
        let offers = readout.facts(SuiteOffer.self).filter { $0.version < .tls13 }
        let known =
            offers.filter(\.isComplete).count
            + readout.facts(VersionOffer.self).filter { !$0.isOffered && $0.version < .tls13 }.count
        return known < 4 || offers.contains { $0.suites.contains { CipherSuite($0).hasFiniteField } }
    }

    private func remaindersWithoutReason(_ readout: Readout, _ answered: Set<Question>) -> [Question] {
        let open =
            readout.facts(SuiteOffer.self).filter { !$0.isComplete }.map { SuiteOffer.remainder($0.version) }
            + readout.facts(GroupOffer.self).filter { !$0.isComplete }.map { GroupOffer.remainder($0.era) }
            + readout.facts(SignatureSchemeOffer.self).filter { !$0.isComplete }
            .map { SignatureSchemeOffer.remainder($0.version) }
        return open.filter { !answered.contains($0) }
    }

    @Test(arguments: [
        KnownServers.intermediate(), KnownServers.onlyTLS13, KnownServers.legacy, KnownServers.onlySSL3,
        KnownServers.anonymous, KnownServers.ecdsa(.client), KnownServers.withoutGroups,
    ])
    func soundServersLeaveNoQuestionOut(policy: ServerPolicy) async {
        let answers = await answers(policy)
        #expect(gaps(answers) == [])
        #expect(Set(answers.map(\.question)).count == answers.count, "a question has two answers")
    }

    /// Inquiries answer for themselves, whatever the enumeration saw; the rest is the examination's.
    @Test func everyKindIsAmongTheAnswersOrLeftOutOnPurpose() async {
        let kinds = Set(await answers(KnownServers.intermediate()).map(\.question.kind))
        // Names, mail, the vantage and what attestations rest on are what other probes ask for.
        let missing = FactKinds.all.map { $0.kind }.filter { kind in
            !kinds.contains(kind)
                && !["names.", "mail.", "vantage.", "governance."].contains { kind.name.hasPrefix($0) }
        }
        #expect(missing == Self.leftOut)
    }

    /// The first three do not arise here, and the last three are of other services; the rest an endpoint is asked once,
    /// whatever its addresses.
    private static let leftOut = [
        StartTLSOffer.kind, ChaCha20Priority.kind, SSL2CipherOffer.kind, LanguageVersions.kind,
        PlainRedirects.kind, SecurityTextFile.kind, SecurityTextSignature.kind, ErrorPage.kind,
        ExposedFiles.kind, DirectoryListings.kind, SourceMaps.kind, DocumentMetadata.kind,
        StatementFeed.kind, ProvenanceMarks.kind, CrawlerRules.kind,
        TrustFile.kind, WebFingerAnswer.kind, HandleIdentifier.kind, AccountPage.kind,
        RelayConduct.kind, CallServerConduct.kind, ForeignService.kind,
    ]

    @Test(arguments: 0..<60)
    func faultyServersLeaveNoQuestionOut(seed: Int) async {
        var generator = SeededGenerator(seed: UInt64(seed))
        let policy = ServerPolicy.random(using: &generator)
        let loss = Loss.allCases[seed % Loss.allCases.count]
        let fault: Fault =
            seed % 2 == 0
            ? .random(0.3, seed: UInt64(seed), Loss.allCases) : .deadAfter(1 + seed % 31, loss)
        let answers = await answers(policy, fault: fault)
        guard answers.count > 1 else {
            #expect(answers.map(\.question) == [Question(Reachability.self)])
            return
        }
        #expect(gaps(answers) == [], "seed \(seed), \(fault): \(policy)")
        #expect(Set(answers.map(\.question)).count == answers.count, "seed \(seed)")
        #expect(TrueOffer(policy).lies(in: answers) == [], "seed \(seed)")
    }

    @Test func certificatesAreReadInTheClearOrByAHandshake() async {
        for policy in [KnownServers.legacy, KnownServers.onlyTLS13] {
            let readout = Readout(answers: await answers(policy))
            #expect(
                readout.facts(CertificateChain.self).first?.certificates.map(\.subject) == [
                    "CN=server.example"
                ]
            )
            #expect(readout.facts(ServerNameMatch.self).map(\.matches) == [true])
            #expect(readout.facts(ChainTrust.self).map(\.outcome) == [.trusted])
        }
    }

    @Test func anonymousServerHasNoCertificateForAReason() async {
        let answers = await answers(KnownServers.anonymous)
        let reasons = answers.compactMap { answer -> String? in
            guard case .unestablished(let question, let reason) = answer,
                question.kind == CertificateChain.kind
            else { return nil }
            return "\(reason.phase.rawValue): \(reason.reason)"
        }
        #expect(reasons == ["not-applicable: no suite that was seen authenticates with a certificate"])
    }

    @Test func protocolsBehindTLS13AreFoundByHandshakes() async {
        let readout = Readout(answers: await answers(KnownServers.onlyTLS13))
        #expect(readout.facts(ApplicationProtocols.self).map(\.protocols) == [["h2", "http/1.1"]])
        var strict = KnownServers.onlyTLS13
        strict.applicationProtocols = ["imap"]
        strict.insistsOnProtocol = true
        let refused = Readout(answers: await answers(strict))
        #expect(refused.facts(ApplicationProtocols.self).map(\.protocols) == [[]])
        #expect(refused.facts(CertificateChain.self).count == 1)
    }

    @Test func ordinaryHandshakeLeavesTheRestToTheAuthorisation() async {
        let answers = await answers(KnownServers.intermediate(), tier: .passive)
        #expect(TrueOffer(KnownServers.intermediate()).lies(in: answers) == [])
        let reasons = answers.compactMap { answer -> Unestablished? in
            guard case .unestablished(_, let reason) = answer else { return nil }
            return reason
        }
        #expect(!reasons.isEmpty && reasons.allSatisfy { $0.phase == .notAuthorised })
        #expect(Readout(answers: answers).facts(CertificateChain.self).count == 1)
    }
}
