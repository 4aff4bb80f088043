// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Model

package enum SPFResult: String, Codable, Hashable, Sendable, CaseIterable {
    case none, neutral, pass, fail, softfail, temperror, permerror
}

/// What `check_host()` came to.
package struct SPFOutcome: Hashable, Sendable {
    package let result: SPFResult
    /// What the domain says to those whom it turns away; nil where it says nothing (RFC 7208 §6.2).
    package let explanation: String?
    /// What went wrong, in words; nil where nothing did.
    package let problem: String?
}

/// `check_host()` of RFC 7208 §4 for one sender.
package struct SPFEvaluation: Sendable {
    /// RFC 7208 §4.6.4.
    package static let mostLookups = 10
    package static let mostVoidLookups = 2
    private static let mostNames = 10

    /// Ends the evaluation at once.
    private enum Stop: Error {
        case temporary(String)
        case permanent(String)
    }

    private let sender: SPFSender
    private let lookups: any PolicyLookups
    private let receiver: String
    private let now: Int
    private var terms = 0
    private var voids = 0
    private var validated: [DNSName]?
    /// Where the record that decided has its explanation.
    private var explanation: (MacroString, domain: [UInt8])?

    /// - Parameters:
    ///   - receiver: what the macro `r` stands for.
    ///   - now: what `t` stands for, seconds since 1970.
    package init(_ sender: SPFSender, lookups: any PolicyLookups, receiver: String = "unknown", now: Int = 0)
    {
        self.sender = sender
        self.lookups = lookups
        self.receiver = receiver
        self.now = now
    }

    package mutating func run() async -> SPFOutcome {
        do throws(Stop) {
            let result = try await check(sender.domain, isInner: false)
            let text = result == .fail ? await explain() : nil
            return SPFOutcome(result: result, explanation: text, problem: nil)
        } catch {
            switch error {
            case .temporary(let problem):
                return SPFOutcome(result: .temperror, explanation: nil, problem: problem)
            case .permanent(let problem):
                return SPFOutcome(result: .permerror, explanation: nil, problem: problem)
            }
        }
    }

    /// `isInner` inside an include, where explanations do not count.
    private mutating func check(_ domain: [UInt8], isInner: Bool) async throws(Stop) -> SPFResult {
        guard let name = Self.name(domain), name.labels.count > 1 else { return .none }
        let texts: [[UInt8]]
        switch await lookups.texts(of: name) {
        case .found(let found): texts = found.filter(SPFRecord.isRecord)
        case .noData, .noSuchName: return .none
        case .failed(let why): throw .temporary("TXT of \(name): \(why)")
        }
        guard let text = texts.first else { return .none }
        guard texts.count == 1 else { throw .permanent("\(name) has \(texts.count) SPF records") }
        let record: SPFRecord
        do {
            record = try SPFRecord(text)
        } catch {
            throw .permanent("\(name): \(error.problem)")
        }
        for directive in record.directives
        where try await matches(directive.mechanism, domain: domain, name: name) {
            if !isInner { explanation = record.explanation.map { ($0, domain) } }
            return SPFResult(directive.qualifier)
        }
        guard let redirect = record.redirect else { return .neutral }
        try count()
        let target = try await expand(redirect, domain: domain)
        let result = try await check(target, isInner: isInner)
        guard result != .none else {
            throw .permanent(
                "redirect= to '\(String(decoding: target, as: UTF8.self))', which has no SPF record"
            )
        }
        return result
    }

    private mutating func matches(
        _ mechanism: SPFRecord.Mechanism,
        domain: [UInt8],
        name: DNSName
    ) async throws(Stop) -> Bool {
        if mechanism.causesLookup { try count() }
        switch mechanism {
        case .all: return true
        case .network(let network, let prefix): return sender.address.lies(in: network, prefix: prefix)
        case .include(let target): return try await includes(try await expand(target, domain: domain))
        case .address(let target, let prefixes):
            guard let host = try await self.target(target, domain: domain, name: name) else { return false }
            let answer = await lookups.addresses(of: host, family: sender.address.family)
            return contains(try values(answer, of: host), prefixes)
        case .exchange(let target, let prefixes):
            guard let host = try await self.target(target, domain: domain, name: name) else { return false }
            return try await isExchange(of: host, prefixes)
        case .pointer(let target):
            guard let end = try await self.target(target, domain: domain, name: name) else { return false }
            return await validatedNames().contains { $0.isWithin(end) }
        case .exists(let target):
            guard let host = try await self.target(target, domain: domain, name: name) else { return false }
            return try !values(await lookups.addresses(of: host, family: .v4), of: host).isEmpty
        }
    }

    private mutating func includes(_ target: [UInt8]) async throws(Stop) -> Bool {
        switch try await check(target, isInner: true) {
        case .pass: return true
        case .fail, .softfail, .neutral: return false
        case .temperror: throw .temporary("include of '\(String(decoding: target, as: UTF8.self))'")
        case .permerror: throw .permanent("include of '\(String(decoding: target, as: UTF8.self))'")
        case .none:
            throw .permanent(
                "include of '\(String(decoding: target, as: UTF8.self))', which has no SPF record"
            )
        }
    }

    private mutating func isExchange(of host: DNSName, _ prefixes: SPFRecord.Prefixes) async throws(Stop)
        -> Bool
    {
        let exchanges = try values(await lookups.exchanges(of: host), of: host).sorted()
        guard exchanges.count <= Self.mostNames else {
            throw .permanent("\(host) has \(exchanges.count) MX records, more than \(Self.mostNames)")
        }
        for exchange in exchanges where !exchange.host.isRoot {
            let answer = await lookups.addresses(of: exchange.host, family: sender.address.family)
            if case .failed(let why) = answer { throw .temporary("\(exchange.host): \(why)") }
            if contains(answer.values ?? [], prefixes) { return true }
        }
        return false
    }

    private func contains(_ addresses: [IPAddress], _ prefixes: SPFRecord.Prefixes) -> Bool {
        let prefix = sender.address.family == .v4 ? prefixes.v4 : prefixes.v6
        return addresses.contains { sender.address.lies(in: $0, prefix: prefix) }
    }

    private mutating func count() throws(Stop) {
        terms += 1
        guard terms <= Self.mostLookups else {
            throw .permanent("more than \(Self.mostLookups) terms that cause questions")
        }
    }

    private mutating func values<Value>(_ answer: PolicyAnswer<Value>, of host: DNSName) throws(Stop)
        -> [Value]
    {
        if case .failed(let why) = answer { throw .temporary("\(host): \(why)") }
        if answer.isVoid { try countVoid() }
        return answer.values ?? []
    }

    private mutating func countVoid() throws(Stop) {
        voids += 1
        guard voids <= Self.mostVoidLookups else {
            throw .permanent("more than \(Self.mostVoidLookups) questions without an answer")
        }
    }

    /// The name that a mechanism asks for; nil where its domain expands to none, which then matches nothing.
    private mutating func target(
        _ target: MacroString?,
        domain: [UInt8],
        name: DNSName
    ) async throws(Stop) -> DNSName? {
        guard let target else { return name }
        return Self.name(try await expand(target, domain: domain))
    }

    private mutating func expand(_ string: MacroString, domain: [UInt8]) async throws(Stop) -> [UInt8] {
        Self.shortened(await expanded(string, domain: domain))
    }

    private mutating func expanded(_ string: MacroString, domain: [UInt8]) async -> [UInt8] {
        var host: [UInt8] = []
        if string.letters.contains(UInt8(ascii: "p")) { host = await validatedName(for: domain) }
        return string.expanded { letter in
            letter == UInt8(ascii: "p")
                ? host : sender.value(of: letter, domain: domain, receiver: receiver, now: now)
        }
    }

    /// At most 253 characters, whole labels taken off the left (RFC 7208 §7.3).
    private static func shortened(_ name: [UInt8]) -> [UInt8] {
        var rest = name.last == UInt8(ascii: ".") ? name.dropLast() : name[...]
        while rest.count > 253, let dot = rest.firstIndex(of: UInt8(ascii: ".")) { rest = rest[(dot + 1)...] }
        return Array(rest)
    }

    /// Nil where the bytes are no name: an empty label, or one that is too long.
    private static func name(_ bytes: [UInt8]) -> DNSName? {
        let whole = bytes.last == UInt8(ascii: ".") ? bytes.dropLast() : bytes[...]
        return DNSName(
            labels: whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(
                Array.init
            )
        )
    }
}

extension SPFEvaluation {
    /// The names of the sender's address that lead back to it (RFC 7208 §5.5), at most ten.
    private mutating func validatedNames() async -> [DNSName] {
        if let validated { return validated }
        var names: [DNSName] = []
        if let pointer = sender.address.pointerName {
            for name in (await lookups.pointers(of: pointer).values ?? []).prefix(Self.mostNames) {
                let addresses = await lookups.addresses(of: name, family: sender.address.family).values ?? []
                if addresses.contains(sender.address) { names.append(name) }
            }
        }
        validated = names
        return names
    }

    /// The domain itself before one below it before any other (RFC 7208 §7.3).
    private mutating func validatedName(for domain: [UInt8]) async -> [UInt8] {
        let names = await validatedNames()
        guard let own = Self.name(domain) else { return Array("unknown".utf8) }
        let best = names.first { $0 == own } ?? names.first { $0.isWithin(own) } ?? names.first
        return Array((best?.description ?? "unknown").utf8)
    }

    private mutating func explain() async -> String? {
        guard let (target, domain) = explanation,
            let name = Self.name(Self.shortened(await expanded(target, domain: domain))),
            case .found(let texts) = await lookups.texts(of: name), let text = texts.first, texts.count == 1,
            let string = try? MacroString(text, in: .explanation)
        else { return nil }
        return String(decoding: await expanded(string, domain: domain), as: UTF8.self)
    }
}

extension SPFResult {
    init(_ qualifier: SPFQualifier) {
        switch qualifier {
        case .pass: self = .pass
        case .fail: self = .fail
        case .softfail: self = .softfail
        case .neutral: self = .neutral
        }
    }
}
