// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Pipeline

/// What is asked of a running daemon: one JSON object on one line.
package struct ControlRequest: Hashable, Codable, Sendable {
    package static let format = "chancery.control/1"
    /// Bytes of a line, its line feed included.
    package static let longestLine = 1024

    /// A cycle over the whole inventory, now.
    package enum Verb: String, Codable, Sendable, CaseIterable { case assess }

    package let format: String
    package let verb: Verb
    package let despite: Despite

    package init(_ verb: Verb, despite: Despite) {
        format = Self.format
        self.verb = verb
        self.despite = despite
    }

    /// Nil for what is too long, is no such object, or is of another format.
    package init?(line: Data) {
        guard line.count < Self.longestLine, let request = try? JSONDecoder().decode(Self.self, from: line),
            request.format == Self.format
        else { return nil }
        self = request
    }

    /// With its line feed.
    package var line: Data { get throws { try ControlLine.encode(self) } }
}

/// What the daemon answers: a line each, the last of which is `closed`, `held`, `failed` or `refused`.
package struct ControlAnswer: Hashable, Codable, Sendable {
    /// Bytes of a line, its line feed included.
    package static let longestLine = 4096

    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// A cycle of one's own begins as soon as no other runs.
        case accepted
        /// A cycle that runs, or is about to, is this one, too; `reason` says which.
        case merged
        /// So many endpoints are through.
        case progress
        /// The cycle is closed and its reports are written.
        case closed
        /// Nothing is measured now; `reason` and `until` say why.
        case held
        /// The cycle could not be ended.
        case failed
        /// The request is none, or not of somebody who may ask.
        case refused
    }

    package var kind: Kind
    /// The number of the cycle; nil unless it is closed.
    package var cycle: Int64?
    package var finished: Int?
    package var total: Int?
    package var endpoint: String?
    package var reason: String?
    package var until: Date?

    package init(_ kind: Kind, reason: String? = nil) {
        self.kind = kind
        self.reason = reason
    }

    /// Nil for what is too long or no answer.
    package init?(line: Data) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard line.count < Self.longestLine, let answer = try? decoder.decode(Self.self, from: line) else {
            return nil
        }
        self = answer
    }

    /// With its line feed.
    package var line: Data { get throws { try ControlLine.encode(self) } }

    /// Whether nothing follows.
    package var isLast: Bool {
        switch kind {
        case .accepted, .merged, .progress: false
        case .closed, .held, .failed, .refused: true
        }
    }

    static func held(_ hold: Hold) -> ControlAnswer {
        var answer = ControlAnswer(.held, reason: hold.reason.rawValue)
        answer.until = hold.until
        return answer
    }
}

enum ControlLine {
    static func encode(_ message: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(message) + Data([0x0A])
    }
}
