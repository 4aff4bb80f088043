// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Reports

/// Prints the endpoints of a scan as they come, and knows how the command ends.
actor ScanPrinter {
    private var output: ScanOutput
    private let bar = ProgressBar()
    private let total: Int
    private let failOn: Band?
    private var printed = 0
    private var domains: [ScanDomain] = []
    private var isAnyReachable = false
    private var isAboveGate = false

    /// `failOn`: the mildest band of a finding that fails the gate; nil where there is none.
    init(_ format: ScanOutput.Format, total: Int, failOn: Band?) {
        output = ScanOutput(format)
        self.total = total
        self.failOn = failOn
    }

    func begin() async {
        Terminal.write(output.opening(started: Date(), toolVersion: Chancery.version))
        await bar.show(0, of: total, "")
    }

    func add(_ endpoint: ScanEndpoint) async {
        printed += 1
        isAnyReachable = isAnyReachable || endpoint.error == nil || endpoint.startTLS.isDenied
        isAboveGate = isAboveGate || failOn.map(endpoint.hasFinding) ?? false
        await bar.clear()
        Terminal.write(output.next(endpoint))
        if printed < total { await bar.show(printed, of: total, endpoint.target) }
    }

    func add(_ domain: ScanDomain) async {
        domains.append(domain)
        isAnyReachable = isAnyReachable || domain.error == nil
        isAboveGate =
            isAboveGate
            || failOn.map { band in domain.findings.contains { $0.isFailing(atLeast: band) } } ?? false
        await bar.clear()
        Terminal.write(output.next(domain))
    }

    /// Throws the exit status where it is not 0.
    func end(_ vantage: ScanVantage?) throws {
        Terminal.write(output.closing(finished: Date(), domains: domains, vantage: vantage))
        guard isAnyReachable else { throw ExitCode.nothingReachable }
        if isAboveGate { throw ExitCode.findingAboveGate }
    }
}

extension FormatOption {
    var scanFormat: ScanOutput.Format {
        switch format {
        case .json: .json
        case .text: .text(colour: Terminal.showsColour)
        }
    }
}

extension ScanEndpoint {
    fileprivate func hasFinding(atLeast band: Band) -> Bool {
        findings.contains { $0.isFailing(atLeast: band) }
    }
}

extension ScanFinding {
    fileprivate func isFailing(atLeast least: Band) -> Bool {
        (band ?? .veryLow) >= least && verdict.state == .fail
    }
}
