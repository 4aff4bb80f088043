// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// The canonical record of one visit: a JSON array, because there is one a cycle for every address.
///
/// `["chancery.visit/1",scope,name,vantage,started,finished,cost,manifest,transcript]`, where `cost` is
/// `[connections,sent,received,milliseconds]`; instants are seconds since 1970, hashes are in hex, and
/// `transcript` may be null.
package struct VisitRecord: Hashable {
    static let format = "chancery.visit/1"

    package let subject: Subject
    package let vantage: String
    package let started: Date
    package let finished: Date
    package let cost: Cost
    package let manifestSHA256: String
    package let transcriptSHA256: String?

    package init(_ measurement: Visit, manifestSHA256: String) {
        subject = measurement.subject
        vantage = measurement.vantage
        started = measurement.started
        finished = measurement.finished
        cost = measurement.cost
        self.manifestSHA256 = manifestSHA256
        transcriptSHA256 = measurement.transcriptSHA256
    }

    /// The visit again, with what its manifest answers.
    package func visit(answers: [Answer]) -> Visit {
        Visit(
            subject: subject,
            vantage: vantage,
            started: started,
            finished: finished,
            cost: cost,
            transcriptSHA256: transcriptSHA256,
            answers: answers
        )
    }
}

extension VisitRecord: Codable {
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        try list.expect(Self.format)
        subject = Subject(scope: try list.decode(Scope.self), name: try list.decode(String.self))
        vantage = try list.decode(String.self)
        started = Date(second: try list.decode(Int64.self))
        finished = Date(second: try list.decode(Int64.self))
        var numbers = try list.nestedUnkeyedContainer()
        cost = Cost(
            connections: try numbers.decode(Int.self),
            bytesSent: try numbers.decode(Int.self),
            bytesReceived: try numbers.decode(Int.self),
            milliseconds: try numbers.decode(Int.self)
        )
        manifestSHA256 = try list.decode(String.self)
        transcriptSHA256 = try list.decode(String?.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(Self.format)
        try list.encode(subject.scope)
        try list.encode(subject.name)
        try list.encode(vantage)
        try list.encode(started.second)
        try list.encode(finished.second)
        try list.encode([cost.connections, cost.bytesSent, cost.bytesReceived, cost.milliseconds])
        try list.encode(manifestSHA256)
        try list.encode(transcriptSHA256)
    }
}

extension UnkeyedDecodingContainer {
    /// Reads the name and version of a record's format; throws for any other.
    mutating func expect(_ format: String) throws {
        let found = try decode(String.self)
        guard found == format else {
            throw DecodingError.dataCorruptedError(in: self, debugDescription: "\(found) is not \(format)")
        }
    }
}
