// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What a visit answered, its records read; visits with the same answers may share one.
package struct ReadAnswers: Sendable {
    let byQuestion: [Question: Result<any Fact, Unestablished>]
    /// Those of a kind, sorted.
    let questions: [FactKind: [Question]]

    package init(_ answers: [Answer]) {
        byQuestion = Dictionary(answers.map { ($0.question, Self.read($0)) }) { first, _ in first }
        questions = Dictionary(grouping: byQuestion.keys, by: \.kind).mapValues { $0.sorted() }
    }

    fileprivate init(_ other: ReadAnswers, byQuestion: [Question: Result<any Fact, Unestablished>]) {
        self.byQuestion = byQuestion
        questions = other.questions
    }

    static func unreadable(_ question: Question) -> Unestablished {
        Unestablished(phase: .reply, reason: "the kept fact \(question.kind) cannot be read")
    }

    private static func read(_ answer: Answer) -> Result<any Fact, Unestablished> {
        switch answer {
        case .unestablished(_, let reason):
            return .failure(reason)
        case .fact(let record):
            guard let type = FactKinds.type(of: record.question.kind), let fact = try? record.decode(type)
            else {
                return .failure(unreadable(record.question))
            }
            return .success(fact)
        }
    }
}

/// One measurement with its records read.
package struct ReadVisit: Sendable {
    package let subject: Subject
    package let vantage: String
    package let finished: Date
    private let read: ReadAnswers

    package init(subject: Subject, vantage: String, finished: Date, answers: ReadAnswers) {
        self.subject = subject
        self.vantage = vantage
        self.finished = finished
        read = answers
    }

    init(_ visit: Visit) {
        self.init(
            subject: visit.subject,
            vantage: visit.vantage,
            finished: visit.finished,
            answers: ReadAnswers(visit.answers)
        )
    }

    var answers: [Question: Result<any Fact, Unestablished>] { read.byQuestion }

    var questions: [FactKind: [Question]] { read.questions }

    /// The same as far as it can be believed.
    func seen(at place: VantageLimits.Place, within limits: VantageLimits) -> ReadVisit {
        ReadVisit(
            subject: subject,
            vantage: vantage,
            finished: finished,
            answers: ReadAnswers(read, byQuestion: answers.mapValues { limits.seen($0, at: place) })
        )
    }

    var facts: [any Fact] { answers.values.compactMap { try? $0.get() } }

    /// The issuers of certificates that no store trusts.
    var strangers: Set<String> {
        let trusted = Set(
            facts.compactMap { $0 as? ChainTrust }.filter { $0.outcome == .trusted }.map(\.chain)
        )
        let chains = facts.compactMap { $0 as? CertificateChain }.filter {
            $0.aspect != CertificateChain.withoutName && !trusted.contains($0.aspect)
        }
        return Set(chains.compactMap(\.leaf).filter { !$0.isSelfIssued }.map(\.issuer))
    }
}
