// SPDX-License-Identifier: Apache-2.0
package import DNSWire

/// The TXT record that says a domain has an MTA-STS policy (RFC 8461 §3.1).
package struct MTASTSRecord: Hashable, Sendable {
    /// 1 to 32 letters and digits; another policy has another.
    package let id: String

    package static func isRecord(_ text: [UInt8]) -> Bool { TagList.begins(text, withVersion: "STSv1") }

    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard Self.isRecord(text) else { throw PolicySyntaxError("it does not begin with v=STSv1") }
        let tags = try TagList(text)
        guard let id = tags["id"] else { throw PolicySyntaxError("there is no id=") }
        let isRight =
            (1...32).contains(id.utf8.count)
            && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
        guard isRight else { throw PolicySyntaxError("id= is not of 1 to 32 letters and digits") }
        self.id = id
    }
}

/// The policy file (RFC 8461 §3.2).
package struct MTASTSPolicy: Hashable, Sendable {
    package enum Mode: String, Codable, Hashable, Sendable { case enforce, testing, none }

    /// Seconds: about a year (RFC 8461 §3.2).
    package static let longestAge = 31_557_600
    /// Bytes; RFC 8461 §3.3 lets receivers stop there.
    package static let longestFile = 64 << 10

    package let mode: Mode
    /// In seconds.
    package let maximumAge: Int
    /// Host names, the first label of which may be `*`; empty only for the mode none.
    package let hosts: [Pattern]

    package struct Pattern: Hashable, Sendable, CustomStringConvertible {
        package let isWildcard: Bool
        /// Without the wildcard.
        package let name: DNSName

        init?(_ text: String) {
            isWildcard = text.hasPrefix("*.")
            let rest = isWildcard ? String(text.dropFirst(2)) : text
            guard !rest.contains("*"), let name = DNSName(rest), !name.isRoot,
                name.labels.joined().allSatisfy({ (0x21...0x7E).contains($0) })
            else { return nil }
            self.name = name
        }

        /// A wildcard stands for exactly one label (RFC 8461 §4.1).
        package func matches(_ host: DNSName) -> Bool { isWildcard ? host.parent == name : host == name }

        package var description: String { isWildcard ? "*.\(name)" : "\(name)" }
    }

    /// Reads the file; fields that are not known are passed over, and of those that stand twice the first counts.
    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard text.count <= Self.longestFile else {
            throw PolicySyntaxError("the file is longer than 64 KiB")
        }
        var fields: [String: String] = [:]
        var hosts: [Pattern] = []
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
            guard let (name, value) = try Self.field(line) else { continue }
            if name == "mx" {
                guard let pattern = Pattern(value) else {
                    throw PolicySyntaxError("mx: '\(value.prefix(255))' is no host name")
                }
                hosts.append(pattern)
            } else if fields[name] == nil {
                fields[name] = value
            }
        }
        guard fields["version"] == "STSv1" else { throw PolicySyntaxError("there is no version: STSv1") }
        guard let mode = fields["mode"].flatMap({ Mode(rawValue: $0) }) else {
            throw PolicySyntaxError("mode is not enforce, testing or none")
        }
        guard let age = fields["max_age"], (1...10).contains(age.utf8.count),
            age.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(age),
            seconds <= Self.longestAge
        else {
            throw PolicySyntaxError("max_age is not a number of seconds up to \(Self.longestAge)")
        }
        guard mode == .none || !hosts.isEmpty else { throw PolicySyntaxError("there is no mx") }
        self.mode = mode
        maximumAge = seconds
        self.hosts = hosts
    }

    private static func field(_ line: ArraySlice<UInt8>) throws(PolicySyntaxError) -> (String, String)? {
        let line = TagList.trimmed(line)
        guard !line.isEmpty else { return nil }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
            throw PolicySyntaxError("'\(String(decoding: line.prefix(64), as: UTF8.self))' is no field")
        }
        return (
            String(decoding: line[..<colon], as: UTF8.self),
            String(decoding: TagList.trimmed(line[(colon + 1)...]), as: UTF8.self)
        )
    }

    package func covers(_ host: DNSName) -> Bool { hosts.contains { $0.matches(host) } }
}
