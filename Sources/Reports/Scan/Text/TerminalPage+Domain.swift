// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension TerminalPage {
    /// What the vantage could not see; nothing where it saw all.
    mutating func add(_ limits: [String]) {
        guard !limits.isEmpty else { return }
        section("From here")
        for limit in limits { row("vantage", limit, .warning) }
    }

    /// One domain for a terminal of 80 columns: verdict first, then detail.
    mutating func add(_ domain: ScanDomain) {
        heading("\(domain.name) (domain)")
        if let error = domain.error {
            row("verdict", "not measured: \(error.reason)", .warning)
            return
        }
        addVerdict(of: domain.findings)
        row("DNSSEC", domain.security?.rawValue ?? "unknown", domain.security == .bogus ? .bad : nil)
        addFindings(domain.findings)
        addGaps(domain.unestablished, domain.findings)
        section("Records")
        for record in domain.records {
            for value in record.values { row("", "\(record.name) \(record.type) \(value)") }
        }
    }
}
