// SPDX-License-Identifier: Apache-2.0

/// What a domain asks receivers to do with mail that fails, mildest first.
package enum DMARCPolicy: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    case none, quarantine, reject

    package static func < (left: DMARCPolicy, right: DMARCPolicy) -> Bool { left.strength < right.strength }

    private var strength: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// One level lower, as `t=y` asks for (RFC 9989 §4.7).
    package var milder: DMARCPolicy { self == .reject ? .quarantine : .none }
}

/// A DMARC policy record (RFC 9989 §4.7, §4.8).
package struct DMARCRecord: Hashable, Sendable {
    package enum Suffix: String, Codable, Hashable, Sendable { case yes = "y", no = "n", unknown = "u" }

    /// For the domain itself; nil where it is absent or invalid.
    package let policy: DMARCPolicy?
    /// For names below that exist; nil where `policy` counts.
    package let subdomainPolicy: DMARCPolicy?
    /// For names below that do not exist; nil where `subdomainPolicy` counts.
    package let absentPolicy: DMARCPolicy?
    /// Which of p, sp and np hold no policy.
    package let invalidPolicies: [String]
    package let suffix: Suffix
    package let isTesting: Bool
    package let aggregate: [ReportURI]
    package let failure: [ReportURI]
    /// How many parts of rua and ruf are no URI.
    package let unusableURIs: Int
    package let isDKIMStrict: Bool
    package let isSPFStrict: Bool
    /// Which of the tags that RFC 9989 took out stand in it: pct, rf, ri.
    package let removedTags: [String]
    /// What receivers of RFC 7489 apply the policy to, percent.
    package let percentage: Int?

    /// Whether a TXT record is one of DMARC at all.
    package static func isRecord(_ text: [UInt8]) -> Bool { TagList.begins(text, withVersion: "DMARC1") }

    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard Self.isRecord(text) else { throw PolicySyntaxError("it does not begin with v=DMARC1") }
        let list = try TagList(text)
        // The grammar's names and words are in either case (RFC 5234 §2.3).
        let tags = Dictionary(list.tags.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        let word = { (name: String) in tags[name]?.lowercased() }
        policy = word("p").flatMap { DMARCPolicy(rawValue: $0) }
        subdomainPolicy = word("sp").flatMap { DMARCPolicy(rawValue: $0) }
        absentPolicy = word("np").flatMap { DMARCPolicy(rawValue: $0) }
        invalidPolicies = ["p", "sp", "np"].filter { name in
            word(name).map { DMARCPolicy(rawValue: $0) == nil } ?? false
        }
        suffix = word("psd").flatMap { Suffix(rawValue: $0) } ?? .unknown
        isTesting = word("t") == "y"
        let rua = tags["rua"].map(ReportURI.list)
        let ruf = tags["ruf"].map(ReportURI.list)
        aggregate = rua?.uris ?? []
        failure = ruf?.uris ?? []
        unusableURIs = (rua?.unusable ?? 0) + (ruf?.unusable ?? 0)
        isDKIMStrict = word("adkim") == "s"
        isSPFStrict = word("aspf") == "s"
        removedTags = ["pct", "rf", "ri"].filter { tags[$0] != nil }
        percentage = tags["pct"].flatMap { Int($0) }
    }

    /// Whether receivers act on it: without a valid policy, only where there is somebody to report to.
    package var isApplied: Bool { policy != nil && invalidPolicies.isEmpty || !aggregate.isEmpty }

    /// What is asked for mail of this domain; nil where the record is not applied (RFC 9989 §4.10.1).
    package func policy(for standing: DMARCStanding) -> DMARCPolicy? {
        guard isApplied else { return nil }
        guard let policy, invalidPolicies.isEmpty else { return DMARCPolicy.none }
        switch standing {
        case .own: return policy
        case .below: return subdomainPolicy ?? policy
        case .absent: return absentPolicy ?? subdomainPolicy ?? policy
        }
    }
}

/// How a domain that sends stands to the record that speaks for it.
package enum DMARCStanding: String, Codable, Hashable, Sendable {
    /// The record is its own.
    case own
    /// It lies below and exists.
    case below
    /// It lies below and does not exist.
    case absent
}
