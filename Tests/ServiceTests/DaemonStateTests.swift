// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import Model
import Pipeline
import TestSupport
import Testing

@testable import Service

/// When the watchdog is fed, and what the daemon waits for.
struct DaemonStateTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "daemon-\(UUID())")

    private var configuration: URL { folder.appending(path: "config") }

    private func load() throws -> LoadedConfiguration {
        try LoadedConfiguration.load(directory: configuration.path, today: CalendarDay(Date()))
    }

    /// A configuration folder as it is shipped, with `endpoints` beside it.
    private func configure(endpoints: String = "") throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let listed = configuration.appending(path: "endpoints.d")
        try FileManager.default.createDirectory(at: listed, withIntermediateDirectories: true)
        let model = configuration.appending(path: "risk-model.conf")
        if !FileManager.default.fileExists(atPath: model.path) {
            let shipped = repository.appending(path: "Config/risk-model.conf")
            try FileManager.default.copyItem(at: shipped, to: model)
        }
        let main = configuration.appending(path: "chancery.conf")
        try "[Chancery]\nReplyTimeout=500ms\nEndpointDeadline=1s\n"
            .write(to: main, atomically: true, encoding: .utf8)
        let file = listed.appending(path: "a.conf")
        try endpoints.write(to: file, atomically: true, encoding: .utf8)
    }

    private func state(_ patience: WatchdogPatience = WatchdogPatience()) throws -> DaemonState {
        DaemonState(
            try load(),
            stateDirectory: folder,
            notify: NotifySocket(path: nil),
            now: Date(),
            patience: patience
        )
    }

    @Test func whereNothingIsListedNoCycleIsEverDueUntilAReloadListsSomething() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try configure()
        let state = try state()
        let past = Date(timeIntervalSinceNow: -60)
        #expect(await state.rest(until: past) == .seconds(5))
        let report = try #require(DaemonReport.read(in: folder))
        #expect(report.activity == "idle, nothing is listed to measure")
        #expect(report.nextCycle == nil)

        try configure(endpoints: "[Endpoint a.example]\n")
        await state.replace(with: try load(), at: Date())
        #expect(await state.rest(until: past) == nil)
        let step = try #require(await state.rest(until: Date(timeIntervalSinceNow: 3600)))
        #expect(step <= .seconds(60))
        #expect(DaemonReport.read(in: folder)?.nextCycle != nil)
    }

    @Test func aDomainOrAnAttestationIsEnoughForACycle() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for text in [
            "[Domain mfa.example]\n",
            "[Attestation Q1]\nAnswer=yes\nDate=2026-10-01\nValidUntil=2027-09-30\nGrade=E0\n",
        ] {
            try configure(endpoints: text)
            #expect(await (try state()).rest(until: Date(timeIntervalSinceNow: -1)) == nil)
        }
    }

    @Test func measuringWithoutProgressIsNotAliveOnceTheDeadlineOfAnEndpointHasPassed() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try configure(endpoints: "[Endpoint a.example]\n[Endpoint b.example]\n")
        let state = try state(WatchdogPatience(beyondDeadline: .milliseconds(500)))
        await state.working("starting")
        await state.progress(1, of: 2)
        #expect(await state.isAlive())
        try await Task.sleep(for: .milliseconds(1600))
        #expect(await !state.isAlive())
        // One visit that was kept is progress, though no endpoint is through with it.
        await state.gotOn()
        #expect(await state.isAlive())
        // Judging has no deadline of an endpoint.
        await state.progress(2, of: 2)
        try await Task.sleep(for: .milliseconds(1600))
        #expect(await state.isAlive())
    }

    @Test func aSchedulerThatNoLongerWakesUpIsNotAliveEither() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try configure()
        let state = try state(WatchdogPatience(otherwise: .milliseconds(300)))
        _ = await state.rest(until: Date(timeIntervalSinceNow: 3600))
        #expect(await state.isAlive())
        try await Task.sleep(for: .milliseconds(400))
        #expect(await !state.isAlive())
        _ = await state.rest(until: Date(timeIntervalSinceNow: 3600))
        #expect(await state.isAlive())
    }
}
