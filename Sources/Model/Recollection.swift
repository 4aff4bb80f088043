// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Answers of a pure function that were worked out before: many endpoints of a ministry are set up alike, and most of a
/// cycle is as the one before.
///
/// All recollections are equal, since what is remembered changes no answer; so what has one is compared by the rest.
package final class Recollection<Question: Hashable & Sendable, Answer: Sendable>: Hashable, Sendable {
    private let known: Mutex<[Question: Answer]> = Mutex([:])
    private let limit: Int

    /// - Parameter limit: how many answers are kept; beyond them all are forgotten at once.
    package init(limit: Int) { self.limit = limit }

    /// Two that ask at the same time may both work it out.
    package func answer(to question: Question, _ workOut: () -> Answer) -> Answer {
        if let answer = known.withLock({ $0[question] }) { return answer }
        let answer = workOut()
        known.withLock { known in
            if known.count >= limit { known = [:] }
            known[question] = answer
        }
        return answer
    }

    package static func == (left: Recollection, right: Recollection) -> Bool { true }

    package func hash(into hasher: inout Hasher) {}
}
