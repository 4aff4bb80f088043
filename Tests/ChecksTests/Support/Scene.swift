// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire

/// Evidence of one endpoint, `www`, put together answer by answer.
struct Scene {
    static let endpoint = Subject.endpoint("www")
    static let address = Subject(scope: .address, name: "www@192.0.2.1")
    static let other = Subject(scope: .address, name: "www@192.0.2.2")
    /// 2026-11-23T12:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_795_435_200)
    static let refused = Unestablished(phase: .connect, reason: "connection refused", attempts: 3)
    static let silence = Unestablished(phase: .handshake, reason: "timed out", attempts: 3)
    static let plainText = Unestablished(phase: .absent, reason: "TLS is not offered (502)", attempts: 3)
    static let notAllowed = Unestablished(phase: .notAuthorised, reason: "active probes are not authorised")

    private var estate: Estate
    private var answers: [Subject: [Question: Answer]] = [:]
    private var past: [PastFact] = []

    init(
        missions: [Mission] = [],
        endpoints: [Endpoint] = [.listed("www")],
        domains: [ListedDomain] = [],
        accounts: [Account] = []
    ) {
        estate = Estate(
            ministry: Ministry(name: "Ministry"),
            missions: missions,
            endpoints: endpoints,
            domains: domains,
            accounts: accounts
        )
    }

    func seeing(_ facts: any Fact..., on subject: Subject = Scene.address) throws -> Scene {
        var copy = self
        for fact in facts {
            let record = FactRecord(fact)
            copy.answers[subject, default: [:]][record.question] = .fact(record)
        }
        return copy
    }

    func missing(
        _ question: Question,
        because reason: Unestablished = Scene.silence,
        on subject: Subject = Scene.address
    ) -> Scene {
        var copy = self
        copy.answers[subject, default: [:]][question] = .unestablished(question, reason)
        return copy
    }

    /// As if the store had kept these.
    func remembering(_ past: [PastFact]) -> Scene {
        var copy = self
        copy.past += past
        return copy
    }

    /// As if the question had never been asked.
    func without(_ question: Question, on subject: Subject = Scene.address) -> Scene {
        var copy = self
        copy.answers[subject]?[question] = nil
        return copy
    }

    /// Offers these versions and none else.
    func versions(_ offered: ProtocolVersion..., on subject: Subject = Scene.address) throws -> Scene {
        try ProtocolVersion.allCases.reduce(self) { scene, version in
            try scene.seeing(
                VersionOffer(version: version, isOffered: offered.contains(version)),
                on: subject
            )
        }
    }

    func suites(
        _ version: ProtocolVersion,
        _ suites: [UInt16],
        isComplete: Bool = true,
        on subject: Subject = Scene.address
    ) throws -> Scene {
        let offer = SuiteOffer(version: version, suites: suites, isComplete: isComplete)
        let scene = try seeing(offer, on: subject)
        return isComplete ? scene : scene.missing(SuiteOffer.remainder(version), on: subject)
    }

    func groups(
        _ era: GroupEra,
        _ groups: [UInt16],
        isComplete: Bool = true,
        on subject: Subject = Scene.address
    ) throws -> Scene {
        let offer = GroupOffer(era: era, groups: groups, isComplete: isComplete)
        let scene = try seeing(offer, on: subject)
        return isComplete ? scene : scene.missing(GroupOffer.remainder(era), on: subject)
    }

    func chain(_ certificates: CertificateSummary..., on subject: Subject = Scene.address) throws -> Scene {
        try seeing(
            CertificateChain(aspect: CertificateChain.served, certificates: certificates),
            on: subject
        )
    }

    func trust(_ outcome: ChainTrust.Outcome, on subject: Subject = Scene.address) throws -> Scene {
        try seeing(ChainTrust.outcome(outcome), on: subject)
    }

    var evidence: RecordedEvidence {
        RecordedEvidence(
            estate: estate,
            measurements: answers.map { subject, answers in
                Visit(
                    subject: subject,
                    vantage: "test",
                    started: Scene.now,
                    finished: Scene.now,
                    cost: Cost(),
                    transcriptSHA256: nil,
                    answers: Array(answers.values)
                )
            },
            past: past
        )
    }

    func verdict<C: Check>(
        of check: C.Type,
        _ settings: [String: String] = [:],
        about subject: Subject? = nil,
        at now: Date = Scene.now
    ) throws -> Verdict {
        let check = try C(CheckSettings(settings, clients: ShippedClients.catalogue))
        return check.verdict(on: evidence, about: subject ?? Self.subject(of: C.identity.scope), at: now)
    }

    private static func subject(of scope: Scope) -> Subject {
        switch scope {
        case .address: address
        case .endpoint: endpoint
        case .ministry: .ministry
        case .domain: .domain("www")
        case .mission: .mission("paris")
        }
    }
}

extension Scene {
    /// Nothing but a name with one address that answers.
    static func reachable() throws -> Scene {
        try Scene()
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0))
    }

    /// A server as one would wish, on one address: nothing to find but the missing IPv6 address.
    static func modern() throws -> Scene { try reachable().routed().modern(on: address) }

    func modern(on subject: Subject) throws -> Scene {
        try tolerant(on: subject).versions(.tls12, .tls13, on: subject)
            .seeing(Reachability(suitesPerHello: 0), on: subject)
            .suites(.tls12, [0xC02F, 0xC030, 0xCCA8], on: subject)
            .suites(.tls13, [0x1301, 0x1302, 0x1303], on: subject)
            .groups(.legacy, [0x001D, 0x0017, 0x0018], on: subject)
            .groups(.tls13, [0x11EC, 0x001D, 0x0017, 0x0018], on: subject)
            .seeing(SuiteOrder(version: .tls12, order: .server), on: subject)
            .seeing(SuiteOrder(version: .tls13, order: .server), on: subject)
            .seeing(
                GroupOrder(era: .legacy, order: .server),
                GroupOrder(era: .tls13, order: .server),
                SignatureSchemeOffer(version: .tls12, schemes: [0x0804, 0x0401], isComplete: true),
                ExtensionOffer(version: .tls12, extensions: [0xFF01, 0x0017]),
                CompressionOffer(method: 0),
                SessionResumption(
                    version: .tls13,
                    mechanism: .preSharedKey,
                    outcome: .resumed,
                    ticketLifetime: 7200
                ),
                SessionResumption(
                    version: .tls12,
                    mechanism: .ticket,
                    outcome: .resumed,
                    ticketLifetime: 7200
                ),
                EarlyData(maximum: 0, isAccepted: nil),
                TicketKey(state: .unnamed),
                ServerClock(skew: .notShown),
                on: subject
            )
            .certificates(on: subject).web(on: subject)
            .chain(.leaf(), .intermediate(), on: subject)
            .trust(.trusted, on: subject)
    }

    private func tolerant(on subject: Subject) throws -> Scene {
        try HelloTolerance.Oddity.allCases.reduce(self) { scene, oddity in
            try scene.seeing(HelloTolerance(oddity: oddity, isTolerated: true), on: subject)
        }
    }

    /// What comes with a sound chain.
    private func certificates(on subject: Subject) throws -> Scene {
        try seeing(
            OCSPStaple(isPresent: true),
            TransparencyTimestamps(inCertificate: 2, inExtension: 0),
            ServerNameMatch(aspect: CertificateChain.served, serverName: "www", matches: true),
            ChainOrder.sound(),
            KeyTrials(aspect: CertificateChain.served, trials: [.sound(0), .sound(1)], listSHA256: "dd"),
            RevocationStatus(
                chain: CertificateChain.served,
                source: .staple,
                status: .good,
                isSigned: true,
                currency: .current
            ),
            ServerNameConduct(name: .absent, answer: .sameCertificate, alert: nil),
            TransparencyPromises.of(["log1", "log2"]),
            on: subject
        )
    }
}
