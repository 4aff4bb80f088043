// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
package import Foundation
package import Model
package import Reports

/// Looks at endpoints without configuration and store: measured, judged, printed, forgotten.
package struct Scan: Sendable {
    private let instruments: Instruments
    private let method: Method
    private let toolVersion: String

    package init(instruments: Instruments, method: Method, toolVersion: String) {
        self.instruments = instruments
        self.method = method
        self.toolVersion = toolVersion
    }

    /// Measures every endpoint and judges what was seen.
    package func run(
        _ endpoints: [Endpoint],
        clock now: @Sendable () -> Date = { Date() },
        finished: @Sendable @escaping (Endpoint) async -> Void = { _ in }
    ) async throws -> ScanDocument {
        let started = now()
        let collector = MeasurementCollector()
        try await Survey(instruments: instruments, today: CalendarDay(started)).run(
            endpoints,
            deliver: { await collector.add($0) },
            finished: finished
        )
        let measurements = await collector.measurements
        let estate = Estate(ministry: Ministry(name: ""), endpoints: endpoints)
        let evidence = RecordedEvidence(estate: estate, measurements: measurements)
        let finish = now()
        // Grouped once: were each endpoint to look through all verdicts, that would cost their number squared.
        let verdicts = Dictionary(grouping: verdicts(on: evidence, at: finish)) { verdict in
            verdict.finding.subject.endpointID
        }
        let measured = MeasuredEndpoints(evidence: evidence, measurements: measurements)
        return ScanDocument(
            started: started,
            finished: finish,
            toolVersion: toolVersion,
            endpoints: endpoints.map { measured.scan($0, verdicts: verdicts[$0.id] ?? []) }
        )
    }

    private func verdicts(on evidence: RecordedEvidence, at now: Date) -> [ScanVerdict] {
        let findings = method.judge.findings(on: evidence, at: now)
        let bands = Dictionary(
            method.posture(of: findings, in: evidence.estate, at: now).items.map { ($0.key, $0.band) }
        ) { first, _ in first }
        let infos = method.checkInfos
        return findings.compactMap { finding in
            guard let info = infos[finding.check] else { return nil }
            return ScanVerdict(
                finding: finding,
                identity: info.identity,
                band: finding.verdict.state == .fail ? bands[finding.key] : nil,
                controls: info.controls
            )
        }
    }
}

/// Takes measurements from several tasks.
private actor MeasurementCollector {
    private(set) var measurements: [Visit] = []

    func add(_ measurement: Visit) { measurements.append(measurement) }
}
