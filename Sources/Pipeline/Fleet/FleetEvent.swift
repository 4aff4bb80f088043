// SPDX-License-Identifier: Apache-2.0
package import Model
package import Store

/// What happens to work that several daemons share, for the journal.
package enum FleetEvent: Hashable, Sendable, CustomStringConvertible {
    case claimed(endpoints: [String], by: String)
    /// Of a worker that gave no more sign.
    case tookOver(endpoints: [String], from: String, by: String)
    case finished(endpoints: [String], by: String)
    /// Its holder could not prolong it in time, so another has it or will.
    case lost(endpoints: [String], by: String)
    /// Nothing is left of a cycle.
    case shared(Cycle.ID, [WorkShare])

    /// Whether it is worth a line only to who looks for trouble.
    package var isRoutine: Bool {
        switch self {
        case .claimed, .finished: true
        case .tookOver, .lost: false
        case .shared(_, let shares): shares.count < 2
        }
    }

    package var description: String {
        switch self {
        case .claimed(let endpoints, let worker): "\(worker) claims \(Self.list(endpoints))"
        case .tookOver(let endpoints, let lost, let worker):
            "\(worker) takes over \(Self.list(endpoints)) from \(lost), which gave no more sign"
        case .finished(let endpoints, let worker): "\(worker) finished \(Self.list(endpoints))"
        case .lost(let endpoints, let worker):
            "\(worker) lost \(Self.list(endpoints)), as it could not prolong its claim; another measures them"
        case .shared(let cycle, let shares):
            "cycle \(cycle) was measured by "
                + shares.map { "\($0.worker): \($0.done) endpoints" }.joined(separator: "; ")
        }
    }

    private static func list(_ endpoints: [String]) -> String {
        let more = endpoints.count > 3 ? " and \(endpoints.count - 3) more" : ""
        return endpoints.prefix(3).joined(separator: ", ") + more
    }
}
