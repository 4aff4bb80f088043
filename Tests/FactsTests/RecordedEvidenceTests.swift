// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import TLSWire
import Testing

struct RecordedEvidenceTests {
    private static let address = Subject(scope: .address, name: "www@192.0.2.1")
    private static let other = Subject(scope: .address, name: "www@192.0.2.2")
    private static let mail = Subject(scope: .address, name: "mail@192.0.2.3")
    private static let refused = Unestablished(phase: .connect, reason: "connection refused", attempts: 3)
    private static let offer = VersionOffer(version: .tls12, isOffered: true)

    private static func endpoint(_ id: String, mission: String? = nil) -> Endpoint {
        Endpoint(
            id: id,
            host: "\(id).mfa.example",
            port: 443,
            service: .https,
            role: .other,
            mission: mission,
            criticality: Role.other.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    private static func visit(
        _ subject: Subject,
        _ facts: any Fact...,
        missing: [(Question, Unestablished)] = [],
        finished: TimeInterval = 0
    ) throws -> Visit {
        Visit(
            subject: subject,
            vantage: "here",
            started: Date(timeIntervalSince1970: finished),
            finished: Date(timeIntervalSince1970: finished),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: facts.map { .fact(FactRecord($0)) } + missing.map { .unestablished($0.0, $0.1) }
        )
    }

    private static func evidence(_ measurements: Visit...) -> RecordedEvidence {
        RecordedEvidence(
            estate: Estate(
                ministry: Ministry(name: "Ministry"),
                endpoints: [endpoint("www", mission: "paris"), endpoint("mail")]
            ),
            measurements: measurements
        )
    }

    private func reason(_ evidence: RecordedEvidence, of subject: Subject = address) -> Unestablished? {
        let question = Question(VersionOffer.self, "tls1.2")
        let thrown: Unestablished?
        do throws(Unestablished) {
            _ = try evidence.one(VersionOffer.self, "tls1.2", of: subject)
            thrown = nil
        } catch {
            thrown = error
        }
        #expect(evidence.reason(question, of: subject) == thrown, "both ways give one reason")
        return thrown
    }

    @Test func aFactIsGivenWithWhenAndWhere() throws {
        let evidence = Self.evidence(try Self.visit(Self.address, Self.offer, finished: 60))
        let seen = try evidence.one(VersionOffer.self, "tls1.2", of: Self.address)
        #expect(seen.fact == Self.offer)
        #expect(seen.subject == Self.address)
        #expect(seen.seen == Date(timeIntervalSince1970: 60))
        #expect(seen.vantage == "here")
        #expect(reason(evidence) == nil)
    }

    @Test(arguments: [false, true])
    func theVisitFinishedLastCounts(_ isReversed: Bool) throws {
        let old = try Self.visit(Self.address, VersionOffer(version: .tls12, isOffered: false), finished: 1)
        let new = try Self.visit(Self.address, Self.offer, finished: 2)
        let evidence = isReversed ? Self.evidence(new, old) : Self.evidence(old, new)
        #expect(try evidence.one(VersionOffer.self, "tls1.2", of: Self.address).fact.isOffered)
    }

    @Test func anUnestablishedQuestionThrowsItsReason() throws {
        let question = Question(VersionOffer.self, "tls1.2")
        let visit = try Self.visit(Self.address, missing: [(question, Self.refused)])
        #expect(reason(Self.evidence(visit)) == Self.refused)
    }

    @Test func aQuestionThatNobodyAskedOfALiveAddressIsLeftOut() throws {
        let visit = try Self.visit(Self.address, Reachability(suitesPerHello: 0))
        let reason = try #require(self.reason(Self.evidence(visit)))
        #expect(reason.isDeliberate)
        #expect(reason.reason.contains("tls.version"))
    }

    @Test func aSilentAddressGivesItsReasonForEveryQuestion() throws {
        let visit = try Self.visit(Self.address, missing: [(Question(Reachability.self), Self.refused)])
        #expect(reason(Self.evidence(visit)) == Self.refused)
    }

    @Test func anUnresolvedNameGivesItsReasonForEveryQuestion() throws {
        let lost = Unestablished(phase: .resolve, reason: "NXDOMAIN")
        let visit = try Self.visit(.endpoint("www"), missing: [(Question(AddressSet.self), lost)])
        #expect(reason(Self.evidence(visit), of: .endpoint("www")) == lost)
    }

    @Test func aNameWithoutAddressesIsUnresolved() throws {
        let none = AddressSet(addresses: [], source: .resolved, isSecure: nil)
        let evidence = Self.evidence(try Self.visit(.endpoint("www"), none))
        #expect(reason(evidence, of: .endpoint("www"))?.phase == .resolve)
    }

    @Test func whatNobodyVisitedIsNoDeliberateGap() throws {
        #expect(reason(Self.evidence(), of: .endpoint("www"))?.isDeliberate == false)
        let found = AddressSet(
            addresses: [IPAddress("192.0.2.1")].compactMap { $0 },
            source: .resolved,
            isSecure: nil
        )
        let evidence = Self.evidence(try Self.visit(.endpoint("www"), found))
        #expect(reason(evidence, of: .endpoint("www"))?.isDeliberate == false)
        #expect(reason(evidence)?.isDeliberate == false)
    }

    @Test func bytesThatCannotBeReadAreUnknown() throws {
        let record = FactRecord(question: Self.offer.question, body: Data("{}".utf8))
        let damaged = Visit(
            subject: Self.address,
            vantage: "here",
            started: .distantPast,
            finished: .distantPast,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: [.fact(record)]
        )
        #expect(reason(Self.evidence(damaged))?.phase == .reply)
    }

    @Test func addressesAreThoseOfTheEndpointSorted() throws {
        let evidence = Self.evidence(
            try Self.visit(Self.other),
            try Self.visit(Self.mail),
            try Self.visit(Self.address),
            try Self.visit(.endpoint("www"))
        )
        #expect(evidence.addresses(of: "www") == [Self.address, Self.other])
        #expect(evidence.addresses(of: "nowhere").isEmpty)
    }

    @Test(
        arguments: [
            (address, [address]), (.endpoint("www"), [address, other]),
            (.mission("paris"), [address, other]),
            (.domain("mfa.example"), [mail, address, other]), (.ministry, [mail, address, other]),
            (.mission("rome"), []),
        ] as [(Subject, [Subject])]
    )
    func allGathersWhatASubjectCovers(_ subject: Subject, _ expected: [Subject]) throws {
        let evidence = Self.evidence(
            try Self.visit(Self.other, Self.offer),
            try Self.visit(Self.mail, Self.offer),
            try Self.visit(Self.address, Self.offer)
        )
        #expect(evidence.all(VersionOffer.self, under: subject).map(\.subject) == expected)
    }

    @Test func allGivesEveryAspectAndLeavesOutWhatIsMissing() throws {
        let evidence = Self.evidence(
            try Self.visit(
                Self.address,
                Self.offer,
                VersionOffer(version: .ssl3, isOffered: false),
                missing: [(Question(VersionOffer.self, "tls1.3"), Self.refused)]
            )
        )
        let versions = evidence.all(VersionOffer.self, under: Self.address).map(\.fact.version)
        #expect(versions == [.ssl3, .tls12])
    }

    @Test func listedEndpointsAreFoundById() {
        #expect(Self.evidence().endpoint("mail")?.host == "mail.mfa.example")
        #expect(Self.evidence().endpoint("nowhere") == nil)
    }
}
