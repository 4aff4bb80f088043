// SPDX-License-Identifier: Apache-2.0

/// Whoever answers questions about names: libunbound, a cache before it, or a scripted zone.
package protocol Resolving: Sendable {
    /// The records of one type, by its number at IANA, in class IN.
    func records(of name: String, type: UInt16) async -> DNSAnswer
}

/// Keeps every answer for as long as it lives, so that one answer serves all who ask the same in a cycle.
package actor AnswerCache: Resolving {
    private struct Key: Hashable {
        let name: String
        let type: UInt16
    }

    private let source: any Resolving
    private var answers: [Key: Task<DNSAnswer, Never>] = [:]

    package init(_ source: any Resolving) { self.source = source }

    /// How many different questions were asked.
    package var questions: Int { answers.count }

    package func records(of name: String, type: UInt16) async -> DNSAnswer {
        let key = Key(name: name.lowercased(), type: type)
        if let known = answers[key] { return await known.value }
        // A task of its own: who asked first may be cancelled, and others still wait.
        let task = Task { [source] in await source.records(of: key.name, type: type) }
        answers[key] = task
        let answer = await task.value
        if answer.outcome == .cancelled { answers[key] = nil }
        return answer
    }
}
