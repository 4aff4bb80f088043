// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Risk
import Store
import StoreSQLite
import Testing

@testable import Pipeline

/// A store of cycles whose evidence was written by hand, without a network.
struct ScriptedMinistry {
    /// The instant at which the first cycle is judged.
    static let start = Date(timeIntervalSince1970: 1_795_780_800)  // 2026-11-27T12:00:00Z
    static let method = Result {
        try Method.load(path: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path)
    }

    let folder: TemporaryFolder
    let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
    }

    static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    static func address(of host: String) throws -> Subject {
        Subject.address(try #require(IPAddress("192.0.2.7")), of: host)
    }

    /// Sites, an answer that counts until the end of the year, and an acceptance of what has expired until mid-December.
    static func estate(_ hosts: [String]) throws -> Estate {
        Estate(
            ministry: Ministry(name: "Scripted; Ministry, the\nsecond"),
            endpoints: hosts.map { host in
                Endpoint(
                    id: host,
                    host: host,
                    port: 443,
                    service: .https,
                    role: .publicWebsite,
                    mission: nil,
                    criticality: Role.publicWebsite.defaultCriticality,
                    secrecyLifetimeDays: nil,
                    authorisation: Authorisation(tier: .active),
                    addresses: []
                )
            },
            attestations: [try answer()],
            acceptances: [try acceptance()]
        )
    }

    private static func answer() throws -> Attestation {
        Attestation(
            item: "Q1",
            subject: .ministry,
            answer: .yes,
            owner: "A. Diallo",
            date: try day("2026-11-01"),
            validUntil: try day("2026-12-31"),
            grade: .e2,
            evidence: "D-7",
            sha256: nil,
            note: nil
        )
    }

    private static func acceptance() throws -> Acceptance {
        Acceptance(
            id: "old-site",
            check: "certificate.expired",
            subject: .endpoint("old.mfa.example"),
            reason: "It goes in December.",
            compensatingControl: nil,
            approver: "B. Keita",
            approverRole: "Minister",
            ticket: nil,
            approved: try day("2026-11-20"),
            expires: try day("2026-12-15")
        )
    }

    /// What a site gave that serves one certificate.
    static func visit(
        _ host: String,
        from first: String,
        until last: String,
        bits: Int = 3072,
        at date: Date = start
    ) throws
        -> Visit
    {
        let leaf = CertificateSummary(
            subject: "CN=\(host)",
            issuer: "CN=Issuing CA",
            serial: "4f00112233445566778899aabbccddee",
            notBefore: try day(first).start,
            notAfter: try day(last).start.addingTimeInterval(3600),
            keyType: "RSA",
            keyBits: bits,
            curve: nil,
            exponent: "65537",
            signatureAlgorithm: "sha256WithRSAEncryption",
            signatureDigest: "SHA256",
            names: [host],
            isAuthority: false,
            isSelfIssued: false,
            isSelfSigned: false,
            keyUsage: ["digitalSignature"],
            extendedKeyUsage: ["serverAuth"],
            mustStaple: false,
            ocspURLs: [],
            crlURLs: [],
            sha256: host,
            spkiSHA256: host,
            version: 3
        )
        let chain = CertificateChain(aspect: CertificateChain.served, certificates: [leaf])
        return Visit(
            subject: try address(of: host),
            vantage: "test",
            started: date,
            finished: date,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: [.fact(FactRecord(Reachability(suitesPerHello: 128))), .fact(FactRecord(chain))]
        )
    }

    /// Keeps a cycle as `AssessmentCycle` does.
    ///
    /// - Parameters:
    ///   - method: nil for the shipped one.
    ///   - others: findings of checks that only the version of then had.
    func keep(
        _ visits: [Visit],
        of estate: Estate,
        at now: Date = start,
        tool: String = "test",
        by method: Pipeline.Method? = nil,
        with others: [Finding] = []
    ) async throws {
        let method = if let method { method } else { try Self.method.get() }
        let plan = CyclePlan(started: now, estate: estate, vantage: "test", toolVersion: tool)
        let cycle = try await store.open(plan)
        for visit in visits { try await store.record(visit, in: cycle) }
        let evidence = RecordedEvidence(
            estate: estate,
            measurements: try await store.measurements(in: cycle),
            past: try await store.past(
                of: FactKinds.historical,
                since: now.addingTimeInterval(-Double(FactKinds.historyDays) * 86_400)
            )
        )
        _ = try await store.judge(others, in: cycle, at: now)
        let judged = try await method.judge(evidence, in: cycle, of: store, at: now)
        try await store.close(cycle, at: now, posture: judged.posture)
    }

    /// One cycle over a site that is sound, one that has expired and is accepted, and one that is not yet valid, with a weak key.
    static func afterOneCycle() async throws -> ScriptedMinistry {
        let ministry = try ScriptedMinistry()
        let estate = try estate(["www.mfa.example", "old.mfa.example", "new.mfa.example"])
        try await ministry.keep(
            [
                try visit("www.mfa.example", from: "2026-10-24", until: "2027-01-22"),
                try visit("old.mfa.example", from: "2026-08-01", until: "2026-11-01"),
                try visit("new.mfa.example", from: "2026-12-01", until: "2027-12-01", bits: 1024),
            ],
            of: estate
        )
        return ministry
    }

    func kept(_ id: Cycle.ID? = nil) async throws -> KeptCycle {
        try #require(try await KeptCycle.load(id, from: store))
    }
}
