// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

/// How far the examination of one address has come.
enum ExaminationStage: Comparable, Sendable {
    /// A hello was answered.
    case contact
    /// Of each version from SSL 3.0 on is known whether it is offered, as far as it ever will be.
    case versions
    /// The suites below TLS 1.3 are known, too.
    case suites
    case enumerated
}

/// Examines one address by hellos: versions, suites, groups, signature schemes and what rides along.
///
/// After the first hello that is answered, whatever does not depend on each other is asked side by side: each
/// version's suites, SSL 2.0, the groups of TLS 1.3; then groups and signature schemes below it; last what is
/// expected to be answered, so that every refusal lies between two answers.
///
/// The connections of a whole examination are, with every suite in one hello and refusals in words: for each
/// version offered its suites, the first contact's among them, and one refusal; for each version not offered
/// one refusal, and for TLS 1.3 a second one with a key share unless the alert names the version; one for SSL 2.0;
/// for the groups of TLS 1.3 one for each that no suite's answer had shown, and one refusal; for groups and
/// signature schemes below it one for each value of the longer list that was not shown, and up to three refusals;
/// for the signature schemes of TLS 1.3 one for each that no answer had shown, and one refusal;
/// one for compression with what is left of the application protocols; for each order that did not show one or
/// two; one for the groups of RFC 7919 where TLS 1.2 has suites of DHE; up to two for each kind of ephemeral key of which fewer than three were seen; one control where the last
/// answer was a refusal. Each refusal without a word costs five more, and of suites seven, some of which several
/// versions share, and some controls lie between them; forty connections must have been answered by then. A server
/// that takes no long hellos is asked once more for each part.
actor TLSExaminer {
    let interrogator: Interrogator
    /// The protocols to ask for; the factory's own list is empty where a peer would not be greeted with it.
    let applicationProtocols: [String]
    private(set) var factory: HelloFactory
    /// The first hello that was answered carried a key share.
    private(set) var sharedAtContact = false
    var examination = Examination()
    private var stage = ExaminationStage.contact
    private var waiting: [(stage: ExaminationStage, continuation: CheckedContinuation<Void, Never>)] = []
    /// Versions known to be offered, or asked for to the end.
    private var decided: Set<ProtocolVersion> = []

    init(interrogator: Interrogator, factory: HelloFactory) {
        self.interrogator = interrogator
        self.factory = factory
        applicationProtocols = factory.applicationProtocols
    }

    /// Asks all that follows the first contact.
    func enumerate() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.examineTLS13() }
            group.addTask { await self.examineLegacy() }
            group.addTask { _ = await self.askSSL2() }
        }
        await concludeAll()
        if await resumeLostSearches() { await concludeAll() }
        reach(.enumerated)
    }

    /// Asks what is asked last, and what refusals need to be believed.
    private func concludeAll() async {
        await withTaskGroup(of: Void.self) { group in
            for version in examination.offered {
                group.addTask { await self.conclude(version) }
            }
        }
        await interrogator.confirm(examination.refusals, jointly: [silentVersions].compactMap { $0 })
    }

    /// Groups beside suites, unless nobody knows yet whether a key share is needed.
    private func examineTLS13() async {
        if examination.offered.contains(.tls13), !sharedAtContact {
            async let groups: Void = enumerateGroups13()
            await enumerateSuites(.tls13)
            await groups
        } else {
            await enumerateSuites(.tls13)
            if examination.offered.contains(.tls13) { await enumerateGroups13() }
        }
        await enumerateSchemes13()
    }

    private func examineLegacy() async {
        await withTaskGroup(of: Void.self) { group in
            for version in [ProtocolVersion.tls12, .tls11, .tls10, .ssl3] {
                group.addTask { await self.enumerateSuites(version) }
            }
        }
        reach(.suites)
        await enumerateLegacyParameters()
    }

    /// What is asked last of a version.
    private func conclude(_ version: ProtocolVersion) async {
        if version == examination.newestLegacy { await askProtocolsAndCompression() }
        await decideOrder(version)
        if version == .tls13 { await askEncryptedRest() }
        if version == .tls12 { await askFiniteFields() }
        if version == examination.newestLegacy { await collectPublicValues() }
    }

    /// Settles one hello and notes what an accepted answer shows.
    @discardableResult
    func settle(_ proposal: Proposal, needs: HelloDialogue.Needs? = nil) async -> Settled {
        let proposal = dressed(proposal)
        let isWorthReading =
            proposal.versions.contains(.tls13) && examination.encrypted.isWorthReading
            && isCheaplyRead(proposal.hello)
        let needs = needs ?? (isWorthReading ? .encryptedFlight : .throughServerHelloDone)
        let settled = await interrogator.settle(proposal, needs: needs)
        guard case .accepted(let reply) = settled else { return settled }
        examination.absorb(reply, to: proposal.hello)
        if needs == .encryptedFlight, reply.serverHello?.protocolVersion == .tls13 {
            examination.encrypted.note(reply.encrypted, to: proposal.hello)
        }
        return settled
    }

    /// A share makes servers choose its group, so it is sent only where it turns out to be needed.
    func sendShares() { factory.sendsShare = true }
}

// MARK: Stages

extension TLSExaminer {
    /// Returns once the examination has come that far.
    func reached(_ stage: ExaminationStage) async {
        guard self.stage < stage else { return }
        await withCheckedContinuation { waiting.append((stage, $0)) }
    }

    private func reach(_ stage: ExaminationStage) {
        self.stage = max(self.stage, stage)
        let due = waiting.filter { $0.stage <= self.stage }
        waiting.removeAll { $0.stage <= self.stage }
        for waiter in due { waiter.continuation.resume() }
    }

    /// Notes that a version is known to be offered, or asked for to the end.
    func decide(_ version: ProtocolVersion) {
        decided.insert(version)
        if decided.isSuperset(of: ProtocolVersion.allCases.filter { $0 > .ssl2 }) { reach(.versions) }
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
        /// For stacks that trip over suites for which they have no prime.
        var lacksFiniteFields = false
        var sendsExtras = false
    }

    /// From everything at once down to what only the oldest stacks understand.
    private static let greetings = [
        Greeting(
            versions: .tls10 ... .tls13,
            suiteLimit: nil,
            sendsShare: false,
            sendsProtocols: true,
            sendsExtras: true
        ),
        Greeting(versions: .tls10 ... .tls13, suiteLimit: nil, sendsShare: true, sendsProtocols: false),
        Greeting(versions: .tls10 ... .tls13, suiteLimit: 128, sendsShare: true, sendsProtocols: false),
        Greeting(versions: .tls10 ... .tls12, suiteLimit: 64, sendsShare: false, sendsProtocols: false),
        Greeting(versions: .tls13 ... .tls13, suiteLimit: 64, sendsShare: true, sendsProtocols: false),
        Greeting(versions: .tls10 ... .tls10, suiteLimit: 64, sendsShare: false, sendsProtocols: false),
        Greeting(versions: .ssl3 ... .ssl3, suiteLimit: 64, sendsShare: false, sendsProtocols: false),
        Greeting(
            versions: .tls10 ... .tls13,
            suiteLimit: nil,
            sendsShare: false,
            sendsProtocols: true,
            lacksFiniteFields: true
        ),
    ]

    /// How often no connection may come about before the peer is left alone.
    private static let connectionLimit = 2

    /// An address that speaks SSL 2.0 alone is reached, too.
    func makeContact() async throws(Unestablished) {
        var newest = Unestablished(phase: .handshake, reason: "no hello was answered")
        var failures = 0
        for greeting in Self.greetings {
            let contact = contactFactory(for: greeting)
            examination.offersExtras = greeting.sendsExtras
            let proposal = contact.hello(
                greeting.versions,
                suites: Self.suites(of: greeting),
                groups: Self.groups(of: greeting.versions)
            )
            switch await settle(proposal) {
            case .accepted:
                factory = contact
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
        if failures < Self.connectionLimit, await askSSL2() { return }
        throw newest
    }

    private func contactFactory(for greeting: Greeting) -> HelloFactory {
        var contact = factory
        contact.sendsShare = greeting.sendsShare
        if !greeting.sendsProtocols { contact.applicationProtocols = [] }
        return contact
    }

    private static func suites(of greeting: Greeting) -> [UInt16] {
        let below = HelloFactory.suites(for: min(greeting.versions.upperBound, .tls12))
            .filter { !greeting.lacksFiniteFields || !CipherSuite($0).isEphemeralFiniteField }
        let newest = greeting.versions.upperBound == .tls13 ? HelloFactory.suites(for: .tls13) : []
        guard let limit = greeting.suiteLimit else { return newest + below }
        let byAge = below.filter { !HelloFactory.isFamiliar($0) } + below.filter(HelloFactory.isFamiliar)
        return newest + byAge.suffix(limit - newest.count - HelloFactory.signals)
    }

    private static func groups(of versions: ClosedRange<ProtocolVersion>) -> [UInt16] {
        guard versions.upperBound == .tls13 else { return HelloFactory.legacyGroups }
        guard versions.lowerBound < .tls13 else { return HelloFactory.groups13 }
        let legacy = HelloFactory.legacyGroupSet
        // Finite-field groups stay out of any hello that TLS 1.2 may answer.
        return HelloFactory.legacyGroups
            + HelloFactory.groups13.filter { !legacy.contains($0) && NamedGroup($0).kind != .finiteField }
    }
}
