// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Pipeline

/// What the daemon says of itself at an instant.
package struct DaemonGlance: Hashable, Sendable {
    package var started: Date
    package var configurationLoaded: Date
    /// How many errors the last reload had; 0 where it was taken over, or none was tried.
    package var reloadErrors: Int
    /// Whether a cycle runs.
    package var isWorking: Bool
    /// What it is doing, in words.
    package var activity: String
    /// Nil while a cycle runs.
    package var nextCycle: Date?
    /// Whether work goes on; the watchdog is fed by this.
    package var isAlive: Bool

    package init(
        started: Date,
        configurationLoaded: Date,
        reloadErrors: Int,
        isWorking: Bool,
        activity: String,
        nextCycle: Date?,
        isAlive: Bool
    ) {
        self.started = started
        self.configurationLoaded = configurationLoaded
        self.reloadErrors = reloadErrors
        self.isWorking = isWorking
        self.activity = activity
        self.nextCycle = nextCycle
        self.isAlive = isAlive
    }
}

/// The daemon, as far as what is served needs it.
package protocol DaemonSource: Sendable {
    func glance() async -> DaemonGlance

    /// What is in force just now.
    func running() async -> LoadedConfiguration
}
