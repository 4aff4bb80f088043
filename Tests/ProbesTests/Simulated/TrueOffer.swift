// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

@testable import Probes

/// What a policy truly offers: each value by itself is put to the policy, without connections or order.
struct TrueOffer: Sendable {
    private(set) var suites: [ProtocolVersion: Set<UInt16>] = [:]
    private(set) var groups: [GroupEra: Set<UInt16>] = [.tls13: [], .legacy: []]
    private(set) var schemes: Set<UInt16> = []
    private(set) var primes: Set<String> = []
    let ssl2: Set<UInt32>?
    let reusesKeys: Bool
    let compression: UInt8
    let protocols: [String]
    let order: PreferenceOrder
    let groupOrder: PreferenceOrder
    let prioritisesChaCha20: Bool
    let insistsOnMasterSecret: Bool
    let finiteFields: FiniteFieldNegotiation.Conduct

    private static let factory = HelloFactory(
        serverName: "server.example",
        applicationProtocols: [],
        sendsShare: true
    )

    init(_ server: ServerPolicy, asked: [String] = ["h2", "http/1.1"]) {
        var policy = server
        // How long a hello may be is no part of what is offered.
        policy.intolerance.suites = nil
        policy.intolerance.bytes = nil
        if policy.intolerance.missingPrime {
            policy.suites = policy.suites.mapValues { suites in
                suites.filter { !CipherSuite($0).isEphemeralFiniteField }
            }
        }
        reusesKeys = policy.reusesKeys
        ssl2 = policy.ssl2.map { Set($0) }
        order = policy.order
        groupOrder = policy.groupOrder
        finiteFields =
            policy.intolerance.foreignFiniteFields
            ? .refused : policy.finiteFields.isEmpty ? .ignored : .named
        insistsOnMasterSecret = policy.intolerance.missingMasterSecret
        prioritisesChaCha20 = policy.prioritisesChaCha20
        // SSL 3.0 has no extension to select one in.
        protocols = policy.versions.last == .ssl3 ? [] : policy.applicationProtocols.filter(asked.contains)
        compression = policy.compresses && policy.versions.contains { $0 < .tls13 } ? 1 : 0
        for version in ProtocolVersion.allCases where version > .ssl2 {
            let own = policy.suites[version] ?? []
            suites[version] = Set(own.filter { Self.choice(policy, version, [$0]) != nil })
            addGroups(policy, version)
            if version == .tls12 { addSchemes(policy) }
            let usable = suites[version] ?? []
            for suite in usable.map({ CipherSuite($0) }) where suite.hasFiniteField && version < .tls13 {
                primes.insert(FiniteFieldGroup(prime: policy.prime(for: suite)).primeSHA256)
                let named = KnownPrime.all.filter {
                    $0.group.map { policy.finiteFields.contains($0.id) } ?? false
                }
                primes.formUnion(named.map { FiniteFieldGroup(prime: $0.prime).primeSHA256 })
            }
        }
    }

    var versions: Set<ProtocolVersion> { Set(suites.filter { !$0.value.isEmpty }.keys) }

    private mutating func addGroups(_ policy: ServerPolicy, _ version: ProtocolVersion) {
        let era = version == .tls13 ? GroupEra.tls13 : .legacy
        let carriers = (policy.suites[version] ?? []).filter {
            let exchange = CipherSuite($0).keyExchange
            return era == .tls13 || exchange == .ecdhe || exchange == .ecdhePSK
        }
        for group in era == .tls13 ? policy.groups13 : policy.legacyGroups {
            let offers = [[group], [group] + [policy.certificateCurve].compactMap { $0 }]
            let isChosen = offers.contains { groups in
                Self.choice(policy, version, carriers, groups: groups)?.group == group
            }
            if isChosen { groups[era, default: []].insert(group) }
        }
    }

    private mutating func addSchemes(_ policy: ServerPolicy) {
        let carriers = (policy.suites[.tls12] ?? []).filter { CipherSuite($0).isSigned }
        for scheme in policy.schemes {
            let choice = Self.choice(policy, .tls12, carriers, schemes: [scheme])
            if choice?.scheme == scheme { schemes.insert(scheme) }
        }
    }

    private static func choice(
        _ policy: ServerPolicy,
        _ version: ProtocolVersion,
        _ suites: [UInt16],
        groups: [UInt16]? = nil,
        schemes: [UInt16] = HelloFactory.schemes
    ) -> Negotiated.Choice? {
        let all = version == .tls13 ? HelloFactory.groups13 : HelloFactory.legacyGroups
        var hello = factory.hello(version...version, suites: suites, groups: groups ?? all, schemes: schemes)
            .hello
        if version == .tls13 { hello.keyShares = [.secp256r1BasePoint] }
        guard case .chosen(let choice) = policy.negotiate(hello), choice.version == version else {
            return nil
        }
        return choice
    }
}

// MARK: Held against answers

/// Answers, read back into facts.
struct Readout {
    let answers: [Answer]

    func facts<F: Fact>(_ type: F.Type) -> [F] {
        answers.compactMap { answer in
            guard case .fact(let record) = answer, record.question.kind == F.kind else { return nil }
            return try? record.decode(type)
        }
    }

    /// What was asked and not answered, without what was left out on purpose.
    var gaps: [Question] {
        answers.compactMap { answer in
            guard case .unestablished(let question, let reason) = answer, !reason.isDeliberate else {
                return nil
            }
            return question
        }
    }

    /// NPN, which ALPN hides, aside.
    var open: [Question] {
        answers.compactMap { answer in
            guard case .unestablished(let question, _) = answer, question != Question(NextProtocols.self)
            else { return nil }
            return question
        }
    }
}

extension TrueOffer {
    /// Statements among the answers that are not true; reasons state nothing.
    func lies(in answers: [Answer]) -> [String] {
        let readout = Readout(answers: answers)
        return versionLies(readout) + groupLies(readout) + parameterLies(readout)
    }

    private func versionLies(_ readout: Readout) -> [String] {
        var lies: [String] = []
        for offer in readout.facts(VersionOffer.self) where offer.version > .ssl2 {
            if offer.isOffered != versions.contains(offer.version) { lies.append("\(offer)") }
        }
        for offer in readout.facts(VersionOffer.self) where offer.version == .ssl2 {
            if offer.isOffered != (ssl2 != nil) { lies.append("\(offer)") }
        }
        for offer in readout.facts(SSL2CipherOffer.self) where Set(offer.specifications) != ssl2 {
            lies.append("\(offer) instead of \(String(describing: ssl2))")
        }
        for offer in readout.facts(SuiteOffer.self) {
            let truth = suites[offer.version] ?? []
            let seen = Set(offer.suites)
            if !seen.isSubset(of: truth) { lies.append("never offered: \(offer)") }
            if offer.isComplete, seen != truth { lies.append("lacks \(truth.subtracting(seen)): \(offer)") }
        }
        for fact in readout.facts(SuiteOrder.self) {
            let isSingle = (suites[fact.version] ?? []).count < 2
            if fact.order != (isSingle ? .single : order) { lies.append("\(fact)") }
        }
        for fact in readout.facts(ChaCha20Priority.self)
        where order != .server || fact.isGiven != prioritisesChaCha20 {
            lies.append("\(fact)")
        }
        return lies
    }

    private func groupLies(_ readout: Readout) -> [String] {
        var lies: [String] = []
        for offer in readout.facts(GroupOffer.self) {
            let truth = groups[offer.era] ?? []
            let seen = Set(offer.groups)
            if !seen.isSubset(of: truth) { lies.append("never offered: \(offer)") }
            if offer.isComplete, seen != truth { lies.append("lacks \(truth.subtracting(seen)): \(offer)") }
        }
        for fact in readout.facts(GroupOrder.self) {
            let isSingle = (groups[fact.era] ?? []).count < 2
            if fact.order != (isSingle ? .single : groupOrder) { lies.append("\(fact)") }
        }
        return lies
    }

    private func parameterLies(_ readout: Readout) -> [String] {
        var lies: [String] = []
        for offer in readout.facts(SignatureSchemeOffer.self) {
            let seen = Set(offer.schemes)
            if !seen.isSubset(of: schemes) { lies.append("never offered: \(offer)") }
            if offer.isComplete, seen != schemes {
                lies.append("lacks \(schemes.subtracting(seen)): \(offer)")
            }
        }
        for fact in readout.facts(FiniteFieldGroup.self) where !primes.contains(fact.primeSHA256) {
            lies.append("\(fact)")
        }
        for fact in readout.facts(EphemeralKeyReuse.self) where fact.isReused != reusesKeys {
            lies.append("\(fact)")
        }
        for fact in readout.facts(FiniteFieldNegotiation.self) where fact.conduct != finiteFields {
            lies.append("\(fact) instead of \(finiteFields)")
        }
        for fact in readout.facts(MasterSecretDemand.self)
        where fact.isRefusedWithout != insistsOnMasterSecret {
            lies.append("\(fact)")
        }
        for fact in readout.facts(CompressionOffer.self) where fact.method != compression {
            lies.append("\(fact)")
        }
        for fact in readout.facts(ApplicationProtocols.self) where fact.protocols != protocols {
            lies.append("\(fact) instead of \(protocols)")
        }
        return lies
    }
}
