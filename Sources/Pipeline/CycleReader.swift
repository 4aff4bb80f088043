// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
internal import Model
internal import Store

/// Reads closed cycles one after another, oldest first, and reads only once what they have in common.
struct CycleReader {
    struct Reading {
        let cycle: Cycle
        /// The posture that it was closed with.
        let posture: Posture
        let evidence: RecordedEvidence
        let standings: [FindingKey: NumberedStanding]
        /// Against the cycle read before; nil where nothing of it counts: the first one, another list, another vantage.
        let changes: EvidenceChanges?
    }

    private let store: any Store
    private var estate: (sha256: String, estate: Estate)?
    private var answers: [KeptVisit.Manifest: ReadAnswers] = [:]
    private var visits: [Subject: KeptVisit] = [:]
    private var limits: VantageLimits?
    private var standings: [FindingKey: NumberedStanding] = [:]
    private var last: Cycle.ID?

    init(_ store: any Store) { self.store = store }

    /// Nil for a cycle without a posture.
    mutating func read(_ cycle: Cycle) async throws(StoreError) -> Reading? {
        guard let posture = try await store.posture(of: cycle.id) else { return nil }
        let isSameEstate = estate?.sha256 == cycle.estateSHA256
        let estate = try await estate(of: cycle)
        let kept = Dictionary(try await store.visits(in: cycle).map { ($0.subject, $0) }) { first, _ in first
        }
        try await readAnswers(of: kept)
        let evidence = RecordedEvidence(
            estate: estate,
            visits: kept.values.compactMap { visit in
                answers[visit.manifest].map {
                    ReadVisit(
                        subject: visit.subject,
                        vantage: visit.vantage,
                        finished: visit.finished,
                        answers: $0
                    )
                }
            },
            past: try await store.history(before: posture.asOf, through: cycle.id)
        )
        standings.merge(try await store.standings(after: cycle.id, since: last)) { $1 }
        let counts = last != nil && isSameEstate && limits == evidence.limits
        let changes = counts ? Self.changes(from: visits, to: kept) : nil
        (last, limits, visits) = (cycle.id, evidence.limits, kept)
        return Reading(
            cycle: cycle,
            posture: posture,
            evidence: evidence,
            standings: standings,
            changes: changes
        )
    }

    private mutating func estate(of cycle: Cycle) async throws(StoreError) -> Estate {
        if let estate, estate.sha256 == cycle.estateSHA256 { return estate.estate }
        let read = try await store.estate(of: cycle)
        estate = (cycle.estateSHA256, read)
        return read
    }

    /// Keeps the answers of this cycle's manifests alone.
    private mutating func readAnswers(of visits: [Subject: KeptVisit]) async throws(StoreError) {
        let used = Set(visits.values.map(\.manifest))
        answers = answers.filter { used.contains($0.key) }
        let missing = used.subtracting(answers.keys)
        guard !missing.isEmpty else { return }
        answers.merge(try await store.answers(of: missing).mapValues(ReadAnswers.init)) { $1 }
    }

    private static func changes(from before: [Subject: KeptVisit], to after: [Subject: KeptVisit])
        -> EvidenceChanges
    {
        let subjects = Set(before.keys).union(after.keys)
        let changed = subjects.filter {
            before[$0]?.manifest != after[$0]?.manifest || before[$0]?.vantage != after[$0]?.vantage
        }
        let moved = changed.filter {
            $0.scope == .address && (before[$0] == nil) != (after[$0] == nil)
        }
        return EvidenceChanges(subjects: changed, moved: Set(moved.compactMap(\.endpointID)))
    }
}
