// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

extension AddressReader {
    /// Resumption, early data, and what whole handshakes showed beside them.
    mutating func readSessions() {
        for version in [ProtocolVersion.tls12, .tls13] { readResumption(version) }
        readEarlyData()
        tls.nextProtocols = fact(NextProtocols.self, at: "/tls/npn")?.protocols
        tls.clientCertificate = fact(ClientCertificateRequest.self, at: "/tls/client_certificate").map {
            ScanClientCertificate(
                isRequested: $0.isRequested,
                isRequired: $0.isRequired,
                authorities: $0.authorities
            )
        }
        if tls.clientCertificate != nil, tls.clientCertificate?.isRequired == nil {
            notes["/tls/client_certificate/required"] = Unestablished(
                phase: .handshake,
                reason: "the handshake's end did not show it",
                attempts: 1
            )
        }
        for name in ServerNameConduct.Name.allCases {
            let conduct = fact(ServerNameConduct.self, name.rawValue, at: "/tls/sni/\(name.rawValue)")
            tls.serverNames[name] = .some(conduct)
        }
        readTolerance()
    }

    /// One null where the hellos with oddities were not sent at all.
    private mutating func readTolerance() {
        var tolerance: [HelloTolerance.Oddity: Bool?] = [:]
        var reasons: [Unestablished] = []
        for oddity in HelloTolerance.Oddity.allCases {
            let answer = evidence.answer(HelloTolerance.self, oddity.rawValue, of: subject)
            tolerance[oddity] = .some((try? answer.get())?.isTolerated)
            guard case .failure(let reason) = answer else { continue }
            notes["/tls/tolerance/\(oddity.key)"] = reason
            reasons.append(reason)
        }
        let isLeftOut = reasons.count == tolerance.count && reasons.allSatisfy(\.isDeliberate)
        tls.tolerance = isLeftOut ? nil : tolerance
        notes["/tls/tolerance"] = reasons.first
    }

    private mutating func readResumption(_ version: ProtocolVersion) {
        let path = "/tls/resumption/\(version.rawValue)"
        guard tls.protocols[version]?.isOffered != false else {
            notes[path] = .inapplicable("\(version.title) is not offered")
            tls.resumption[version] = .some(nil)
            return
        }
        let mechanisms: [SessionResumption.Mechanism] =
            version == .tls13 ? [.preSharedKey] : [.ticket, .sessionID]
        let answers = mechanisms.map { mechanism in
            evidence.answer(
                SessionResumption.self,
                SessionResumption.aspect(version, mechanism),
                of: subject
            )
        }
        tls.resumption[version] = .some(ScanResumption(answers))
        let reasons = answers.compactMap { answer in
            if case .failure(let reason) = answer { reason } else { nil }
        }
        notes[path] = reasons.first { !$0.isDeliberate } ?? reasons.first
        for (mechanism, answer) in zip(mechanisms, answers) {
            guard case .failure(let reason) = answer else { continue }
            notes[path + (mechanism == .sessionID ? "/session_id" : "/ticket")] = reason
        }
    }

    private mutating func readEarlyData() {
        let path = "/tls/early_data"
        if tls.protocols[.tls13]?.isOffered == false {
            tls.earlyData = false
        } else if let fact = fact(EarlyData.self, at: path) {
            // What is allowed and was not tried is offered all the same.
            tls.earlyData = fact.maximum > 0 && fact.isAccepted != false
        }
    }
}

extension ScanResumption {
    /// Nil where nothing was resumed and something is not known.
    fileprivate init?(_ answers: [Result<SessionResumption, Unestablished>]) {
        let known = answers.compactMap { try? $0.get() }
        let resumed = known.first { $0.outcome == .resumed || $0.outcome == .sometimes }
        guard resumed != nil || known.count == answers.count else { return nil }
        isResumed = resumed != nil
        method =
            switch resumed?.mechanism {
            case .sessionID?: "session_id"
            case .ticket?, .preSharedKey?: "ticket"
            case nil: "none"
            }
        ticketLifetime = known.compactMap(\.ticketLifetime).first ?? 0
        sessionID =
            answers.count == 1
            ? "not_applicable" : known.first { $0.mechanism == .sessionID }.map { $0.outcome.key }
        ticket = known.first { $0.mechanism != .sessionID }.map { $0.outcome.key }
    }
}

extension SessionResumption.Outcome {
    fileprivate var key: String { self == .notIssued ? "not_issued" : rawValue }
}

extension HelloTolerance.Oddity {
    /// As keys of the scan document are written.
    var key: String { rawValue.replacing("-", with: "_") }
}
