// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import Model

/// The canonical list of what one visit answered, equal wherever the answers are: a JSON array of its format
/// and one entry a question, in the order of the questions.
struct ManifestRecord: Hashable {
    static let format = "chancery.manifest/1"

    let entries: [ManifestEntry]
}

/// One question with the hash of the fact that answers it, or the reason why none does:
/// `[kind,version,aspect,"hash"]` or `[kind,version,aspect,{"attempts":…,"phase":…,"reason":…}]`.
struct ManifestEntry: Hashable {
    enum Outcome: Hashable {
        /// SHA-256 of the fact, lower-case hex.
        case fact(String)
        case unestablished(Unestablished)
    }

    let question: Question
    let outcome: Outcome
}

extension ManifestRecord: Codable {
    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        try list.expect(Self.format)
        var entries: [ManifestEntry] = []
        while !list.isAtEnd { entries.append(try list.decode(ManifestEntry.self)) }
        self.entries = entries
    }

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(Self.format)
        for entry in entries { try list.encode(entry) }
    }
}

extension ManifestEntry: Codable {
    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let kind = FactKind(try list.decode(String.self), version: try list.decode(Int.self))
        question = Question(kind: kind, aspect: try list.decode(String.self))
        if let hash = try? list.decode(String.self) {
            outcome = .fact(hash)
        } else {
            outcome = .unestablished(try list.decode(Unestablished.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
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
