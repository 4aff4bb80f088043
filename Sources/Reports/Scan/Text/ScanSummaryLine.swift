// SPDX-License-Identifier: Apache-2.0
import Model

/// What the end of a scan says of one endpoint or domain.
struct ScanSummaryLine: Sendable {
    let target: String
    /// Nil where nothing fails, or nothing was measured.
    let band: Band?
    /// Why nothing was measured; nil where something was.
    let error: String?
    let verdict: String

    init(_ endpoint: ScanEndpoint) {
        target = "\(endpoint.target) (\(endpoint.service.rawValue))"
        error = endpoint.startTLS.isDenied ? nil : endpoint.error?.reason
        band = endpoint.findings.worstBand
        verdict = endpoint.findings.tally
    }

    init(_ domain: ScanDomain) {
        target = "\(domain.name) (domain)"
        error = domain.error?.reason
        band = domain.findings.worstBand
        verdict = domain.findings.tally
    }

    /// Higher stands first: by band, then what was not measured, then what is fine.
    fileprivate var rank: Int { band.map { $0.rank + 2 } ?? (error == nil ? 0 : 1) }
}

extension TerminalPage {
    mutating func add(_ lines: [ScanSummaryLine]) {
        section(Words.count(lines.count, .target))
        // Equals keep their order.
        for line in lines.enumerated().sorted(by: {
            (-$0.element.rank, $0.offset) < (-$1.element.rank, $1.offset)
        }).map(\.element) {
            let label = line.band?.rawValue ?? (line.error == nil ? "none" : "not measured")
            let style = line.band.map(Self.style(of:)) ?? (line.error == nil ? .good : .warning)
            row(label, "\(line.target): \(line.error ?? line.verdict)", style)
        }
    }
}
