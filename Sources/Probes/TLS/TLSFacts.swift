// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire

/// Turns what the hellos showed into facts, and what they did not into reasons.
struct TLSFacts {
    let examination: Examination
    let interrogator: Interrogator
    var answers = AnswerList()

    init(_ examination: Examination, interrogator: Interrogator) {
        self.examination = examination
        self.interrogator = interrogator
    }

    /// Every answer of the examination.
    mutating func collect() async -> [Answer] {
        answers.add(Reachability(suitesPerHello: examination.suitesPerHello ?? 0))
        await addSSL2()
        for version in ProtocolVersion.allCases where version != .ssl2 { await addVersion(version) }
        await addGroups(.tls13, examination.groups13, end: examination.groups13End)
        await addGroups(.legacy, examination.legacyGroups, end: examination.legacyGroupsEnd)
        await addSchemes()
        await addPrimes()
        await addFiniteFieldNegotiation()
        addStructure()
        addKeyReuse()
        await addMasterSecretDemand()
        await addCompression()
        await addProtocols()
        addNextProtocols()
        return answers.list
    }

    // MARK: Versions and suites

    private mutating func addVersion(_ version: ProtocolVersion) async {
        let asked = examination.versions[version]
        let reason = await openEnd(of: version)
        guard let asked, !asked.suites.seen.isEmpty else {
            if let reason {
                answers.add(Question(VersionOffer.self, version.rawValue), unestablished: reason)
                answers.add(Question(SuiteOffer.self, version.rawValue), unestablished: reason)
                answers.add(Question(SuiteOrder.self, version.rawValue), unestablished: reason)
                answers.add(Question(ExtensionOffer.self, version.rawValue), unestablished: reason)
            } else {
                answers.add(VersionOffer(version: version, isOffered: false))
            }
            return
        }
        answers.add(VersionOffer(version: version, isOffered: true))
        if let reason { answers.add(SuiteOffer.remainder(version), unestablished: reason) }
        answers.add(SuiteOffer(version: version, suites: asked.suites.listed, isComplete: reason == nil))
        switch settledOrder(asked.suites, remainder: reason) {
        case .success(let order): answers.add(SuiteOrder(version: version, order: order))
        case .failure(let reason):
            answers.add(Question(SuiteOrder.self, version.rawValue), unestablished: reason)
        }
        addChaCha20Priority(version, asked.suites)
        let extensions = examination.extensions[version] ?? []
        let offered = Array(examination.asked[version] ?? [])
        answers.add(ExtensionOffer(version: version, extensions: Array(extensions), asked: offered))
    }

    private mutating func addSSL2() async {
        switch examination.ssl2 {
        case .offered(let specifications)?:
            answers.add(VersionOffer(version: .ssl2, isOffered: true))
            answers.add(SSL2CipherOffer(specifications: specifications))
        case .ended(let end)?:
            if let reason = await openEnd(of: [end]) {
                answers.add(Question(VersionOffer.self, ProtocolVersion.ssl2.rawValue), unestablished: reason)
                answers.add(Question(SSL2CipherOffer.self), unestablished: reason)
            } else {
                answers.add(VersionOffer(version: .ssl2, isOffered: false))
            }
        case nil:
            answers.add(
                Question(VersionOffer.self, ProtocolVersion.ssl2.rawValue),
                unestablished: Self.notAsked
            )
            answers.add(Question(SSL2CipherOffer.self), unestablished: Self.notAsked)
        }
    }

    /// A single value is no order as long as there may be more.
    private func settledOrder(_ log: ChoiceLog, remainder: Unestablished?) -> Result<
        PreferenceOrder, Unestablished
    > {
        guard let order = log.order else { return .failure(Self.orderUndecided) }
        if order == .single, let remainder { return .failure(remainder) }
        return .success(order)
    }

    // MARK: Groups, schemes, primes

    /// Where no version of the era is offered, an empty and complete list says so.
    private mutating func addGroups(_ era: GroupEra, _ log: ChoiceLog, end: EnumerationEnd?) async {
        let reason = await openEnd(of: end, at: era == .tls13 ? [.tls13] : Self.legacyVersions)
        if let reason { answers.add(GroupOffer.remainder(era), unestablished: reason) }
        if let reason, log.seen.isEmpty {
            answers.add(Question(GroupOffer.self, era.rawValue), unestablished: reason)
        } else {
            answers.add(GroupOffer(era: era, groups: log.listed, isComplete: reason == nil))
        }
        guard reason != nil || !log.seen.isEmpty else { return }
        switch settledOrder(log, remainder: reason) {
        case .success(let order): answers.add(GroupOrder(era: era, order: order))
        case .failure(let reason):
            answers.add(Question(GroupOrder.self, era.rawValue), unestablished: reason)
        }
    }

    private mutating func addSchemes() async {
        let schemes = examination.schemes.seen
        let reason = await openEnd(of: examination.schemesEnd, at: [.tls12])
        if let reason { answers.add(SignatureSchemeOffer.remainder(.tls12), unestablished: reason) }
        if let reason, schemes.isEmpty {
            answers.add(
                Question(SignatureSchemeOffer.self, ProtocolVersion.tls12.rawValue),
                unestablished: reason
            )
        } else {
            answers.add(SignatureSchemeOffer(version: .tls12, schemes: schemes, isComplete: reason == nil))
        }
    }

    /// No answer at all means that the suites are known, and that none of them needs a prime.
    private mutating func addPrimes() async {
        for prime in examination.primes.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            answers.add(FiniteFieldGroup(prime: prime))
        }
        let question = Question(FiniteFieldGroup.self)
        if !examination.suitesWithoutPrime.isEmpty {
            let reason = Unestablished(
                phase: .reply,
                reason: "an answer with DHE ended before its prime",
                attempts: 1
            )
            answers.add(question, unestablished: reason)
        } else if examination.primes.isEmpty, let reason = await openEnd(of: .unused, at: Self.legacyVersions)
        {
            answers.add(question, unestablished: reason)
        }
    }

    private mutating func addStructure() {
        for prime in examination.primes {
            let known = KnownPrime(prime: prime)
            let isPrime = known?.isSafePrime == true ? true : Primality.isPrime(prime)
            let isSafe = known?.isSafePrime ?? (isPrime == true ? Primality.isSafePrime(prime) : isPrime)
            let hash = SHA256.hex(prime)
            if let isPrime, let isSafe {
                answers.add(FiniteFieldPrime(primeSHA256: hash, isPrime: isPrime, isSafePrime: isSafe))
            } else {
                answers.add(Question(FiniteFieldPrime.self, hash), unestablished: Self.untestable)
            }
        }
    }

    /// Says nothing where no suite with such keys was seen.
    private mutating func addKeyReuse() {
        for exchange in EphemeralKeyReuse.Exchange.allCases
        where examination.publicValues.mostValues(exchange) != nil {
            if let isReused = examination.publicValues.isReused(exchange) {
                answers.add(EphemeralKeyReuse(exchange: exchange, isReused: isReused))
            } else {
                answers.add(Question(EphemeralKeyReuse.self, exchange.rawValue), unestablished: Self.fewKeys)
            }
        }
    }

    private static let untestable = Unestablished(
        phase: .reply,
        reason: "the modulus is too long to be tested",
        attempts: 1
    )
    private static let fewKeys = Unestablished(
        phase: .reply,
        reason: "fewer than \(PublicValueLog.enough) keys of one group were seen",
        attempts: 1
    )

    static let legacyVersions: [ProtocolVersion] = [.tls12, .tls11, .tls10, .ssl3]

    // MARK: When a refusal is a no

    /// Why there may be more suites at a version than those seen; nil where there are none.
    private func openEnd(of version: ProtocolVersion) async -> Unestablished? {
        guard let ends = examination.versions[version]?.ends, !ends.isEmpty else { return Self.notAsked }
        return await openEnd(of: ends)
    }

    /// Why there may be more values than those seen of what the suites of some versions carry: a suite that
    /// was not seen may carry further ones.
    func openEnd(of end: EnumerationEnd?, at versions: [ProtocolVersion]) async -> Unestablished? {
        if let reason = await openEnd(of: [end].compactMap { $0 }) { return reason }
        for version in versions {
            if let reason = await openEnd(of: version) { return reason }
        }
        return nil
    }

    /// Why an enumeration is not complete; nil where every end stands.
    private func openEnd(of ends: [EnumerationEnd]) async -> Unestablished? {
        for end in ends {
            switch end {
            case .exhausted, .unused: continue
            case .unknown(let reason): return reason
            case .refused(let refusal):
                guard await interrogator.stands(refusal) else {
                    return Unestablished(
                        phase: .handshake,
                        reason: "refused (\(refusal.manner)), and it is not sure that this means no",
                        attempts: 1
                    )
                }
            }
        }
        return nil
    }

    private static let notAsked = Unestablished(phase: .notMeasured, reason: "the version was not asked for")
    private static let orderUndecided = Unestablished(
        phase: .handshake,
        reason: "the hello with the order turned round got no answer"
    )
}

extension FiniteFieldGroup {
    /// `prime`: big-endian bytes without leading zeros.
    init(prime: [UInt8]) {
        let bits = prime.count * 8 - (prime.first?.leadingZeroBitCount ?? 0)
        self.init(bits: bits, primeName: KnownPrime(prime: prime)?.name, primeSHA256: SHA256.hex(prime))
    }
}

extension Answer {
    /// The answer that a fact is.
    static func fact(_ fact: some Fact) -> Answer { .fact(FactRecord(fact)) }
}

/// Answers as they come together.
struct AnswerList: Sendable {
    private(set) var list: [Answer] = []

    mutating func add(_ fact: some Fact) { list.append(.fact(fact)) }

    mutating func add(_ question: Question, unestablished reason: Unestablished) {
        list.append(.unestablished(question, reason))
    }
}
