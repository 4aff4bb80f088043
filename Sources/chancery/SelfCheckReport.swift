// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Pipeline
internal import Store

/// What `status` says of the self-check before a cycle.
struct SelfCheckReport: Encodable {
    let cycle: Cycle.ID
    let state: SelfCheck.State
    let differences: [SelfCheck.Difference]
    let reason: String?
    let planted: Int
    let verdicts: Int
    let connections: Int
    let milliseconds: Int
    /// What to do; nil where there is nothing to do.
    let advice: String?
    /// For the terminal.
    let words: String

    private enum CodingKeys: String, CodingKey {
        case cycle, state, differences, reason, planted, verdicts, connections, milliseconds, advice
    }

    /// Nil where there is no cycle, or none was made before it.
    static func load(of cycle: Cycle?, from store: any Store) async throws(StoreError) -> SelfCheckReport? {
        guard let cycle, let check = try await store.selfCheck(of: cycle.id) else { return nil }
        return SelfCheckReport(check, of: cycle.id)
    }

    private init(_ check: SelfCheck, of cycle: Cycle.ID) {
        self.cycle = cycle
        state = check.state
        differences = check.differences
        reason = check.reason
        planted = check.planted
        verdicts = check.verdicts
        connections = check.connections
        milliseconds = check.milliseconds
        advice = SelfCheckAdvice(check).advice
        words = check.words
    }

    var lines: [String] { [words] + (advice.map { [$0] } ?? []) }
}
