// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Laboratory
import Model
import Pipeline
import StoreSQLite

/// Runs whole cycles over laboratory servers, as `chancery assess` does, and names what they found.
enum LaboratoryCycle {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The findings of `Config/demo` over its laboratory, on a port that was free.
    static func demo() async throws -> Set<String> {
        let laboratory = try await Laboratory.startDemo(port: 0)
        let folder = try TemporaryFolder()
        let configuration = folder.url.appending(path: "config")
        try DemoConfiguration.write(
            from: repository.appending(path: "Config/demo").path,
            to: configuration.path,
            today: CalendarDay(Date()),
            port: laboratory.port
        )
        try laboratory.writeAnchors(to: configuration)
        let loaded = try LoadedConfiguration.load(
            directory: configuration.path,
            model: repository.appending(path: "Config/risk-model.conf").path,
            today: CalendarDay(Date())
        )
        let settings = MeasuringSettings(loaded.settings).within(laboratory)
        let findings = try await run(
            loaded.estate,
            settings: settings,
            method: loaded.method,
            folder: folder
        )
        await laboratory.stop()
        return findings
    }

    /// The findings of servers of which each has one fault, without anything around them.
    static func servers(_ specimens: [Specimen]) async throws -> Set<String> {
        let laboratory = try await Laboratory.start(specimens, port: 0)
        let folder = try TemporaryFolder()
        try laboratory.writeAnchors(to: folder.url)
        var service = ServiceSettings()
        service.trustStore = folder.url.appending(path: Laboratory.rootFile).path
        service.replyTimeout = .seconds(1)
        service.connectionRate = 0
        let settings = MeasuringSettings(service).within(laboratory)
        let open = Set(specimens.filter { $0.fault == .openFiles }.map(\.host))
        let heavy = Set(specimens.filter { $0.fault == .heavyPage }.map(\.host))
        let estate = Estate(
            ministry: Ministry(name: "Laboratory"),
            endpoints: laboratory.endpoints.map {
                endpoint(
                    $0.host,
                    at: $0.address,
                    port: $0.port,
                    role: heavy.contains($0.host) ? .publicWebsite : .other,
                    exposure: open.contains($0.host),
                    pageRequests: heavy.contains($0.host) ? 40 : nil
                )
            }
        )
        let findings = try await run(
            estate,
            settings: settings,
            method: try Method.load(path: repository.appending(path: "Config/risk-model.conf").path),
            folder: folder
        )
        await laboratory.stop()
        return findings
    }

    private static func endpoint(
        _ host: String,
        at address: String,
        port: UInt16,
        role: Role,
        exposure: Bool,
        pageRequests: Int?
    ) -> Endpoint {
        Endpoint(
            id: host,
            host: host,
            port: port,
            service: .https,
            role: role,
            mission: nil,
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active, exposure: exposure, pageRequests: pageRequests),
            addresses: [IPAddress(address)].compactMap { $0 }
        )
    }

    static func run(
        _ estate: Estate,
        settings: MeasuringSettings,
        method: Pipeline.Method,
        folder: TemporaryFolder
    ) async throws -> Set<String> {
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let instruments = try Instruments(settings)
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: method,
            toolVersion: "test"
        )
        let outcome = try await cycle.run(over: estate)
        await instruments.shutdown()
        try store.close()
        return Set(outcome.findings.compactMap { name($0.finding) })
    }

    /// `HOST CHECK LEVEL` or `HOST unknown CHECK PHASE`, also for a domain; nil for every other verdict.
    private static func name(_ finding: Finding) -> String? {
        let subject = finding.subject
        let host =
            subject.endpointID ?? (subject.name.isEmpty ? subject.scope.rawValue : subject.name)
        switch finding.verdict {
        case .fail(let level, _, _): return "\(host) \(finding.check) \(level)"
        case .unknown(let reason): return "\(host) unknown \(finding.check) \(reason.phase.rawValue)"
        case .pass, .notApplicable, .notTested: return nil
        }
    }
}

/// A folder that is gone with the value.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "chancery-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// The lines of a fixture that say something, in words.
func fixture(_ path: String) throws -> [[String]] {
    let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/\(path)")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: " ").map(String.init) }
}
