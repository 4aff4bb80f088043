// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import Inventory
package import Model
internal import Probes
internal import Risk
package import Store

/// Who has answered what on one day: the attestation items with what became of each, by subject.
package struct AttestationOverview: Sendable {
    /// How an item stands, in one word.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Nobody has answered it, or not yet.
        case open
        case valid
        /// Valid, and its last day is near.
        case expiring
        case expired
        /// A claim without evidence, or whose evidence is not what was attested.
        case unbacked
        /// A *yes* that a measurement contradicts.
        case contradicted
    }

    package struct Row: Sendable {
        package let standing: AttestationStanding
        package let state: State
        package let question: String
        /// Who answered, or the owner of the mission that has not; nil where nobody is named.
        package let owner: String?
        /// To the last day; negative where it has passed, nil where nobody answered.
        package let daysLeft: Int?
    }

    /// The ministry's first, then each mission's, in the order of the items.
    package let rows: [Row]

    /// - Parameter store: whose newest findings are laid against the answers; nil for none.
    package init(_ loaded: LoadedConfiguration, store: (any Store)?, at now: Date) async throws(StoreError) {
        let (estate, model) = (loaded.estate, loaded.method.model)
        let posture = model.posture(
            findings: try await store?.findings(FindingFilter()) ?? [],
            estate: estate,
            artefacts: try await Self.artefacts(of: estate, in: store),
            at: now
        )
        let today = CalendarDay(now)
        let questions = Dictionary(model.attestations.map { ($0.id, $0.question) }) { first, _ in first }
        let owners = Dictionary(estate.missions.map { ($0.id, $0.owner) }) { first, _ in first }
        let rows = posture.attestations.map { standing in
            Row(
                standing: standing,
                state: State(standing),
                question: questions[standing.item] ?? "",
                owner: standing.attestation?.owner ?? owners[standing.subject.name].flatMap { $0 },
                daysLeft: standing.attestation.map { $0.validUntil.daysSince1970 - today.daysSince1970 }
            )
        }
        self.rows =
            rows.filter { $0.standing.subject == .ministry }
            + estate.missions.flatMap { mission in
                rows.filter { $0.standing.subject == .mission(mission.id) }
            }
    }

    /// Files as they are now, pages as the newest cycle found them.
    private static func artefacts(of estate: Estate, in store: (any Store)?) async throws(StoreError)
        -> ArtefactSightings
    {
        var sightings = ArtefactSightings.none
        if let store, let cycle = try await store.cycles(limit: 1).first {
            let kept = try await store.past(
                of: [AttestedArtefact.kind, EvidenceSignature.kind],
                since: cycle.started
            )
            .filter { $0.last == cycle.started }
            let visit = Visit(
                subject: AttestedArtefact.subject,
                vantage: cycle.vantage,
                started: cycle.started,
                finished: cycle.finished ?? cycle.started,
                cost: Cost(),
                transcriptSHA256: nil,
                answers: kept.map { .fact($0.record) }
            )
            sightings = RecordedEvidence(estate: estate, measurements: [visit]).artefacts
        }
        for attestation in estate.attestations {
            guard case .file(let path)? = attestation.artefact, let reference = attestation.evidence else {
                continue
            }
            sightings.byReference[reference] = ArtefactSighting(EvidenceFile.inspect(path))
            guard let signed = attestation.signedEvidence else { continue }
            sightings.signatures[signed] = EvidenceSigner.inspect(path, signed.signing)
        }
        return sightings
    }
}

extension ArtefactSighting {
    fileprivate init(_ inspection: FileInspection) {
        switch inspection {
        case .read(let sha256): self = .found(sha256: sha256)
        case .missing: self = .missing
        case .unreadable(let reason): self = .unseen(reason: reason)
        }
    }
}

extension AttestationOverview.State {
    fileprivate init(_ standing: AttestationStanding) {
        switch standing.state {
        case .missing, .notYetValid: self = .open
        case .counted: self = standing.endsSoon == true ? .expiring : .valid
        case .expired: self = .expired
        case .unbacked: self = .unbacked
        case .contradicted: self = .contradicted
        }
    }
}
