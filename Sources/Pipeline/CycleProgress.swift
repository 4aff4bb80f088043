// SPDX-License-Identifier: Apache-2.0
internal import Model

/// How far a cycle is.
package struct CycleProgress: Hashable, Sendable {
    package let finished: Int
    package let total: Int
    /// The endpoint that was finished last.
    package let endpoint: String
}

/// Counts finished endpoints in the order in which they finish.
actor ProgressCounter {
    private let total: Int
    private let report: @Sendable (CycleProgress) async -> Void
    private var finished = 0

    init(total: Int, report: @Sendable @escaping (CycleProgress) async -> Void) {
        self.total = total
        self.report = report
    }

    func finish(_ endpoint: Endpoint) async {
        finished += 1
        await report(CycleProgress(finished: finished, total: total, endpoint: endpoint.id))
    }
}
