// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire

/// Turns what the hellos showed into facts, and what they did not into reasons.
struct TLSFacts {
    let examination: Examination
    let interrogator: Interrogator
    private(set) var answers = AnswerList()

    init(_ examination: Examination, interrogator: Interrogator) {
        self.examination = examination
        self.interrogator = interrogator
    }

    /// Every answer of the examination.
    mutating func collect() async -> [Answer] {
        answers.add(Reachability(suitesPerHello: examination.suitesPerHello ?? 0))
        for version in ProtocolVersion.allCases where version != .ssl2 { await addVersion(version) }
        await addGroups(.tls13, examination.groups13, end: examination.groups13End, at: [.tls13])
        await addGroups(
            .legacy,
            examination.legacyGroups,
            end: examination.legacyGroupsEnd,
            at: [.tls12, .tls11, .tls10]
        )
        await addSchemes()
        for prime in examination.primes { answers.add(FiniteFieldGroup(prime: prime)) }
        for (version, extensions) in examination.extensions {
            answers.add(Facts.ServerExtensions(version: version, extensions: Array(extensions)))
        }
        await addCompression()
        return answers.list
    }

    // MARK: Versions and suites

    private mutating func addVersion(_ version: ProtocolVersion) async {
        let asked = examination.versions[version]
        let question = Question(VersionOffer.self, version.rawValue)
        guard let asked, !asked.suites.seen.isEmpty else {
            if let reason = await openEnd(of: asked?.ends ?? []) {
                answers.add(question, unestablished: reason)
            } else {
                answers.add(VersionOffer(version: version, isOffered: false))
            }
            return
        }
        answers.add(VersionOffer(version: version, isOffered: true))
        let reason = await openEnd(of: asked.ends)
        if let reason { answers.add(SuiteOffer.remainder(version), unestablished: reason) }
        answers.add(SuiteOffer(version: version, suites: asked.suites.seen, isComplete: reason == nil))
        if let order = asked.suites.order {
            answers.add(SuiteOrder(version: version, order: order))
        } else {
            answers.add(Question(SuiteOrder.self, version.rawValue), unestablished: Self.orderUndecided)
        }
    }

    // MARK: Groups and schemes

    private mutating func addGroups(
        _ era: GroupEra,
        _ log: ChoiceLog,
        end: EnumerationEnd?,
        at versions: [ProtocolVersion]
    ) async {
        let question = Question(GroupOffer.self, era.rawValue)
        guard versions.contains(where: examination.offered.contains) else {
            let reason = await whyNotOffered(versions)
            if let reason { answers.add(question, unestablished: reason) }
            return
        }
        let reason = await openEnd(of: [end].compactMap { $0 })
        if let reason { answers.add(GroupOffer.remainder(era), unestablished: reason) }
        answers.add(GroupOffer(era: era, groups: log.seen, isComplete: reason == nil))
        guard !log.seen.isEmpty else { return }
        if let order = log.order {
            answers.add(GroupOrder(era: era, order: order))
        } else {
            answers.add(Question(GroupOrder.self, era.rawValue), unestablished: Self.orderUndecided)
        }
    }

    private mutating func addSchemes() async {
        guard examination.offered.contains(.tls12) else {
            if let reason = await whyNotOffered([.tls12]) {
                answers.add(
                    Question(SignatureSchemeOffer.self, ProtocolVersion.tls12.rawValue),
                    unestablished: reason
                )
            }
            return
        }
        let reason = await openEnd(of: [examination.schemesEnd].compactMap { $0 })
        if let reason { answers.add(SignatureSchemeOffer.remainder(.tls12), unestablished: reason) }
        answers.add(
            SignatureSchemeOffer(
                version: .tls12,
                schemes: examination.schemes.seen,
                isComplete: reason == nil
            )
        )
    }

    private mutating func addCompression() async {
        if let method = examination.compression {
            answers.add(CompressionOffer(method: method))
        } else if examination.newestLegacy == nil,
            await whyNotOffered([.tls12, .tls11, .tls10, .ssl3]) == nil
        {
            // TLS 1.3 has no compression (RFC 8446 §4.1.2).
            answers.add(CompressionOffer(method: 0))
        } else {
            answers.add(
                Question(CompressionOffer.self),
                unestablished: Unestablished(phase: .handshake, reason: "the hello with DEFLATE got no answer")
            )
        }
    }

    // MARK: When a refusal is a no

    /// Why an enumeration is not complete; nil where every end stands.
    private func openEnd(of ends: [EnumerationEnd]) async -> Unestablished? {
        for end in ends {
            switch end {
            case .exhausted: continue
            case .unknown(let reason): return reason
            case .refused(let refusal):
                guard await interrogator.stands(refusal) else {
                    return Unestablished(
                        phase: .handshake,
                        reason: "refused (\(refusal.manner)), and no control hello was answered after it",
                        attempts: 1
                    )
                }
            }
        }
        return nil
    }

    /// Why it is not sure that none of the versions is offered; nil where it is.
    private func whyNotOffered(_ versions: [ProtocolVersion]) async -> Unestablished? {
        for version in versions {
            if let reason = await openEnd(of: examination.versions[version]?.ends ?? []) { return reason }
        }
        return nil
    }

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
    /// The answer that a fact is; one that cannot be encoded becomes a reason, never silence.
    static func fact(_ fact: some Fact) -> Answer {
        do {
            return .fact(try FactRecord(fact))
        } catch {
            let reason = Unestablished(phase: .reply, reason: "cannot be kept: \(error)")
            return .unestablished(fact.question, reason)
        }
    }
}

/// Answers as they come together.
struct AnswerList: Sendable {
    private(set) var list: [Answer] = []

    mutating func add(_ fact: some Fact) { list.append(.fact(fact)) }

    mutating func add(_ question: Question, unestablished reason: Unestablished) {
        list.append(.unestablished(question, reason))
    }
}
