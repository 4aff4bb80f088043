// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

extension Store {
    /// By verbs that every store has.
    package func answers(about subject: Subject, in cycle: Cycle) async throws(StoreError) -> [Answer] {
        guard let visit = try await visits(in: cycle).first(where: { $0.subject == subject }) else {
            return []
        }
        return try await answers(of: [visit.manifest])[visit.manifest] ?? []
    }
}
