// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk

/// What `chancery frontier --format json` prints.
struct FrontierDocument: Encodable {
    struct Entry: Encodable {
        let endpoint: String
        let now: Point?
        let isNowOnFrontier: Bool?
        let candidates: [Candidate]
        let combination: Candidate?
        let otherChannel: Channel
        /// Why nothing is known; nil where something is.
        let reason: String?
    }

    struct Point: Encodable {
        let risk: RiskEstimate
        let ministry: RiskEstimate
        let reach: Reached

        init(_ state: TradeBench.State) {
            risk = state.risk.endpoint
            ministry = state.risk.ministry
            reach = Reached(state.reach)
        }
    }

    /// Which part of the audience can connect.
    struct Reached: Encodable {
        struct Region: Encodable {
            let name: String
            let low: Double
            let high: Double
        }

        let low: Double?
        let high: Double?
        let worstRegion: String?
        let regions: [Region]

        init(_ reach: Reach) {
            low = reach.low
            high = reach.high
            worstRegion = reach.worst?.name
            regions = reach.regions.map { Region(name: $0.name, low: $0.low, high: $0.high) }
        }
    }

    struct Client: Encodable {
        let name: String
        let share: Double
        let whyNot: String?

        init(_ client: ReachChange.Client) {
            name = client.name
            share = client.share
            whyNot = client.reason
        }
    }

    struct Change: Encodable {
        let id: String
        let title: String
        let needs: String?
    }

    struct Move: Encodable {
        let check: String
        let subject: Subject
        let before: Verdict.State
        let beforeLevel: String?
        let after: Verdict.State
        let afterLevel: String?
    }

    struct Candidate: Encodable {
        let changes: [Change]
        let zone: String
        let isOnFrontier: Bool
        let then: Point
        let letIn: [Client]
        let cutOff: [Client]
        let moved: [Move]
        let unseen: [FindingKey]

        init(_ candidate: FrontierAssembly.Candidate) {
            changes = candidate.changes.map { Change(id: $0.id, title: $0.title, needs: $0.needs) }
            zone = candidate.zone.rawValue
            isOnFrontier = candidate.isOnFrontier
            then = Point(candidate.state)
            letIn = candidate.reach.letIn.map(Client.init)
            cutOff = candidate.reach.cutOff.map(Client.init)
            moved = candidate.state.moved.map { before, after in
                Move(
                    check: after.check,
                    subject: after.subject,
                    before: before.verdict.state,
                    beforeLevel: before.verdict.level,
                    after: after.verdict.state,
                    afterLevel: after.verdict.level
                )
            }
            unseen = candidate.state.unseen
        }
    }

    /// For whoever is cut off.
    struct Channel: Encodable {
        let item = OtherChannel.item
        let answer: Attestation.Answer?
        let owner: String?
        let validUntil: CalendarDay?
        let reason: String?

        init(_ channel: OtherChannel) {
            switch channel {
            case .attested(let attestation):
                answer = attestation.answer
                owner = attestation.owner
                validUntil = attestation.validUntil
                reason = nil
            case .notEstablished(let why):
                answer = nil
                owner = nil
                validUntil = nil
                reason = why
            }
        }
    }

    let schema = "chancery.frontier/1"
    let cycle: Cycle.ID
    let asOf: Date
    let model: ModelStamp
    let isWeighted: Bool
    let source: String?
    let date: String?
    let endpoints: [Entry]

    init(_ lines: [FrontierAssembly.Line], _ kept: KeptCycle, _ model: ModelStamp, _ audience: Audience) {
        self.init(lines, cycle: kept.cycle.id, asOf: kept.judged, model, audience)
    }

    init(
        _ lines: [FrontierAssembly.Line],
        cycle: Cycle.ID,
        asOf: Date,
        _ model: ModelStamp,
        _ audience: Audience
    ) {
        self.cycle = cycle
        self.asOf = asOf
        self.model = model
        isWeighted = audience.isWeighted
        source = audience.isWeighted ? audience.source : nil
        date = audience.date?.description
        endpoints = lines.map { line in
            let chart = try? line.chart.get()
            var reason: String?
            if case .failure(let why) = line.chart { reason = why.reason }
            return Entry(
                endpoint: line.endpoint.id,
                now: chart.map { Point($0.now) },
                isNowOnFrontier: chart?.isNowOnFrontier,
                candidates: (chart?.candidates ?? []).map(Candidate.init),
                combination: chart?.combination.map(Candidate.init),
                otherChannel: Channel(line.channel),
                reason: reason
            )
        }
    }
}
