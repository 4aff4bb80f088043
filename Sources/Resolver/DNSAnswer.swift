// SPDX-License-Identifier: Apache-2.0

/// How one question ended.
package enum LookupOutcome: Hashable, Sendable {
    case found
    /// The name exists without records of this type.
    case noData
    case noSuchName
    /// A server's failure, with the mnemonic of its RCODE, or libunbound's words.
    case failed(String)
    /// No answer before the deadline.
    case timedOut
    /// DNSSEC validation failed, with the reason.
    case bogus(String)
    case cancelled
}

/// What DNSSEC says of an answer (RFC 4033 §5).
package enum DNSValidation: Hashable, Sendable {
    case secure
    case insecure
    case bogus(String)
    /// No trust anchor is configured, no server answered, or the name is a literal address.
    case notValidated
}

/// The answer to one question.
package struct DNSAnswer: Hashable, Sendable {
    package let outcome: LookupOutcome
    package let validation: DNSValidation
    /// The RDATA of each record as on the wire, in the order of the answer.
    package let records: [[UInt8]]
    /// Where aliases led, without the trailing dot; nil where the name is no alias.
    package let canonicalName: String?
    /// In seconds.
    package let timeToLive: Int
    /// The whole reply as on the wire, with signatures and proofs; empty where there is none.
    package let packet: [UInt8]

    package init(
        _ outcome: LookupOutcome,
        validation: DNSValidation = .notValidated,
        records: [[UInt8]] = [],
        canonicalName: String? = nil,
        timeToLive: Int = 0,
        packet: [UInt8] = []
    ) {
        self.outcome = outcome
        self.validation = validation
        self.records = records
        self.canonicalName = canonicalName
        self.timeToLive = timeToLive
        self.packet = packet
    }
}
