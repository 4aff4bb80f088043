// SPDX-License-Identifier: Apache-2.0
package import DNSWire

/// What DNSSEC says of an answer (RFC 4033 §5).
package enum DNSSecurity: String, Codable, Sendable {
    case secure, insecure, bogus
    /// Nobody validated it.
    case indeterminate
}

/// The records of one name and type, as the resolver answered; one fact a question.
package struct DNSRecords: Fact {
    package static let kind = FactKind("names.records", version: 1)

    package enum Outcome: String, Codable, Sendable {
        case found
        /// The name exists without records of this type.
        case noData = "no-data"
        case noSuchName = "no-such-name"
    }

    /// In lower case, without the dot at its end.
    package let name: String
    package let type: String
    package let outcome: Outcome
    /// Where aliases led; nil where the name is none.
    package let canonicalName: String?
    /// The RDATA of each record in lower-case hexadecimal digits, sorted.
    package let records: [String]
    /// `bogus` only for keys and name servers, which show why the rest is.
    package let security: DNSSecurity

    package var aspect: String { "\(name) \(type)" }

    package init(
        name: DNSName,
        type: RecordType,
        outcome: Outcome,
        canonicalName: DNSName? = nil,
        records: [[UInt8]] = [],
        security: DNSSecurity
    ) {
        self.name = name.description
        self.type = type.description
        self.outcome = outcome
        self.canonicalName = canonicalName?.description
        self.records = records.map(Self.hex).sorted()
        self.security = security
    }

    package static func question(_ name: DNSName, _ type: RecordType) -> Question {
        Question(DNSRecords.self, "\(name) \(type)")
    }

    /// The records read; those of no sense stay as `malformed`.
    package var data: [RecordData] {
        guard let type = RecordType.known.first(where: { $0.name == type })?.type else { return [] }
        return records.map { RecordData(type: type, rdata: Self.bytes($0)) }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(truncatingIfNeeded: digits[$0] << 4 | digits[$0 + 1])
        }
    }
}
