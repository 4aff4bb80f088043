// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import Probes
import Resolver
import Testing
import Transport

/// Pages that attestations name as their evidence, fetched from nginx over HTTPS.
struct EvidenceProbeTests {
    private static let locations = """
        location = /register { return 200 "abc"; }
        location = /gone { return 410; }
        location = /moved { return 301 /register; }
        location = /later { return 503; }
        location = /absent { return 404; }
        """

    private static func attestation(_ evidence: String, _ sha256: String? = nil) throws -> Attestation {
        Attestation(
            item: "Q31",
            subject: .ministry,
            answer: .yes,
            owner: "Archive",
            date: try #require(CalendarDay("2026-11-01")),
            validUntil: try #require(CalendarDay("2027-05-01")),
            grade: .e3,
            evidence: evidence,
            sha256: sha256,
            note: nil
        )
    }

    private static func endpoint(_ port: UInt16) throws -> Endpoint {
        Endpoint(
            id: "site",
            host: "localhost",
            port: port,
            service: .https,
            role: .publicWebsite,
            mission: nil,
            criticality: Role.publicWebsite.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: [try #require(IPAddress("127.0.0.1"))]
        )
    }

    private func sightings(
        isListed: Bool = true,
        allowed: Set<String> = [],
        _ attestations: (String) throws -> [Attestation]
    ) async throws -> (ArtefactSightings, base: String) {
        let server = try await RunningServer(NginxServer(directives: Self.locations))
        let port = try #require(UInt16(exactly: server.site.port))
        let resolver = try NameResolver(ResolverSettings())
        let probe = EvidenceProbe(
            FetchMeans(
                dialer: Dialer(
                    group: MultiThreadedEventLoopGroup.singleton,
                    budget: AddressBudget(
                        limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0)
                    ),
                    sources: []
                ),
                proxy: nil,
                trust: try TrustStore(file: server.site.authority.root.path),
                introduction: ClientIntroduction(),
                limits: DialogueLimits(),
                resolve: { await resolver.addresses(of: $0 == "localhost" ? "127.0.0.1" : $0) }
            ),
            allowed: allowed
        )
        let base = "https://localhost:\(port)"
        let estate = Estate(
            ministry: Ministry(name: "M"),
            endpoints: isListed ? [try Self.endpoint(port)] : [],
            attestations: try attestations(base)
        )
        let visit = Visit(
            subject: .ministry,
            vantage: "here",
            started: .distantPast,
            finished: .distantPast,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: await probe.answers(for: estate)
        )
        return (RecordedEvidence(estate: estate, measurements: [visit]).artefacts, base)
    }

    @Test func pagesAreThereGoneOrUnseen() async throws {
        let (found, base) = try await sightings { base in
            try ["/gone", "/absent", "/moved", "/later"].map { try Self.attestation(base + $0) }
                + [Self.attestation(base + "/register", "00")]
        }
        let hash = SHA256.hex(Array("abc".utf8))
        #expect(found.byReference[base + "/register"] == .found(sha256: hash))
        #expect(found.byReference[base + "/gone"] == .missing)
        #expect(found.byReference[base + "/absent"] == .missing)
        for path in ["/moved", "/later"] {
            guard case .unseen(let reason)? = found.byReference[base + path] else {
                Issue.record("\(path): \(found)")
                continue
            }
            #expect(reason.contains(path == "/moved" ? "redirects" : "HTTP 503"))
        }
    }

    @Test func whatNeedsNoHashIsKeptWithoutOne() async throws {
        let (found, base) = try await sightings { [try Self.attestation($0 + "/register")] }
        #expect(found.byReference[base + "/register"] == .found(sha256: nil))
    }

    @Test func hostsOfOthersAreAskedOnlyByName() async throws {
        let attest: (String) throws -> [Attestation] = { [try Self.attestation($0 + "/register")] }
        let (unlisted, base) = try await sightings(isListed: false, attest)
        #expect(
            unlisted.byReference[base + "/register"]
                == .unseen(reason: "localhost is neither listed nor named by EvidenceHost=")
        )
        let (named, other) = try await sightings(isListed: false, allowed: ["localhost"], attest)
        #expect(named.byReference[other + "/register"] == .found(sha256: nil))
    }
}
