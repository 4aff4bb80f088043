// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CClock
internal import Facts
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Service
internal import Store
internal import StoreSQLite

/// `status --doctor`: what is looked up for the doctor, and how the answer is printed.
struct Examination {
    private let store: any Store
    private let state: URL
    private let configuration: String

    init(_ store: any Store, _ state: URL, _ configuration: String) {
        (self.store, self.state, self.configuration) = (store, state, configuration)
    }

    func show(as format: OutputFormat) async throws {
        let symptoms = Doctor(try await signs(at: Date())).symptoms
        switch format {
        case .json: Terminal.print(try JSONText.encode(DoctorDocument(symptoms)))
        case .text: Terminal.print(DoctorText.lines(symptoms).joined(separator: "\n"))
        }
        guard !symptoms.contains(where: { $0.state == .fail }) else { throw ExitCode.findingAboveGate }
    }

    private func signs(at now: Date) async throws -> Doctor.Signs {
        var loaded: LoadedConfiguration?
        var refusal: String?
        do {
            loaded = try LoadedConfiguration.load(directory: configuration, today: CalendarDay(now))
        } catch {
            refusal = error.text.split(separator: "\n").first.map(String.init) ?? "it is refused"
        }
        let settings = loaded?.settings ?? ServiceSettings()
        let statistics = try await store.statistics()
        let newest = try await store.cycles(limit: 1).first
        var signs = Doctor.Signs(
            now: now,
            trustStore: settings.trustStore,
            storeBytes: Int(statistics.bytes),
            schema: statistics.schemaVersion,
            supportedSchema: SQLiteStore.schemaVersion,
            version: Chancery.version,
            unsigned: try await store.unsealedCycles().count,
            interval: Double(settings.interval.components.seconds)
        )
        signs.newest = newest
        if let newest { signs.selfCheck = try await store.selfCheck(of: newest.id) }
        signs.configurationError = refusal
        signs.trustStoreWritten = Self.written(settings.trustStore)
        signs.resolver = try await Self.conduct(in: newest, of: store)
        let clock = shim_clock_is_kept()
        signs.isClockKept = clock < 0 ? nil : clock == 1
        let volume = try? FileManager.default.attributesOfFileSystem(forPath: state.path)
        signs.free = (volume?[.systemFreeSize] as? NSNumber)?.intValue
        signs.daemon = DaemonReport.read(in: state).map { report in
            Doctor.Signs.Daemon(
                isRunning: FileManager.default.fileExists(atPath: "/proc/\(report.processID)"),
                started: report.started,
                refusedReload: report.refusedReload?.at
            )
        }
        return signs
    }

    private static func written(_ path: String) -> Date? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        guard FileManager.default.isReadableFile(atPath: real) else { return nil }
        return try? FileManager.default.attributesOfItem(atPath: real)[.modificationDate] as? Date
    }

    private static func conduct(in cycle: Cycle?, of store: any Store) async throws -> ResolverConduct? {
        guard let cycle else { return nil }
        let facts = try await store.past(of: [ResolverConduct.kind], since: cycle.started)
        let fact = facts.first { $0.subject == .ministry && $0.last == cycle.started }
        return try fact?.record.decode(ResolverConduct.self)
    }
}

/// What `status --doctor --format json` prints.
struct DoctorDocument: Encodable {
    var schema = "chancery.doctor/1"
    /// The worst of all: ok, warn, fail; unknown where nothing is worse.
    let state: Symptom.State
    let symptoms: [Symptom]

    init(_ symptoms: [Symptom]) {
        let order: [Symptom.State] = [.fail, .warn, .unknown]
        state = order.first { state in symptoms.contains { $0.state == state } } ?? .ok
        self.symptoms = symptoms
    }
}

enum DoctorText {
    /// A line for each symptom, and one below it for what to do.
    static func lines(_ symptoms: [Symptom]) -> [String] {
        symptoms.flatMap { symptom in
            let state = symptom.state.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
            let name = symptom.id.padding(toLength: 14, withPad: " ", startingAt: 0)
            let line = "\(state)\(name)\(Terminal.harmless(symptom.seen))"
            let advice = symptom.advice.map {
                String(repeating: " ", count: 22) + "→ " + Terminal.harmless($0)
            }
            return [line] + (advice.map { [$0] } ?? [])
        }
    }
}
