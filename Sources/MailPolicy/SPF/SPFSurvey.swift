// SPDX-License-Identifier: Apache-2.0
package import DNSWire
internal import Model

/// One record of an SPF policy and all that it leads to, looked at without a sender.
package struct SPFSurvey: Hashable, Sendable {
    /// What is wrong with a record that another one leads to.
    package struct Trouble: Hashable, Sendable {
        package enum Kind: String, Codable, Hashable, Sendable {
            /// The name does not exist: whoever registers it speaks for the domain.
            case noSuchName = "no-such-name"
            /// The name has no SPF record.
            case noRecord = "no-record"
            case several
            case syntax
            /// It leads back to a record from which it was reached.
            case circle
        }

        package let domain: DNSName
        package let kind: Kind
        package let detail: String
    }

    /// Records are looked at up to this number, whatever a policy leads to.
    package static let mostRecords = 64

    /// The number of SPF records of the domain itself.
    package private(set) var records = 0
    /// The record itself, where there is exactly one.
    package private(set) var record: SPFRecord?
    /// In words; nil where the record can be read.
    package private(set) var problem: String?
    /// Terms that cause questions, in the record and all that it leads to, where none of them matches.
    package private(set) var lookups = 0
    /// Names that terms ask for and that have no such record.
    package private(set) var voids: [DNSName] = []
    package private(set) var troubles: [Trouble] = []
    package private(set) var usesPointers = false
    /// Whether a macro decides which names are asked for, so that not all could be looked at.
    package private(set) var hasMacros = false
    /// What a sender gets whom no mechanism matches; nil where the record cannot be read.
    package private(set) var ending: SPFQualifier?
    /// IPv4 networks of /8 and IPv6 networks of /24 and larger that pass.
    package private(set) var broadNetworks: [String] = []
    /// Names of which nobody knows the records, with the reason.
    package private(set) var unknown: [DNSName: String] = [:]

    /// - Parameters:
    ///   - texts: the TXT records of a name.
    ///   - hosts: whether a name has what a mechanism asks for; only for mechanisms without macros.
    package init(
        of domain: DNSName,
        texts: (DNSName) -> PolicyAnswer<[UInt8]>,
        hosts: (SPFQuestion) -> PolicyAnswer<Bool>
    ) {
        var visited = 0
        ending = survey(domain, path: [], passes: true, &visited, texts, hosts)
    }

    private mutating func survey(
        _ domain: DNSName,
        path: [DNSName],
        passes: Bool,
        _ visited: inout Int,
        _ texts: (DNSName) -> PolicyAnswer<[UInt8]>,
        _ hosts: (SPFQuestion) -> PolicyAnswer<Bool>
    ) -> SPFQualifier? {
        visited += 1
        guard visited <= Self.mostRecords, path.count <= SPFEvaluation.mostLookups else { return nil }
        guard let record = read(domain, isFirst: path.isEmpty, texts(domain)) else { return nil }
        let path = path + [domain]
        for directive in record.directives {
            if directive.mechanism.causesLookup { lookups += 1 }
            let isPass = passes && directive.qualifier == .pass
            switch directive.mechanism {
            case .all: return directive.qualifier
            case .network(let address, let prefix):
                if isPass, prefix <= (address.family == .v4 ? 8 : 24) {
                    broadNetworks.append("\(address)/\(prefix)")
                }
            case .include(let target):
                guard let name = follow(target, path: path) else { continue }
                _ = survey(name, path: path, passes: isPass, &visited, texts, hosts)
            case .pointer: usesPointers = true
            case .address, .exchange, .exists: ask(directive.mechanism, of: domain, hosts)
            }
        }
        guard let redirect = record.redirect else { return .neutral }
        lookups += 1
        guard let name = follow(redirect, path: path) else { return nil }
        return survey(name, path: path, passes: passes, &visited, texts, hosts)
    }

    private mutating func read(_ domain: DNSName, isFirst: Bool, _ answer: PolicyAnswer<[UInt8]>)
        -> SPFRecord?
    {
        guard let values = answer.values else {
            if case .failed(let reason) = answer { unknown[domain] = reason }
            return nil
        }
        let candidates = values.filter(SPFRecord.isRecord)
        if isFirst { records = candidates.count }
        guard let text = candidates.first else {
            if !isFirst {
                let isGone = answer == .noSuchName
                troubles.append(
                    Trouble(
                        domain: domain,
                        kind: isGone ? .noSuchName : .noRecord,
                        detail: isGone ? "does not exist" : "has no SPF record"
                    )
                )
            }
            return nil
        }
        guard candidates.count == 1 else {
            if isFirst { problem = "there are \(candidates.count) records" }
            if !isFirst {
                troubles.append(
                    Trouble(domain: domain, kind: .several, detail: "has \(candidates.count) SPF records")
                )
            }
            return nil
        }
        do {
            let read = try SPFRecord(text)
            if isFirst { record = read }
            return read
        } catch {
            if isFirst { problem = error.problem }
            if !isFirst { troubles.append(Trouble(domain: domain, kind: .syntax, detail: error.problem)) }
            return nil
        }
    }

    /// The name that an include or a redirect leads to; nil where macros hide it, it is none, or it leads in a circle.
    private mutating func follow(_ target: MacroString, path: [DNSName]) -> DNSName? {
        guard let name = SPFQuestion.name(target) else {
            hasMacros = hasMacros || target.hasMacros
            return nil
        }
        guard !path.contains(name) else {
            troubles.append(Trouble(domain: name, kind: .circle, detail: "leads back to itself"))
            return nil
        }
        return name
    }

    private mutating func ask(
        _ mechanism: SPFRecord.Mechanism,
        of domain: DNSName,
        _ hosts: (SPFQuestion) -> PolicyAnswer<Bool>
    ) {
        guard let question = SPFQuestion(mechanism, of: domain) else {
            hasMacros = true
            return
        }
        let answer = hosts(question)
        if case .failed(let reason) = answer { unknown[question.name] = reason }
        if answer.isVoid { voids.append(question.name) }
    }
}

/// What a mechanism without macros asks for.
package struct SPFQuestion: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A or AAAA.
        case address
        /// A alone.
        case exists
        case exchange
    }

    package let name: DNSName
    package let kind: Kind

    /// Nil for a mechanism that asks nothing or whose name depends on the sender.
    package init?(_ mechanism: SPFRecord.Mechanism, of domain: DNSName) {
        switch mechanism {
        case .address(let target, _):
            guard let name = target.map(Self.name) ?? domain else { return nil }
            self.init(name, .address)
        case .exchange(let target, _):
            guard let name = target.map(Self.name) ?? domain else { return nil }
            self.init(name, .exchange)
        case .exists(let target):
            guard let name = Self.name(target) else { return nil }
            self.init(name, .exists)
        case .all, .include, .network, .pointer: return nil
        }
    }

    private init(_ name: DNSName, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// The name of a domain-spec without macros; nil where it has some or is no name.
    package static func name(_ target: MacroString) -> DNSName? {
        guard !target.hasMacros else { return nil }
        let bytes = target.expanded { _ in [] }
        let whole = bytes.last == UInt8(ascii: ".") ? bytes.dropLast() : bytes[...]
        return DNSName(
            labels: whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(
                Array.init
            )
        )
    }

    /// The names whose TXT records a record leads to.
    package static func includes(of record: SPFRecord) -> [DNSName] {
        let targets = record.directives.compactMap { directive in
            if case .include(let target) = directive.mechanism { target } else { nil }
        }
        return (targets + [record.redirect].compactMap(\.self)).compactMap(name)
    }
}
