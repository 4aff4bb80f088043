// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// One answer to one question: a fact, or why there is none.
package enum Answer: Hashable, Sendable {
    case fact(FactRecord)
    case unestablished(Question, Unestablished)

    package var question: Question {
        switch self {
        case .fact(let record): record.question
        case .unestablished(let question, _): question
        }
    }
}

/// Everything that one visit to one subject gave; kept in one transaction.
package struct Visit: Hashable, Sendable {
    package let subject: Subject
    /// Where it was measured from.
    package let vantage: String
    package let started: Date
    package let finished: Date
    package let cost: Cost
    /// SHA-256 over the bytes exchanged, in order, lower-case hex; nil where nothing was sent.
    package let transcriptSHA256: String?
    /// One answer a question, sorted by question.
    package let answers: [Answer]

    package init(
        subject: Subject,
        vantage: String,
        started: Date,
        finished: Date,
        cost: Cost,
        transcriptSHA256: String?,
        answers: [Answer]
    ) {
        self.subject = subject
        self.vantage = vantage
        self.started = started
        self.finished = finished
        self.cost = cost
        self.transcriptSHA256 = transcriptSHA256
        self.answers = answers.sorted { $0.question < $1.question }
    }

    /// As if it had been made that much later, in seconds.
    package func moved(by seconds: TimeInterval) -> Visit {
        Visit(
            subject: subject,
            vantage: vantage,
            started: started.addingTimeInterval(seconds),
            finished: finished.addingTimeInterval(seconds),
            cost: cost,
            transcriptSHA256: transcriptSHA256,
            answers: answers
        )
    }
}
