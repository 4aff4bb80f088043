// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a matching mechanism says of a sender (RFC 7208 §4.6.2).
package enum SPFQualifier: String, Codable, Hashable, Sendable, CaseIterable {
    case pass, fail, softfail, neutral
}

/// One SPF record, read whole (RFC 7208 §4.6.1).
package struct SPFRecord: Hashable, Sendable {
    package enum Mechanism: Hashable, Sendable {
        case all
        case include(MacroString)
        /// The domain is nil where it is the present one.
        case address(MacroString?, Prefixes)
        case exchange(MacroString?, Prefixes)
        case pointer(MacroString?)
        /// An IPv4 or an IPv6 network.
        case network(IPAddress, prefix: Int)
        case exists(MacroString)
    }

    /// How many leading bits of an address count.
    package struct Prefixes: Hashable, Sendable {
        package var v4 = 32
        package var v6 = 128
    }

    package struct Directive: Hashable, Sendable {
        package let qualifier: SPFQualifier
        package let mechanism: Mechanism
    }

    package private(set) var directives: [Directive] = []
    package private(set) var redirect: MacroString?
    package private(set) var explanation: MacroString?
    /// Names of modifiers that RFC 7208 does not define, in lower case.
    package private(set) var otherModifiers: [String] = []

    /// Whether a TXT record is one of SPF at all (RFC 7208 §4.5).
    package static func isRecord(_ text: [UInt8]) -> Bool {
        let version = Array("v=spf1".utf8)
        guard text.count >= version.count else { return false }
        let isVersion = zip(text, version).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
        return isVersion && (text.count == version.count || text[version.count] == UInt8(ascii: " "))
    }

    /// Reads a record of which `isRecord` holds; any syntax error anywhere is thrown (RFC 7208 §4.6).
    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard Self.isRecord(text) else { throw PolicySyntaxError("it does not begin with v=spf1") }
        for term in text.dropFirst(6).split(separator: UInt8(ascii: " ")) {
            guard term.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw PolicySyntaxError("a character outside of printable ASCII")
            }
            do {
                try read(Array(term))
            } catch {
                throw PolicySyntaxError("'\(String(decoding: term, as: UTF8.self))': \(error.problem)")
            }
        }
    }

    private mutating func read(_ term: [UInt8]) throws(PolicySyntaxError) {
        let name = term.prefix(while: Self.isNameByte)
        if let first = name.first, Self.isLetter(first), term.count > name.count,
            term[name.count] == UInt8(ascii: "=")
        {
            try readModifier(
                String(decoding: name, as: UTF8.self).lowercased(),
                Array(term.dropFirst(name.count + 1))
            )
        } else {
            directives.append(try Self.directive(term))
        }
    }

    private mutating func readModifier(_ name: String, _ value: [UInt8]) throws(PolicySyntaxError) {
        switch name {
        case "redirect":
            guard redirect == nil else { throw PolicySyntaxError("redirect= stands twice") }
            redirect = try MacroString.domain(value)
        case "exp":
            guard explanation == nil else { throw PolicySyntaxError("exp= stands twice") }
            explanation = try MacroString.domain(value)
        default:
            _ = try MacroString(value, in: .modifier)
            otherModifiers.append(name)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
    }
}

extension SPFRecord {
    private static func directive(_ term: [UInt8]) throws(PolicySyntaxError) -> Directive {
        let qualifiers: [UInt8: SPFQualifier] = [
            UInt8(ascii: "+"): .pass, UInt8(ascii: "-"): .fail,
            UInt8(ascii: "~"): .softfail, UInt8(ascii: "?"): .neutral,
        ]
        var rest = term[...]
        var qualifier = SPFQualifier.pass
        if let first = rest.first, let named = qualifiers[first] {
            qualifier = named
            rest = rest.dropFirst()
        }
        let name = rest.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
        return Directive(
            qualifier: qualifier,
            mechanism: try mechanism(
                String(decoding: name, as: UTF8.self).lowercased(),
                Array(rest.dropFirst(name.count))
            )
        )
    }

    /// `rest` begins with the colon or slash, where there is one.
    private static func mechanism(_ name: String, _ rest: [UInt8]) throws(PolicySyntaxError) -> Mechanism {
        switch name {
        case "all":
            guard rest.isEmpty else { throw PolicySyntaxError("'all' takes nothing") }
            return .all
        case "include": return .include(try target(rest))
        case "exists": return .exists(try target(rest))
        case "ptr": return .pointer(rest.isEmpty ? nil : try target(rest))
        case "a":
            let (domain, prefixes) = try dual(rest)
            return .address(domain, prefixes)
        case "mx":
            let (domain, prefixes) = try dual(rest)
            return .exchange(domain, prefixes)
        case "ip4": return try network(rest, .v4)
        case "ip6": return try network(rest, .v6)
        default: throw PolicySyntaxError("there is no such mechanism")
        }
    }

    private static func target(_ rest: [UInt8]) throws(PolicySyntaxError) -> MacroString {
        guard rest.first == UInt8(ascii: ":") else { throw PolicySyntaxError("it needs a domain") }
        return try MacroString.domain(Array(rest.dropFirst()))
    }

    private static func dual(_ rest: [UInt8]) throws(PolicySyntaxError) -> (MacroString?, Prefixes) {
        var rest = rest[...]
        var prefixes = Prefixes()
        if let (length, start) = try length(rest, after: "//", atMost: 128) {
            prefixes.v6 = length
            rest = rest[..<start]
        }
        if let (length, start) = try length(rest, after: "/", atMost: 32) {
            prefixes.v4 = length
            rest = rest[..<start]
        }
        guard !rest.isEmpty else { return (nil, prefixes) }
        return (try target(Array(rest)), prefixes)
    }

    /// A prefix length at the end of a term, and where its slashes begin; nil where there is none.
    private static func length(
        _ rest: ArraySlice<UInt8>,
        after slashes: String,
        atMost limit: Int
    ) throws(PolicySyntaxError) -> (Int, Int)? {
        let digits = rest.reversed().prefix { (0x30...0x39).contains($0) }.count
        let before = rest.dropLast(digits)
        guard digits > 0, before.suffix(slashes.utf8.count).elementsEqual(slashes.utf8) else { return nil }
        let text = rest.suffix(digits)
        guard digits <= 3, digits == 1 || text.first != UInt8(ascii: "0"),
            let length = Int(String(decoding: text, as: UTF8.self)), length <= limit
        else {
            throw PolicySyntaxError("a prefix length is at most \(limit), without leading zeros")
        }
        return (length, before.endIndex - slashes.utf8.count)
    }

    private static func network(_ rest: [UInt8], _ family: IPAddress.Family) throws(PolicySyntaxError)
        -> Mechanism
    {
        guard rest.first == UInt8(ascii: ":") else { throw PolicySyntaxError("it needs an address") }
        var text = rest.dropFirst()
        var prefix = family == .v4 ? 32 : 128
        if let (length, start) = try length(text, after: "/", atMost: prefix) {
            prefix = length
            text = text[..<start]
        }
        guard text.count <= 64, let address = IPAddress(String(decoding: text, as: UTF8.self)),
            address.family == family
        else {
            throw PolicySyntaxError("no \(family == .v4 ? "IPv4" : "IPv6") address or network")
        }
        return .network(address, prefix: prefix)
    }
}

extension SPFRecord.Mechanism {
    /// Whether it counts against the ten terms that may cause questions (RFC 7208 §4.6.4).
    package var causesLookup: Bool {
        switch self {
        case .include, .address, .exchange, .pointer, .exists: true
        case .all, .network: false
        }
    }
}
