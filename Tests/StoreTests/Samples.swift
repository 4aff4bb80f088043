// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import TestSupport

/// A fact of the tests' own.
struct SampleFact: Fact {
    static let kind = FactKind("test.sample", version: 1)

    let aspect: String
    let value: String
}

/// A fact of another kind whose canonical bytes may equal those of `SampleFact`.
struct OtherFact: Fact {
    static let kind = FactKind("test.other", version: 1)

    let aspect: String
    let value: String
}

/// Values to put into a store; every instant is a whole second.
enum Sample {
    static let start = Date(timeIntervalSince1970: 1_795_000_000)

    /// The instant `hours` after the start.
    static func hour(_ hours: Int) -> Date { start.addingTimeInterval(Double(hours) * 3600) }

    static func estate(_ name: String = "Ministry") -> Estate { Estate(ministry: Ministry(name: name)) }

    static func plan(at date: Date = start, estate: Estate = estate()) -> CyclePlan {
        CyclePlan(started: date, estate: estate, vantage: "headquarters", toolVersion: "1.0.0")
    }

    static func address(_ index: Int) -> Subject {
        Subject(scope: .address, name: "www\(index).mfa.example@192.0.2.\(index)")
    }

    static func measurement(
        of subject: Subject,
        _ value: String = "a",
        at date: Date = start,
        unestablished reason: Unestablished? = nil
    ) throws -> Visit {
        var answers: [Answer] = [.fact(FactRecord(SampleFact(aspect: "one", value: value)))]
        if let reason { answers.append(.unestablished(Question(SampleFact.self, "two"), reason)) }
        return Visit(
            subject: subject,
            vantage: "headquarters",
            started: date,
            finished: date.addingTimeInterval(7),
            cost: Cost(connections: 31, bytesSent: 9_123, bytesReceived: 123_456, milliseconds: 4_321),
            transcriptSHA256: String(repeating: "c0de", count: 16),
            answers: answers
        )
    }

    static func finding(_ verdict: Verdict) -> Finding {
        finding("tls.version-obsolete", address(1), verdict)
    }

    static func finding(
        _ check: String,
        _ subject: Subject,
        _ verdict: Verdict
    ) -> Finding {
        Finding(check: check, subject: subject, verdict: verdict)
    }

    static func failure(_ level: String = "tls1.0", seen: String = "TLS 1.0") -> Verdict {
        .fail(level: level, seen: seen, expected: "TLS 1.2 or later")
    }

    static let silence = Verdict.unknown(
        because: Unestablished(phase: .connect, reason: "timed out", attempts: 3)
    )
}

extension Sample {
    static func assessment(_ point: Double, drivers: [FindingKey] = []) -> Assessment {
        let estimate = RiskEstimate(low: point / 3, point: point, high: 96.5)
        return Assessment(
            inherent: estimate,
            residual: estimate,
            coverage: Coverage(established: 38, applicable: 40),
            evidenceIsInsufficient: point > 50,
            drivers: drivers
        )
    }

    /// A posture over findings; failures weigh `point`, whatever passes weighs nothing.
    static func posture(at date: Date = start, _ findings: [TrackedFinding] = [], point: Double = 46.1)
        -> Posture
    {
        let failing = findings.filter { $0.finding.verdict.state == .fail }
        let byEndpoint = Dictionary(grouping: findings) { $0.finding.subject.endpointID ?? "" }
        return Posture(
            asOf: date,
            model: ModelStamp(
                name: "Chancery",
                version: "1",
                sha256: String(repeating: "ab", count: 32),
                likelihoodRule: "nist"
            ),
            ministry: assessment(point, drivers: failing.prefix(5).map(\.finding.key)),
            categories: [CategoryStanding(id: "cyberattacks", assessment: assessment(point), scenarios: [])],
            missions: ["paris": assessment(point)],
            endpoints: byEndpoint.mapValues { list in
                let drivers = list.filter { $0.finding.verdict.state == .fail }.prefix(5)
                return assessment(point + Double(list.count) / 7, drivers: drivers.map(\.finding.key))
            },
            items: findings.map { item($0, point: point) }.sorted { $0.key < $1.key },
            attestations: [
                AttestationStanding(item: "Q1", subject: .ministry, state: .missing, attestation: nil)
            ],
            acceptances: []
        )
    }

    private static func item(_ tracked: TrackedFinding, point: Double) -> RiskItem {
        let fails = tracked.finding.verdict.state == .fail
        return RiskItem(
            key: tracked.finding.key,
            verdict: tracked.finding.verdict,
            category: "cyberattacks",
            scenarios: ["RC1", "RC4"],
            initiation: .high,
            adverseImpact: .moderate,
            likelihood: .moderate,
            impact: fails ? .high : .low,
            estimate: fails ? RiskEstimate(low: point / 3, point: point, high: point) : .none,
            acceptance: nil,
            firstFailed: tracked.firstFailed
        )
    }
}

/// A directory that goes with the value.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "chancery-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { path + "/chancery.db" }
}
