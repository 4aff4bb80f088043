// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

/// Examines one address by hellos: versions, suites, groups, signature schemes and what rides along.
///
/// The connections of a whole examination are, with every suite in one hello and refusals in words: for each
/// version offered its suites, the first contact's among them, and one refusal; for each version not offered
/// one refusal, and for TLS 1.3 a second one with a key share unless the alert names the version; for the
/// groups of TLS 1.3 one for each that no suite's answer had shown, and one refusal; for groups and signature
/// schemes below it one for each value of the longer list that was not shown, and up to three refusals; for
/// each order that did not show one or two; one for compression and for each application protocol; one control
/// where the last answer was a refusal. Each refusal without a word costs eight more, and forty connections
/// must have been answered by then; a server that takes no long hellos is asked once more for each part.
struct TLSExaminer {
    let interrogator: Interrogator
    /// The protocols to ask for; the factory's own list is empty where a peer would not be greeted with it.
    let applicationProtocols: [String]
    var factory: HelloFactory
    /// The first hello that was answered carried a key share.
    private var sharedAtContact = false
    var examination = Examination()

    init(interrogator: Interrogator, factory: HelloFactory) {
        self.interrogator = interrogator
        self.factory = factory
        applicationProtocols = factory.applicationProtocols
    }

    /// Runs the whole examination; the reason where no hello at all was answered.
    mutating func examine() async throws(Unestablished) -> Examination {
        try await makeContact()
        await enumerateSuites(.tls13)
        if examination.offered.contains(.tls13) { await enumerateGroups13() }
        for version in [ProtocolVersion.tls12, .tls11, .tls10, .ssl3] {
            await enumerateSuites(version)
        }
        await enumerateLegacyParameters()
        for version in examination.offered { await decideOrder(version) }
        await askProtocolsAndCompression()
        await interrogator.confirm(examination.refusals)
        return examination
    }

    /// Settles one hello and notes what an accepted answer shows.
    @discardableResult
    mutating func settle(_ proposal: Proposal) async -> Settled {
        let settled = await interrogator.settle(proposal, needs: .throughServerHelloDone)
        if case .accepted(let reply) = settled { examination.absorb(reply, to: proposal.hello) }
        return settled
    }
}

// MARK: First contact

extension TLSExaminer {
    /// One way to greet an unknown peer.
    private struct Greeting {
        let versions: ClosedRange<ProtocolVersion>
        let suiteLimit: Int?
        let sendsShare: Bool
        let sendsProtocols: Bool
    }

    /// From everything at once down to what only the oldest stacks understand.
    private static let greetings = [
        Greeting(versions: .tls10 ... .tls13, suiteLimit: nil, sendsShare: false, sendsProtocols: true),
        Greeting(versions: .tls10 ... .tls13, suiteLimit: nil, sendsShare: true, sendsProtocols: false),
        Greeting(versions: .tls10 ... .tls13, suiteLimit: 128, sendsShare: true, sendsProtocols: false),
        Greeting(versions: .tls10 ... .tls12, suiteLimit: 64, sendsShare: false, sendsProtocols: false),
        Greeting(versions: .tls13 ... .tls13, suiteLimit: 64, sendsShare: true, sendsProtocols: false),
        Greeting(versions: .tls10 ... .tls10, suiteLimit: 64, sendsShare: false, sendsProtocols: false),
        Greeting(versions: .ssl3 ... .ssl3, suiteLimit: 64, sendsShare: false, sendsProtocols: false),
    ]

    /// How often no connection may come about before the peer is left alone.
    private static let connectionLimit = 2

    private mutating func makeContact() async throws(Unestablished) {
        var newest = Unestablished(phase: .handshake, reason: "no hello was answered")
        var failures = 0
        for greeting in Self.greetings {
            let contact = contactFactory(for: greeting)
            let proposal = contact.hello(
                greeting.versions,
                suites: Self.suites(of: greeting.versions, limit: greeting.suiteLimit),
                groups: Self.groups(of: greeting.versions)
            )
            switch await settle(proposal) {
            case .accepted:
                factory = contact
                // A share makes servers choose its group, so it is sent only where it turns out to be needed.
                factory.sendsShare = false
                sharedAtContact = greeting.sendsShare
                examination.suitesPerHello = greeting.suiteLimit.map { min($0, proposal.hello.suites.count) }
                return
            case .refused(let refusal):
                newest = Unestablished(
                    phase: .handshake,
                    reason: "every hello was refused: \(refusal.manner)",
                    attempts: newest.attempts + 1
                )
            case .unknown(let reason):
                if reason.phase == .connect || reason.phase == .greeting { failures += 1 }
                newest = Unestablished(
                    phase: reason.phase,
                    reason: reason.reason,
                    attempts: newest.attempts + reason.attempts
                )
            }
            guard failures < Self.connectionLimit else { break }
        }
        throw newest
    }

    private func contactFactory(for greeting: Greeting) -> HelloFactory {
        var contact = factory
        contact.sendsShare = greeting.sendsShare
        if !greeting.sendsProtocols { contact.applicationProtocols = [] }
        return contact
    }

    private static func suites(of versions: ClosedRange<ProtocolVersion>, limit: Int?) -> [UInt16] {
        let below = HelloFactory.suites(for: min(versions.upperBound, .tls12))
        let newest = versions.upperBound == .tls13 ? HelloFactory.suites(for: .tls13) : []
        guard let limit else { return newest + below }
        let byAge = below.filter { !HelloFactory.isFamiliar($0) } + below.filter(HelloFactory.isFamiliar)
        return newest + byAge.suffix(limit - newest.count - HelloFactory.signals)
    }

    private static func groups(of versions: ClosedRange<ProtocolVersion>) -> [UInt16] {
        guard versions.upperBound == .tls13 else { return HelloFactory.legacyGroups }
        guard versions.lowerBound < .tls13 else { return HelloFactory.groups13 }
        let legacy = Set(HelloFactory.legacyGroups)
        // Finite-field groups stay out of any hello that TLS 1.2 may answer.
        return HelloFactory.legacyGroups
            + HelloFactory.groups13.filter { !legacy.contains($0) && NamedGroup($0).kind != .finiteField }
    }
}

// MARK: Suites

extension TLSExaminer {
    /// Takes the server's choice off the list and asks again, until it refuses what is left.
    private mutating func enumerateSuites(_ version: ProtocolVersion) async {
        examination.versions[version, default: VersionEnumeration(version)].ends = []
        let universe = HelloFactory.suites(for: version)
        let size = suiteLimit ?? universe.count
        var start = 0
        while start < universe.count {
            let chunk = universe[start..<min(start + size, universe.count)]
            let end = await enumerateSuites(version, among: Array(chunk))
            examination.versions[version]?.ends.append(end)
            start += size
        }
        if size < universe.count { await retraceOrder(version) }
    }

    private mutating func enumerateSuites(_ version: ProtocolVersion, among chunk: [UInt16]) async
        -> EnumerationEnd
    {
        var isFirst = true
        while true {
            let seen = Set(examination.versions[version]?.suites.seen ?? [])
            let unseen = chunk.filter { !seen.contains($0) }
            guard !unseen.isEmpty else { return .exhausted }
            switch await settle(hello(version, suites: unseen)) {
            case .accepted: isFirst = false
            case .unknown(let reason): return .unknown(reason)
            case .refused(let refusal):
                let isForShare = isFirst && refusal.alert != 70 && (seen.isEmpty || sharedAtContact)
                guard version == .tls13, isForShare, !factory.sendsShare else { return .refused(refusal) }
                factory.sendsShare = true
            }
        }
    }

    /// Where suites had to be offered in parts, asks once more for the order among those found.
    private mutating func retraceOrder(_ version: ProtocolVersion) async {
        guard var left = examination.versions[version]?.suites.seen, left.count > 1, fitting(left) == left
        else {
            return
        }
        var ordered: [UInt16] = []
        while left.count > 1 {
            guard case .accepted(let reply) = await settle(hello(version, suites: left)),
                let chosen = reply.serverHello?.suite.id, left.contains(chosen)
            else { return }
            ordered.append(chosen)
            left.removeAll { $0 == chosen }
        }
        examination.versions[version]?.suites.reorder(ordered + left)
    }

    /// As many of the suites as one hello may offer.
    func fitting(_ suites: [UInt16]) -> [UInt16] {
        suiteLimit.map { Array(suites.prefix($0)) } ?? suites
    }

    /// How many suites one hello may offer; nil for no limit.
    private var suiteLimit: Int? { examination.suitesPerHello.map { max(1, $0 - HelloFactory.signals) } }

    /// A hello of one version that offers groups and schemes unseen so far before the others.
    private func hello(_ version: ProtocolVersion, suites: [UInt16]) -> Proposal {
        let groups = version == .tls13 ? examination.groups13 : examination.legacyGroups
        return factory.hello(
            version...version,
            suites: suites,
            groups: groups.unseenFirst,
            schemes: examination.schemes.unseenFirst
        )
    }
}
