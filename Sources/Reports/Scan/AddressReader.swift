// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import TLSWire

/// Reads what one address gave, and notes why where it gave nothing.
struct AddressReader {
    let evidence: any Evidence
    let subject: Subject
    var tls = ScanTLS()
    private(set) var chains: [ScanChain] = []
    /// Reasons by JSON Pointer inside the endpoint's object; also of lists that may go on.
    var notes: [String: Unestablished] = [:]

    init(evidence: any Evidence, subject: Subject, service: Service) {
        self.evidence = evidence
        self.subject = subject
        for version in ProtocolVersion.allCases { readProtocol(version) }
        readGroups()
        readParameters()
        readSessions()
        readChains()
        readVulnerabilities(service)
    }

    mutating func fact<F: Fact>(_ kind: F.Type, _ aspect: String = "", at path: String) -> F? {
        do {
            return try evidence.one(kind, aspect, of: subject).fact
        } catch {
            notes[path] = error
            return nil
        }
    }

    // MARK: Protocols

    private mutating func readProtocol(_ version: ProtocolVersion) {
        let path = "/tls/protocols/\(version.rawValue)"
        var result = ScanProtocol()
        result.isOffered = fact(VersionOffer.self, version.rawValue, at: path + "/offered")?.isOffered
        switch result.isOffered {
        case nil:
            let reason = notes[path + "/offered"]
            result.reason = reason?.summary
            notes[path + "/suites"] = reason
            notes[path + "/order"] = reason
        case false?:
            result.suites = []
            notes[path + "/order"] = .inapplicable("\(version.title) is not offered")
        case true?:
            if version == .ssl2 {
                result.specifications = fact(SSL2CipherOffer.self, at: path + "/suites")?.specifications
                    .map { SSLv2CipherSpec($0) }
                notes[path + "/order"] = .inapplicable("with SSLv2 the client chooses")
            } else {
                result.suites = suites(version, at: path + "/suites")
                result.order = order(version, at: path + "/order")
            }
        }
        if version >= .tls12 { result.chaCha20Priority = chaCha20Priority(version, result, at: path) }
        tls.protocols[version] = result
    }

    private mutating func chaCha20Priority(
        _ version: ProtocolVersion,
        _ result: ScanProtocol,
        at path: String
    ) -> Bool? {
        let question = Question(ChaCha20Priority.self, version.rawValue)
        let own = path + "/chacha20_priority"
        if let fact = try? evidence.one(ChaCha20Priority.self, version.rawValue, of: subject).fact {
            return fact.isGiven
        }
        if result.isOffered == true, result.order == .server {
            let ciphers = (result.suites ?? []).map { $0.attributes?.cipher }
            let isBehind = ciphers.drop { $0 == .chacha20 }.contains(.chacha20)
            notes[own] =
                isBehind
                ? evidence.reason(question, of: subject)
                : .inapplicable("the server puts nothing before ChaCha20 anyway")
        } else if result.order == .client {
            notes[own] = .inapplicable("the order is the client's")
        } else {
            notes[own] = notes[path + "/order"]
        }
        return nil
    }

    private mutating func suites(_ version: ProtocolVersion, at path: String) -> [CipherSuite]? {
        guard let offer = fact(SuiteOffer.self, version.rawValue, at: path) else { return nil }
        if !offer.isComplete { notes[path] = remainder(SuiteOffer.remainder(version)) }
        return offer.suites.map { CipherSuite($0) }
    }

    private mutating func order(_ version: ProtocolVersion, at path: String) -> ScanOrder? {
        switch fact(SuiteOrder.self, version.rawValue, at: path)?.order {
        case .server?: return .server
        case .client?: return .client
        case .single?:
            notes[path] = .inapplicable("only one suite is offered, so no order can show")
            return nil
        case nil: return nil
        }
    }

    private func remainder(_ question: Question) -> Unestablished {
        evidence.reason(question, of: subject)
            ?? Unestablished(phase: .reply, reason: "the list may go on; no reason was kept")
    }

    // MARK: Groups and parameters

    private mutating func readGroups() {
        tls.groups = groups(.tls13, versions: [.tls13], at: "/tls/groups")
        tls.legacyGroups = groups(
            .legacy,
            versions: [.ssl3, .tls10, .tls11, .tls12],
            at: "/tls/groups_legacy"
        )
        let weakest = evidence.all(FiniteFieldGroup.self, under: subject).map(\.fact)
            .min { ($0.bits, $0.primeSHA256) < ($1.bits, $1.primeSHA256) }
        tls.finiteField = weakest.map {
            ScanFiniteField(bits: $0.bits, prime: $0.primeName ?? "sha256:\($0.primeSHA256)")
        }
        readNegotiation(isOffered: weakest != nil)
        guard weakest == nil else { return }
        notes["/tls/dh"] =
            switch SuiteSurvey(tls, notes).search(in: .belowTLS13, for: \.isFiniteField) {
            case .absent: .inapplicable("no DHE suite is offered")
            case .unknown(let reason): reason
            case .found:
                evidence.reason(Question(FiniteFieldGroup.self), of: subject)
                    ?? Unestablished(phase: .reply, reason: "no group was read")
            }
    }

    private mutating func readNegotiation(isOffered: Bool) {
        let path = "/tls/dh_negotiation"
        tls.finiteFieldNegotiation = fact(FiniteFieldNegotiation.self, at: path)?.conduct
        if tls.protocols[.tls12]?.isOffered == false {
            notes[path] = .inapplicable("TLS 1.2 is not offered")
        } else if tls.protocols[.tls12]?.isOffered == true, !isOffered, tls.finiteFieldNegotiation == nil {
            notes[path] = .inapplicable("no group of DHE was seen")
        }
    }

    private mutating func groups(_ era: GroupEra, versions: [ProtocolVersion], at path: String) -> [String]? {
        if versions.allSatisfy({ tls.protocols[$0]?.isOffered == false }) { return [] }
        guard let offer = fact(GroupOffer.self, era.rawValue, at: path) else { return nil }
        if !offer.isComplete { notes[path] = remainder(GroupOffer.remainder(era)) }
        return offer.groups.map { NamedGroup($0).description }
    }

    private mutating func readParameters() {
        tls.signatureAlgorithms = joined(SignatureSchemeOffer.self, at: "/tls/signature_algorithms") {
            offer in
            offer.schemes.map { SignatureScheme($0).description }
        }
        for version in ProtocolVersion.allCases {
            guard
                let offer = try? evidence.one(SignatureSchemeOffer.self, version.rawValue, of: subject).fact,
                !offer.isComplete
            else { continue }
            notes["/tls/signature_algorithms"] = remainder(SignatureSchemeOffer.remainder(version))
        }
        tls.extensions = joined(ExtensionOffer.self, at: "/tls/extensions") { answer in
            answer.extensions.map { ExtensionType($0).description }
        }
        tls.applicationProtocols = fact(ApplicationProtocols.self, at: "/tls/alpn")?.protocols
        readMasterSecretDemand()
        tls.compression = fact(CompressionOffer.self, at: "/tls/compression").map { $0.method != 0 }
    }

    private mutating func readMasterSecretDemand() {
        let path = "/tls/extended_master_secret_required"
        tls.insistsOnMasterSecret = fact(MasterSecretDemand.self, at: path)?.isRefusedWithout
        let versions = [ProtocolVersion.tls10, .tls11, .tls12]
        if versions.allSatisfy({ tls.protocols[$0]?.isOffered == false }) {
            notes[path] = .inapplicable("only TLS 1.0 to 1.2 have extended_master_secret")
        } else if tls.insistsOnMasterSecret == nil,
            tls.extensions?.contains(ExtensionType.extendedMasterSecret.description) == false
        {
            notes[path] = .inapplicable("the server has no extended_master_secret")
        }
    }

    /// The lists of every version that has one, newest version first, without doubles; nil where none has.
    private mutating func joined<F: Fact>(_ kind: F.Type, at path: String, _ names: (F) -> [String])
        -> [String]?
    {
        var list: [String] = []
        var isKnown = false
        for version in ProtocolVersion.allCases.reversed() where tls.protocols[version]?.isOffered != false {
            do {
                let more = names(try evidence.one(kind, version.rawValue, of: subject).fact)
                list += more.filter { !list.contains($0) }
                isKnown = true
            } catch {
                if notes[path] == nil || !error.isDeliberate { notes[path] = error }
            }
        }
        guard isKnown else {
            notes[path] = notes[path] ?? Unestablished(phase: .notMeasured, reason: "no version was seen")
            return nil
        }
        if notes[path]?.isDeliberate == true { notes[path] = nil }
        return list
    }

    // MARK: Certificates

    private mutating func readChains() {
        let served = evidence.all(CertificateChain.self, under: subject).map(\.fact)
        chains = served.filter { !$0.certificates.isEmpty }.map { chain in
            ScanChain(chain, of: subject, in: evidence)
        }
        if chains.isEmpty {
            notes["/certificates"] =
                evidence.reason(Question(CertificateChain.self, CertificateChain.served), of: subject)
                ?? Unestablished(phase: .reply, reason: "no certificate was sent")
        }
    }

    private mutating func readVulnerabilities(_ service: Service) {
        let survey = SuiteSurvey(tls, notes)
        let groups = evidence.all(FiniteFieldGroup.self, under: subject).map(\.fact)
        tls.vulnerabilities =
            VulnerabilityDerivation(
                survey: survey,
                service: service,
                finiteFields: groups,
                compression: tls.compression,
                compressionGap: notes["/tls/compression"]
            ).all
        for attack in NamedAttack.allCases { joinExposure(attack) }
        for (key, state) in tls.vulnerabilities {
            guard case .unknown(let gap) = state else { continue }
            notes["/tls/vulnerabilities/\(key.rawValue)"] = gap
        }
    }
}

extension AddressReader {
    /// What was looked for goes before what was derived, and so does a look in vain or left out on purpose.
    private mutating func joinExposure(_ attack: NamedAttack) {
        switch evidence.answer(AttackExposure.self, attack.rawValue, of: subject) {
        case .success(let exposure): tls.vulnerabilities[attack] = VulnerabilityState(exposure)
        case .failure(let reason):
            // What holds for all questions to an address that was not reached is said elsewhere.
            guard (try? evidence.one(Reachability.self, of: subject)) != nil else { return }
            let state = VulnerabilityDerivation.unanswered(reason)
            // Where nobody asked, what the service or the enumeration says stays.
            let isAsked = if case .unknown = state { true } else { false }
            guard isAsked || tls.vulnerabilities[attack] == .notTested else { return }
            tls.vulnerabilities[attack] = state
            if state == .notTested { notes["/tls/vulnerabilities/\(attack.rawValue)"] = reason }
        }
    }
}

extension Evidence {
    /// A fact or the reason why there is none.
    func answer<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> Result<F, Unestablished> {
        do {
            return .success(try one(kind, aspect, of: subject).fact)
        } catch {
            return .failure(error)
        }
    }
}

extension Unestablished {
    /// Phase and reason as the scan document says them.
    var summary: String { "\(phase.rawValue): \(reason)" }

    /// The question makes no sense for this peer.
    static func inapplicable(_ reason: String) -> Unestablished {
        Unestablished(phase: .notMeasured, reason: reason)
    }
}
