// SPDX-License-Identifier: Apache-2.0
import Checks
package import Facts
package import Model
package import Standards

/// Makes an endpoint's part of the scan document out of what is kept of it.
package struct ScanEndpointBuilder: Sendable {
    package let evidence: any Evidence
    package let appraisal: Appraisal

    package init(evidence: any Evidence, appraisal: Appraisal = Appraisal(.none, at: [])) {
        self.evidence = evidence
        self.appraisal = appraisal
    }

    /// `findings` may be of the endpoint and of its addresses, others are left out; `clients` has the
    /// simulated clients by address subject.
    package func endpoint(
        _ endpoint: Endpoint,
        findings: [ScanVerdict],
        cost: Cost,
        clients: [Subject: [ScanClient]] = [:]
    ) -> ScanEndpoint {
        let subjects = evidence.addresses(of: endpoint.id)
        let addresses = subjects.map(address)
        let readings = zip(subjects, addresses).filter(\.1.isReachable).map { subject, address in
            AddressReading(
                address: address.address,
                reader: AddressReader(evidence: evidence, subject: subject, service: endpoint.service),
                clients: clients[subject] ?? []
            )
        }
        let error = readings.isEmpty ? self.error(of: endpoint, addresses) : nil
        let merged = MergedReading(readings, error: error, service: endpoint.service)
        let startTLS = ScanStartTLS.worst(
            of: subjects,
            service: endpoint.service,
            in: evidence,
            otherwise: error
        )
        let (policies, grade) = appraise(zip(subjects, addresses).filter(\.1.isReachable), endpoint)
        let web = ScanWeb.of(endpoint, in: evidence, error: error)
        let gaps =
            merged.gaps + ScanGap.gaps(of: web)
            + (startTLS.gap.map { [ScanGap(path: "/starttls", $0)] } ?? [])
            + ScanGap.gaps(of: policies) + ScanGap.gaps(of: grade, error: error)
        return ScanEndpoint(
            target: endpoint.target,
            service: endpoint.service,
            addresses: addresses,
            error: error,
            cost: cost,
            startTLS: startTLS,
            tls: merged.tls,
            web: try? web.get(),
            certificates: merged.chains,
            unestablished: gaps.sorted { $0.path < $1.path },
            byAddress: merged.byAddress,
            policies: policies,
            grade: grade,
            findings: ScanFinding.worst(of: findings.filter { $0.finding.subject.endpointID == endpoint.id })
        )
    }

    private func appraise(
        _ places: [(Subject, ScanAddress)],
        _ endpoint: Endpoint
    ) -> ([PolicyVerdict], Grade?) {
        guard !appraisal.isEmpty else { return ([], nil) }
        let facts = places.map { subject, address in
            (
                address: address.address,
                facts: GradeFacts(of: subject, service: endpoint.service, in: evidence)
            )
        }
        return (appraisal.verdicts(on: facts), appraisal.grade(of: facts))
    }

    private func address(_ subject: Subject) -> ScanAddress {
        let text = subject.address?.description ?? subject.name
        switch evidence.answer(Reachability.self, "", of: subject) {
        case .success: return ScanAddress(address: text, isReachable: true, error: nil)
        case .failure(let reason): return ScanAddress(address: text, isReachable: false, error: reason)
        }
    }

    /// Why no address answered: what the first one met, or what the resolver said.
    private func error(of endpoint: Endpoint, _ addresses: [ScanAddress]) -> Unestablished {
        addresses.compactMap(\.error).first
            ?? evidence.reason(Question(AddressSet.self), of: .endpoint(endpoint.id))
            ?? Unestablished(phase: .resolve, reason: "no address was measured")
    }
}

/// One address with what was read of it.
struct AddressReading {
    let address: String
    let tls: ScanTLS
    let chains: [ScanChain]
    let notes: [String: Unestablished]

    init(address: String, reader: AddressReader, clients: [ScanClient]) {
        self.address = address
        var tls = reader.tls
        tls.clients = clients
        self.tls = tls
        chains = reader.chains
        notes = reader.notes
    }
}

/// The worst of several addresses, with a reason for every null in it.
struct MergedReading {
    let tls: ScanTLS
    let chains: [ScanChain]
    private(set) var gaps: [ScanGap] = []
    let byAddress: [ScanAddressResult]

    /// `error` stands for every answer where there is no reading.
    init(_ readings: [AddressReading], error: Unestablished?, service: Service) {
        tls = error.map { .unseen(service, because: $0) } ?? .worst(of: readings.map(\.tls))
        var chains: [ScanChain] = []
        for chain in readings.flatMap(\.chains) where !chains.contains(chain) { chains.append(chain) }
        self.chains = chains.enumerated()
            .sorted { (-$0.element.severity, $0.offset) < (-$1.element.severity, $1.offset) }
            .map(\.element)
        let isAlike = Set(readings.map { Comparison(tls: $0.tls, chains: $0.chains) }).count < 2
        byAddress =
            isAlike
            ? []
            : readings.map { ScanAddressResult(address: $0.address, tls: $0.tls, certificates: $0.chains) }
        gaps = self.gaps(readings, error: error)
    }

    private struct Comparison: Hashable {
        let tls: ScanTLS
        let chains: [ScanChain]
    }

    private func gaps(_ readings: [AddressReading], error: Unestablished?) -> [ScanGap] {
        var notes: [String: Unestablished] = [:]
        for reading in readings {
            for (path, reason) in reading.notes where notes[path] == nil || notes[path]?.isDeliberate == true
            {
                let place = readings.count > 1 ? "on \(reading.address): " : ""
                notes[path] = Unestablished(
                    phase: reason.phase,
                    reason: place + reason.reason,
                    attempts: reason.attempts
                )
            }
        }
        let fallback = error ?? Unestablished(phase: .notMeasured, reason: "no reason was kept")
        let nulls = tls.unansweredPaths + (chains.isEmpty ? ["/certificates"] : [])
        var gaps = nulls.map { ScanGap(path: $0, notes[$0] ?? fallback) }
        let listed = Set(nulls)
        let unfinished = notes.filter {
            !listed.contains($0.key) && (tls.hasOpenList(at: $0.key) || tls.isLeftOut(at: $0.key))
        }
        gaps += unfinished.map { ScanGap(path: $0.key, $0.value) }
        for (index, chain) in chains.enumerated() { gaps += chain.gaps(at: index) }
        gaps += tls.clients.enumerated().compactMap { $0.element.gap(at: $0.offset) }
        for (index, result) in byAddress.enumerated() {
            gaps += self.gaps(of: result, readings[index], at: "/by_address/\(index)")
        }
        return gaps
    }

    private func gaps(of result: ScanAddressResult, _ reading: AddressReading, at prefix: String) -> [ScanGap]
    {
        let fallback = Unestablished(phase: .notMeasured, reason: "no reason was kept")
        let nulls = result.tls.unansweredPaths + (result.certificates.isEmpty ? ["/certificates"] : [])
        let own =
            nulls.map { ScanGap(path: $0, reading.notes[$0] ?? fallback) }
            + result.certificates.enumerated().flatMap { $0.element.gaps(at: $0.offset) }
            + result.tls.clients.enumerated().compactMap { $0.element.gap(at: $0.offset) }
        return own.map { ScanGap(path: prefix + $0.path, reason: $0.reason, attempts: $0.attempts) }
    }
}
