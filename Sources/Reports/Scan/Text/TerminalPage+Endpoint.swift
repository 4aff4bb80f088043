// SPDX-License-Identifier: Apache-2.0
import Model

extension TerminalPage {
    /// One endpoint for a terminal of 80 columns: verdict first, then detail.
    mutating func add(_ endpoint: ScanEndpoint) {
        heading("\(endpoint.target) (\(endpoint.service.rawValue))")
        addVerdict(of: endpoint)
        guard endpoint.error == nil else {
            guard endpoint.startTLS.isDenied else { return }
            addFindings(endpoint.findings)
            addGaps([], endpoint.findings)
            return
        }
        addFindings(endpoint.findings)
        addGaps(endpoint.unestablished, endpoint.findings)
        addAttacks(endpoint.tls.vulnerabilities)
        addPolicies(endpoint.policies)
        if let grade = endpoint.grade { add(grade) }
        if let web = endpoint.web { add(web) }
        addProtocols(of: endpoint.tls, absences: Absences(endpoint.unestablished))
        addParameters(of: endpoint.tls, absences: Absences(endpoint.unestablished))
        addCertificates(endpoint.certificates)
        addClients(endpoint.tls.clients)
    }

    private mutating func addVerdict(of endpoint: ScanEndpoint) {
        if let error = endpoint.error, !endpoint.startTLS.isDenied {
            row("verdict", "not measured: \(error.reason)", .warning)
        } else {
            addVerdict(of: endpoint.findings)
        }
        addAddresses(of: endpoint)
        addStartTLS(endpoint.startTLS)
        let cost = endpoint.cost
        row(
            "cost",
            "\(Words.count(cost.connections, .connection)), \(Words.bytes(cost.bytesSent)) sent, "
                + "\(Words.bytes(cost.bytesReceived)) received, \(cost.milliseconds) ms"
        )
    }

    /// How many findings of which band, and what the other checks say.
    mutating func addVerdict(of findings: [ScanFinding]) {
        row("verdict", findings.tally, findings.worstBand.map(Self.style(of:)) ?? .good)
        if let states = Self.states(of: findings) { row("checks", states) }
    }

    private mutating func addAddresses(of endpoint: ScanEndpoint) {
        for (position, address) in endpoint.addresses.enumerated() {
            row(
                position == 0 ? "address" : "",
                address.address + (address.error.map { ": \($0.reason)" } ?? ""),
                address.error == nil ? nil : .warning
            )
        }
        if !endpoint.byAddress.isEmpty {
            row("", "the addresses differ; below is the worst of them", .warning)
        }
    }

    private mutating func addStartTLS(_ answer: ScanStartTLS) {
        let code = answer.code.map { " (\($0))" } ?? ""
        switch answer.state {
        case .notApplicable: break
        case .accepted: row("STARTTLS", "accepted", .good)
        case .unknown: row("STARTTLS", "unknown", .warning)
        case .refused: row("STARTTLS", "refused\(code)", .bad)
        case .absent: row("STARTTLS", "not offered\(code)", .bad)
        }
    }

    private static func states(of findings: [ScanFinding]) -> String? {
        func count(_ state: Verdict.State, _ words: String) -> String? {
            let count = findings.filter { $0.verdict.state == state }.count
            return count == 0 ? nil : "\(count) \(words)"
        }
        let counts = [
            count(.pass, "passed"), count(.unknown, "unknown"), count(.notTested, "not tested"),
            count(.notApplicable, "not applicable"),
        ]
        let known = counts.compactMap { $0 }
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}

extension [ScanFinding] {
    /// The bands of what fails.
    private var bands: [Band] { compactMap { $0.verdict.state == .fail ? $0.band : nil } }

    /// Nil where nothing fails.
    var worstBand: Band? { bands.max() }

    /// How many fail, by band, gravest first.
    var tally: String {
        let bands = bands
        let counts = Band.allCases.reversed().compactMap { band -> String? in
            let count = bands.filter { $0 == band }.count
            return count == 0 ? nil : "\(count) \(band.rawValue)"
        }
        guard !counts.isEmpty else { return "no finding" }
        return Words.count(bands.count, .finding) + ": " + counts.joined(separator: ", ")
    }
}
