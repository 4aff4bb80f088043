// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
internal import Store

/// The canonical list of what one visit answered, equal wherever the answers are: a JSON array of its format
/// and one entry a question, in the order of the questions.
package struct ManifestRecord: Hashable {
    static let format = "chancery.manifest/1"

    package let entries: [ManifestEntry]

    package init(entries: [ManifestEntry]) { self.entries = entries }
}

/// One question with the hash of the fact that answers it, or the reason why none does:
/// `[kind,version,aspect,"hash"]` or `[kind,version,aspect,{"attempts":…,"phase":…,"reason":…}]`.
package struct ManifestEntry: Hashable {
    package enum Outcome: Hashable {
        /// SHA-256 of the fact, lower-case hex.
        case fact(String)
        case unestablished(Unestablished)
    }

    package let question: Question
    package let outcome: Outcome

    package init(question: Question, outcome: Outcome) {
        self.question = question
        self.outcome = outcome
    }
}

extension ManifestRecord: Codable {
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        try list.expect(Self.format)
        var entries: [ManifestEntry] = []
        while !list.isAtEnd { entries.append(try list.decode(ManifestEntry.self)) }
        self.entries = entries
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(Self.format)
        for entry in entries { try list.encode(entry) }
    }
}

extension ManifestEntry: Codable {
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let kind = FactKind(try list.decode(String.self), version: try list.decode(Int.self))
        question = Question(kind: kind, aspect: try list.decode(String.self))
        if let hash = try? list.decode(String.self) {
            outcome = .fact(hash)
        } else {
            outcome = .unestablished(try list.decode(Unestablished.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(question.kind.name)
        try list.encode(question.kind.version)
        try list.encode(question.aspect)
        switch outcome {
        case .fact(let hash): try list.encode(hash)
        case .unestablished(let reason): try list.encode(reason)
        }
    }
}

extension ManifestEntry {
    /// The answer, out of the bodies by hash; nil stands for a body that was dropped.
    package func answer(from bodies: [String: Data?]) throws -> Answer {
        switch outcome {
        case .unestablished(let reason): return .unestablished(question, reason)
        case .fact(let hash):
            guard let kept = bodies[hash] else {
                throw StoreError.damaged(reason: "the fact \(hash) of a manifest is not there")
            }
            guard let body = kept else {
                let reason = "the kept fact was dropped by retention"
                return .unestablished(question, Unestablished(phase: .reply, reason: reason))
            }
            return .fact(FactRecord(question: question, body: body))
        }
    }
}

extension FactKind {
    /// SHA-256 over kind, line feed and canonical bytes: equal bytes of two kinds are two facts.
    package func hash(of body: Data) -> Data { (Data("\(self)\n".utf8) + body).sha256 }
}

extension ManifestRecord {
    /// Kind and hash of each fact that it names.
    package var facts: Set<String> {
        Set(
            entries.compactMap { entry in
                guard case .fact(let hash) = entry.outcome else { return nil }
                return "\(entry.question.kind) \(hash)"
            }
        )
    }
}
