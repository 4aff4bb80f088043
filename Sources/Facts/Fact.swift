// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The stable name and version of a kind of fact; a kind is never reused for another content.
package struct FactKind: Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
    package let name: String
    package let version: Int

    package init(_ name: String, version: Int) {
        self.name = name
        self.version = version
    }

    /// `tls.version/1`, as kept in the store.
    package var description: String { "\(name)/\(version)" }

    package static func < (left: FactKind, right: FactKind) -> Bool {
        (left.name, left.version) < (right.name, right.version)
    }
}

/// What was measured: content only, without time, cost, nonce or ticket bytes, so that an unchanged peer
/// gives the same canonical bytes again.
package protocol Fact: Codable, Hashable, Sendable {
    static var kind: FactKind { get }

    /// Tells several facts of one kind on one subject apart (`tls1.2`); empty where there is only one.
    var aspect: String { get }
}

extension Fact {
    package var aspect: String { "" }

    package var question: Question { Question(Self.self, aspect) }
}

/// What is asked of a subject: answered by a fact, or left unestablished with a reason.
package struct Question: Hashable, Codable, Sendable, Comparable {
    package let kind: FactKind
    package let aspect: String

    package init<F: Fact>(_ fact: F.Type, _ aspect: String = "") {
        self.init(kind: fact.kind, aspect: aspect)
    }

    package init(kind: FactKind, aspect: String) {
        self.kind = kind
        self.aspect = aspect
    }

    package static func < (left: Question, right: Question) -> Bool {
        (left.kind, left.aspect) < (right.kind, right.aspect)
    }
}

/// A fact as it is handed on and kept: its question, and the fact or its canonical bytes.
package struct FactRecord: Sendable {
    private enum Matter: Sendable {
        /// As it was measured; its bytes are made where somebody keeps them.
        case fact(any Fact)
        case bytes(Data)
    }

    package let question: Question
    private let matter: Matter

    package init(question: Question, body: Data) {
        self.question = question
        matter = .bytes(body)
    }

    package init(_ fact: some Fact) {
        question = fact.question
        matter = .fact(fact)
    }

    /// Canonical JSON: keys sorted, no white space, dates as ISO 8601 seconds.
    ///
    /// Throws what the encoder throws; the facts of this package hold nothing it refuses.
    package var body: Data {
        get throws {
            switch matter {
            case .fact(let fact): try CanonicalJSON.encode(fact)
            case .bytes(let bytes): bytes
            }
        }
    }

    /// Reads the fact back; throws where the bytes are not of this kind.
    package func decode<F: Fact>(_ type: F.Type) throws -> F {
        switch matter {
        case .fact(let fact as F): fact
        case .fact, .bytes: try CanonicalJSON.decode(type, from: body)
        }
    }
}

extension FactRecord: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        guard left.question == right.question else { return false }
        // Other values may still be the same bytes: a date is kept to the second.
        if case (.fact(let first), .fact(let second)) = (left.matter, right.matter), first.equals(second) {
            return true
        }
        guard let first = try? left.body, let second = try? right.body else { return false }
        return first == second
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(question) }
}

extension Fact {
    fileprivate func equals(_ other: any Fact) -> Bool { other as? Self == self }
}

/// The one encoding of records: equal values give equal bytes.
package enum CanonicalJSON {
    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(value)
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: data)
    }
}
