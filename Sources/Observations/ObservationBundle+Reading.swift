// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import Model

/// Why bytes are no bundle.
package enum BundleFault: Error, Hashable, Sendable {
    case tooLong
    /// Of a format to come, as it names itself.
    case newerSchema(String)
    /// Not JSON of this format; what is wrong with it.
    case malformed(String)
}

extension BundleFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLong: "it is longer than \(ObservationBundle.longest) bytes"
        case .newerSchema(let schema):
            "it has the schema \(schema), and this version of Chancery knows up to "
                + "\(ObservationBundle.format)\(ObservationBundle.version); upgrade Chancery"
        case .malformed(let problem): "it is no bundle of observations: \(problem)"
        }
    }
}

extension ObservationBundle {
    /// In bytes; longer documents are refused before anything is read.
    package static let longest = 16 << 20
    package static let mostSubjects = 10_000
    /// Of one endpoint.
    package static let mostAddresses = 64
    /// Of one reason, issuer or title, in bytes of UTF-8.
    package static let longestText = 1024

    private struct Head: Decodable {
        let schema: String
        let vantage: String?
    }

    /// The vantage that a document names, whoever wrote it; nil where it is no bundle of any version.
    package static func claimedVantage(_ bytes: Data) -> String? {
        guard bytes.count <= longest, let head = try? CanonicalJSON.decode(Head.self, from: bytes),
            head.schema.hasPrefix(format)
        else { return nil }
        return head.vantage
    }

    /// Reads a document; throws for what is not canonical, out of bounds or of another format.
    package init(_ bytes: Data) throws(BundleFault) {
        guard bytes.count <= Self.longest else { throw .tooLong }
        guard let head = try? CanonicalJSON.decode(Head.self, from: bytes) else {
            throw .malformed("it is not JSON, or has no schema")
        }
        try Self.check(head.schema)
        guard let bundle = try? CanonicalJSON.decode(Self.self, from: bytes) else {
            throw .malformed("a member is missing or of another type")
        }
        guard let canonical = try? bundle.bytes, canonical == bytes else {
            throw .malformed("its bytes are not in the canonical form")
        }
        if let problem = bundle.problem { throw .malformed(problem) }
        self = bundle
    }

    private static func check(_ schema: String) throws(BundleFault) {
        guard schema.hasPrefix(format), let number = Int(schema.dropFirst(format.count)), number > 0 else {
            throw .malformed("its schema is another one")
        }
        guard number <= version else { throw .newerSchema("\(format)\(number)") }
    }

    /// What is out of bounds; nil where nothing is.
    private var problem: String? {
        if vantage.isEmpty || vantage.utf8.count > 64 || !Self.isPlain(vantage) {
            return "its vantage has no name"
        }
        if !Self.isPlain(tool.version) { return "its tool has no version" }
        if started > finished { return "it ends before it begins" }
        if subjects.count > Self.mostSubjects { return "it has more than \(Self.mostSubjects) endpoints" }
        if (means.invented?.count ?? 0) > Self.mostAddresses { return "it has too many invented addresses" }
        if ![means.closed, means.interceptor].allSatisfy(Self.isShort) { return "a text is too long" }
        for (index, subject) in subjects.enumerated() {
            if index > 0, subjects[index - 1].endpoint >= subject.endpoint {
                return "its endpoints are not sorted, or one is there twice"
            }
            if let problem = problem(with: subject) { return "endpoint \(index + 1): \(problem)" }
        }
        return nil
    }

    private func problem(with subject: EndpointGlimpse) -> String? {
        if subject.endpoint.utf8.count > 300 || subject.host.utf8.count > 253 {
            return "its name is too long"
        }
        if subject.seen < started || subject.seen > finished {
            return "it was seen outside of the bundle's time"
        }
        if max(subject.names.addresses.count, subject.handshakes.count) > Self.mostAddresses {
            return "more than \(Self.mostAddresses) addresses"
        }
        let digests = subject.handshakes.map(\.key) + [subject.page?.digest]
        if !digests.allSatisfy({ $0.map(Self.isDigest) ?? true }) {
            return "what should be a SHA-256 is none"
        }
        let texts =
            [
                subject.names.reason, subject.gap?.reason, subject.page?.host, subject.page?.title,
                subject.page?.challenge,
            ] + subject.handshakes.flatMap { [$0.issuer, $0.gap?.reason] }
        if !texts.allSatisfy(Self.isShort) { return "a text is too long" }
        if let status = subject.page?.status, !(100...999).contains(status) {
            return "a status of HTTP that is none"
        }
        return nil
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func isShort(_ text: String?) -> Bool { (text?.utf8.count ?? 0) <= longestText }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
