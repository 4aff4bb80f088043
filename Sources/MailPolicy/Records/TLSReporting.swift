// SPDX-License-Identifier: Apache-2.0

/// Where a domain wants reports about TLS to its mail servers (RFC 8460 §3).
package struct TLSReportingRecord: Hashable, Sendable {
    /// At least one.
    package let destinations: [ReportURI]

    package static func isRecord(_ text: [UInt8]) -> Bool { TagList.begins(text, withVersion: "TLSRPTv1") }

    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard Self.isRecord(text) else { throw PolicySyntaxError("it does not begin with v=TLSRPTv1") }
        let tags = try TagList(text)
        guard let rua = tags["rua"] else { throw PolicySyntaxError("there is no rua=") }
        let (uris, unusable) = ReportURI.list(in: rua)
        guard !uris.isEmpty, unusable == 0 else {
            throw PolicySyntaxError("rua= is not a list of mailto: and https: addresses")
        }
        destinations = uris
    }
}

/// Which picture mail programs show beside a domain's mail (BIMI, draft-brand-indicators-for-message-identification).
package struct BIMIRecord: Hashable, Sendable {
    /// Of the picture; nil where the domain declines to have one.
    package let location: String?
    /// Of the certificate for it; nil where there is none.
    package let authority: String?

    package static func isRecord(_ text: [UInt8]) -> Bool { TagList.begins(text, withVersion: "BIMI1") }

    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard Self.isRecord(text) else { throw PolicySyntaxError("it does not begin with v=BIMI1") }
        let tags = try TagList(text)
        for name in ["l", "a"] {
            guard let value = tags[name], !value.isEmpty else { continue }
            guard value.lowercased().hasPrefix("https://") else {
                throw PolicySyntaxError("\(name)= is no https: address")
            }
        }
        guard tags["l"] != nil || tags["a"] != nil else {
            throw PolicySyntaxError("there is no l= and no a=")
        }
        location = tags["l"].flatMap { $0.isEmpty ? nil : $0 }
        authority = tags["a"].flatMap { $0.isEmpty ? nil : $0 }
    }

    package var isDeclined: Bool { location == nil && authority == nil }
}
