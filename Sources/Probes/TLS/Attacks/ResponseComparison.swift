// SPDX-License-Identifier: Apache-2.0
internal import Model

/// The responses to several malformed inputs, round by round: whether a server lets them be told apart.
struct ResponseComparison<Vector: Hashable & Sendable>: Sendable {
    enum Verdict: Sendable, Equatable {
        case alike(PeerResponse)
        /// The same difference in every round.
        case differing([Vector: PeerResponse])
        /// Differences that come and go.
        case flapping
    }

    private(set) var rounds: [[Vector: PeerResponse]] = []

    mutating func add(_ round: [Vector: PeerResponse]) { rounds.append(round) }

    var verdict: Verdict {
        let exact = verdict(of: rounds)
        guard exact == .flapping else { return exact }
        return verdict(of: rounds.map { $0.mapValues(\.withoutManner) })
    }

    private func verdict(of rounds: [[Vector: PeerResponse]]) -> Verdict {
        guard let first = rounds.first, rounds.allSatisfy({ $0 == first }), let one = first.first?.value
        else {
            return .flapping
        }
        return first.values.allSatisfy { $0 == one } ? .alike(one) : .differing(first)
    }
}

/// What a comparison came to, or why it did not come about.
enum ComparisonOutcome<Vector: Hashable & Sendable>: Sendable {
    case compared(ResponseComparison<Vector>.Verdict)
    case failed(Unestablished)

    /// Sends every vector once a round; a second and a third round follow where the first shows a difference, or
    /// where `confirmsAlike` says so; never more than `rounds`.
    static func run(
        _ vectors: [Vector],
        confirmsAlike: Bool,
        rounds: Int = 3,
        send: @escaping @Sendable (Vector) async throws(Unestablished) -> PeerResponse?
    ) async -> ComparisonOutcome {
        var comparison = ResponseComparison<Vector>()
        for round in 0..<rounds {
            do throws(Unestablished) {
                comparison.add(try await once(vectors, send: send))
            } catch {
                return .failed(error)
            }
            if round == 0, !confirmsAlike, case .alike = comparison.verdict { break }
        }
        return .compared(comparison.verdict)
    }

    /// Side by side, as far as the budget of the address allows; what that leaves open once more by itself, as a
    /// server that takes one connection at a time keeps the others waiting.
    private static func once(
        _ vectors: [Vector],
        send: @escaping @Sendable (Vector) async throws(Unestablished) -> PeerResponse?
    ) async throws(Unestablished) -> [Vector: PeerResponse] {
        var round = await withTaskGroup(of: (Vector, PeerResponse?).self) { group in
            for vector in vectors {
                group.addTask { (vector, try? await send(vector)) }
            }
            var round: [Vector: PeerResponse] = [:]
            for await (vector, response) in group { round[vector] = response }
            return round
        }
        for vector in vectors where round[vector] == nil {
            round[vector] = try await patiently(vector, send: send).get()
        }
        return round
    }

    /// Some tries, as the connection may be lost before the vector is sent.
    private static func patiently(
        _ vector: Vector,
        send: @escaping @Sendable (Vector) async throws(Unestablished) -> PeerResponse?
    ) async -> Result<PeerResponse, Unestablished> {
        var reason = Unestablished(phase: .handshake, reason: "the handshake was not completed", attempts: 3)
        for attempt in 1...3 {
            do throws(Unestablished) {
                if let response = try await send(vector) { return .success(response) }
            } catch {
                reason = error
            }
            guard !reason.isDeliberate, !Task.isCancelled else { break }
            try? await Task.sleep(for: .milliseconds(100) * attempt)
        }
        return .failure(reason)
    }
}
