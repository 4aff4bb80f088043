// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Inventory
internal import Model
package import Pipeline
internal import Serving

/// What the daemon says of itself in `daemon.json`, for `chancery status`.
package struct DaemonReport: Codable, Hashable, Sendable {
    package var processID: Int32
    package var started: Date
    package var configurationLoaded: Date
    /// Nil after a reload that succeeded, or where none was tried.
    package var refusedReload: RefusedReload?
    package var activity: String
    /// Nil while a cycle runs.
    package var nextCycle: Date?
    /// What holds back a cycle that is due; nil where none is, or nothing does.
    package var hold: Hold?
    /// Quiet hours and blackout days as they are configured; nil in the file of an earlier version.
    package var heldTimes: [String]?
    /// What was merged last, in words; nil where nothing was since the start.
    package var merged: String?

    package struct RefusedReload: Codable, Hashable, Sendable {
        package let at: Date
        package let errors: Int
        package let text: String
    }

    /// The file's name in the state directory.
    package static let fileName = "daemon.json"

    /// Nil where no daemon ever wrote one, or it cannot be read.
    package static func read(in stateDirectory: URL) -> DaemonReport? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let data = try? Data(contentsOf: stateDirectory.appending(path: fileName)) else { return nil }
        return try? decoder.decode(DaemonReport.self, from: data)
    }
}

/// How long nothing need be finished before the watchdog is no longer fed.
package struct WatchdogPatience: Sendable {
    /// While endpoints are measured, beyond the deadline that each address has.
    package let beyondDeadline: Duration
    /// In all else, which has no deadline: domains, judging, signing, writing reports, and between cycles.
    package let otherwise: Duration

    package init(beyondDeadline: Duration = .seconds(60), otherwise: Duration = .seconds(1800)) {
        self.beyondDeadline = beyondDeadline
        self.otherwise = otherwise
    }
}

/// The daemon's one piece of changing state: its configuration, what it is doing, and when it last got on.
actor DaemonState {
    private(set) var configuration: LoadedConfiguration
    private(set) var configurationNumber = 0
    private var report: DaemonReport
    /// By the clock of systemd's watchdog, which stands still while the machine sleeps.
    private var lastProgress = SuspendingClock.now
    private var lastPublished = SuspendingClock.now
    private var isMeasuring = false
    /// Whether a cycle is under way, with its reports.
    private var isWorking = false
    /// Whether all endpoints of the cycle that runs are through.
    private(set) var isPastMeasuring = false
    private let patience: WatchdogPatience
    private let stateDirectory: URL
    private let notify: NotifySocket

    init(
        _ configuration: LoadedConfiguration,
        stateDirectory: URL,
        notify: NotifySocket,
        now: Date,
        patience: WatchdogPatience = WatchdogPatience()
    ) {
        self.configuration = configuration
        self.patience = patience
        self.stateDirectory = stateDirectory
        self.notify = notify
        report = DaemonReport(
            processID: ProcessInfo.processInfo.processIdentifier,
            started: now,
            configurationLoaded: now,
            refusedReload: nil,
            activity: "starting",
            nextCycle: nil,
            heldTimes: configuration.settings.schedule.heldTimes
        )
    }

    /// Takes a new configuration over, whole.
    func replace(with configuration: LoadedConfiguration, at now: Date) async {
        self.configuration = configuration
        report.heldTimes = configuration.settings.schedule.heldTimes
        configurationNumber += 1
        report.configurationLoaded = now
        report.refusedReload = nil
        await publish()
    }

    /// Keeps the running configuration and remembers why.
    func refuse(_ refusal: ConfigurationRefusal, at now: Date) async {
        report.refusedReload = .init(at: now, errors: refusal.errors, text: refusal.text)
        await publish()
    }

    /// How long to sleep before asking again; nil where a cycle is due and there is something to measure.
    ///
    /// - Parameter hold: what holds back a cycle; nil where nothing does.
    func rest(until due: Date, at now: Date = Date(), held hold: Hold? = nil) async -> Duration? {
        lastProgress = .now
        isMeasuring = false
        isWorking = false
        report.hold = due <= now ? hold : nil
        if configuration.estate.isEmpty {
            await idle("idle, nothing is listed to measure", until: nil)
            return .seconds(5)
        }
        if due <= now, let hold {
            await idle(
                "a cycle is due; \(hold.reason.rawValue) until \(hold.until.formatted(.iso8601))",
                until: hold.until
            )
            return .seconds(max(1, min(hold.until.timeIntervalSince(now), 60)))
        }
        let left = due.timeIntervalSince(now)
        guard left > 0 else { return nil }
        await idle("idle until \(due.formatted(.iso8601))", until: due)
        return .seconds(min(left, 60))
    }

    /// Notes what did not run by itself.
    func merged(_ words: String) async {
        report.merged = words
        await publish()
    }

    /// Notes that another daemon leads, and that nothing is measured for it now.
    func standingBy(_ words: String) async {
        (lastProgress, isMeasuring, isWorking, report.hold) = (.now, false, false, nil)
        await idle(words, until: nil)
    }

    private func idle(_ activity: String, until next: Date?) async {
        guard report.activity != activity else { return }
        report.nextCycle = next
        report.activity = activity
        await publish()
    }

    func working(_ activity: String) async {
        isMeasuring = false
        isWorking = true
        isPastMeasuring = false
        report.hold = nil
        lastProgress = .now
        report.nextCycle = nil
        report.activity = activity
        await publish()
    }

    /// Notes that work goes on.
    func gotOn() { lastProgress = .now }

    /// Notes how far measuring is; written out at most once a second.
    func progress(_ finished: Int, of total: Int) async {
        lastProgress = .now
        isMeasuring = finished < total
        isPastMeasuring = finished >= total
        report.activity =
            isMeasuring ? "measuring: \(finished) of \(total) endpoints" : "judging \(total) endpoints"
        guard lastProgress - lastPublished >= .seconds(1) || finished == total else { return }
        await publish()
    }

    /// Whether the watchdog may be fed: something was finished lately, be it a minute's sleep.
    func isAlive() -> Bool {
        let limit =
            isMeasuring
            ? configuration.settings.endpointDeadline + patience.beyondDeadline : patience.otherwise
        return SuspendingClock.now - lastProgress < limit
    }

    /// What is served of it.
    func glance() -> DaemonGlance {
        DaemonGlance(
            started: report.started,
            configurationLoaded: report.configurationLoaded,
            reloadErrors: report.refusedReload?.errors ?? 0,
            isWorking: isWorking,
            activity: report.activity,
            nextCycle: report.nextCycle,
            isAlive: isAlive()
        )
    }

    private var statusLine: String {
        guard let refused = report.refusedReload else { return report.activity }
        return "\(report.activity); reload refused (errors: \(refused.errors)), running configuration kept"
    }

    private func publish() async {
        lastPublished = .now
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        // The report is a courtesy to `chancery status`; a full disk must not stop the daemon here.
        try? encoder.encode(report).write(
            to: stateDirectory.appending(path: DaemonReport.fileName),
            options: .atomic
        )
        await notify.send(.status(statusLine))
    }
}
