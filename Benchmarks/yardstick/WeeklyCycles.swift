// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Pipeline
import Store
import StoreSQLite

/// Adds cycles to a store, a week apart, in which the certificates of one endpoint of twenty are others.
struct WeeklyCycles {
    let state: String

    func add(_ weeks: Int, method: Pipeline.Method) async throws {
        let store = try SQLiteStore(path: state + "/chancery.db")
        guard let last = try await store.cycles(limit: 1).first,
            let posture = try await store.posture(of: last.id)
        else {
            Yardstick.say("there is no closed cycle in \(state)")
            exit(1)
        }
        let estate = try await store.estate(of: last)
        var visits = try await store.measurements(in: last)
        for week in 1...max(1, weeks) {
            let now = posture.asOf.addingTimeInterval(Double(week) * 7 * 86_400)
            visits = visits.enumerated().map {
                Self.visit($1, at: now, isRenewed: ($0 + week) % 20 == 0, week)
            }
            let plan = CyclePlan(
                started: now,
                estate: estate,
                vantage: last.vantage,
                toolVersion: last.toolVersion
            )
            let cycle = try await store.open(plan)
            for visit in visits { try await store.record(visit, in: cycle) }
            let since = now.addingTimeInterval(-Double(FactKinds.historyDays) * 86_400)
            let evidence = RecordedEvidence(
                estate: estate,
                measurements: visits,
                past: try await store.past(of: FactKinds.historical, since: since)
            )
            let judged = try await method.judge(evidence, in: cycle, of: store, at: now)
            try await store.close(cycle, at: now, posture: judged.posture)
        }
        try store.close()
    }

    private static func visit(_ visit: Visit, at now: Date, isRenewed: Bool, _ week: Int) -> Visit {
        Visit(
            subject: visit.subject,
            vantage: visit.vantage,
            started: now,
            finished: now,
            cost: visit.cost,
            transcriptSHA256: visit.transcriptSHA256,
            answers: isRenewed ? visit.answers.map { renewed($0, week) } : visit.answers
        )
    }

    /// The same certificate under another digest.
    private static func renewed(_ answer: Answer, _ week: Int) -> Answer {
        guard case .fact(let record) = answer, record.question.kind == CertificateChain.kind,
            let chain = try? record.decode(CertificateChain.self), let leaf = chain.leaf,
            let body = try? record.body
        else { return answer }
        let digest = String(week, radix: 16)
        let other = leaf.sha256.dropLast(digest.count) + digest
        let text = String(decoding: body, as: UTF8.self).replacing(leaf.sha256, with: other)
        return .fact(FactRecord(question: record.question, body: Data(text.utf8)))
    }
}
