// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Laboratory
internal import Model
internal import Pipeline
internal import Probes

/// Two cycles before the demonstration's own, on servers as they were then, under the clock of that time.
///
/// In the first, one server offers old protocol versions that it has given up by the second; the third confirms it, and finds
/// another server that has lost its intermediate certificate. What is measured is real but for the date.
struct DemoHistory {
    let laboratory: Laboratory
    let settings: MeasuringSettings

    /// Seconds before the demonstration; the laboratory's certificates are valid since five days.
    private static let first: TimeInterval = 3 * 86_400
    /// More than a day, after which the third cycle confirms what was mended.
    private static let second: TimeInterval = 30 * 3_600

    func play(_ run: AssessmentRun) async throws {
        Terminal.say("Two cycles of the days before are played first.")
        var settings = settings
        // Whoever has not answered by then does not answer in the demonstration either.
        settings.limits.endpointDeadline = .seconds(10)
        let before = Specimen.demoBefore
        try await laboratory.change(to: before)
        try await play(run, settings, Self.first)
        let mended = before.first?.host
        try await laboratory.change(to: Specimen.demo.filter { $0.host == mended })
        try await play(run, settings, Self.second)
        let changed = Set(before.map(\.host))
        try await laboratory.change(to: Specimen.demo.filter { changed.contains($0.host) })
    }

    private func play(_ run: AssessmentRun, _ settings: MeasuringSettings, _ ago: TimeInterval) async throws {
        let clock: @Sendable () -> Date = { Date().addingTimeInterval(-ago) }
        _ = try await run.measure(settings: settings, clock: clock)
        _ = try await run.writeReports(at: clock())
    }
}
