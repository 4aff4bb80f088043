// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// One pass over the inventory.
package struct Cycle: Hashable, Codable, Sendable, Identifiable {
    /// Counts from 1; never reused.
    package let id: Int64
    package let started: Date
    /// Nil while it runs, and for one that was interrupted and not yet resumed.
    package let finished: Date?
    /// SHA-256 of the canonical estate it works on, lower-case hex.
    package let estateSHA256: String
    /// Where it is measured from.
    package let vantage: String
    package let toolVersion: String

    package init(
        id: Int64,
        started: Date,
        finished: Date?,
        estateSHA256: String,
        vantage: String,
        toolVersion: String
    ) {
        self.id = id
        self.started = started
        self.finished = finished
        self.estateSHA256 = estateSHA256
        self.vantage = vantage
        self.toolVersion = toolVersion
    }
}

/// What a measurement cost the peer and us.
package struct Cost: Hashable, Codable, Sendable {
    package var connections: Int
    package var bytesSent: Int
    package var bytesReceived: Int
    /// Wall time, milliseconds; of the whole where several dialogues ran side by side.
    package var milliseconds: Int

    package init(connections: Int = 0, bytesSent: Int = 0, bytesReceived: Int = 0, milliseconds: Int = 0) {
        self.connections = connections
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
        self.milliseconds = milliseconds
    }

    /// Adds what another dialogue cost; durations add up too.
    package static func += (left: inout Cost, right: Cost) {
        left.connections += right.connections
        left.bytesSent += right.bytesSent
        left.bytesReceived += right.bytesReceived
        left.milliseconds += right.milliseconds
    }
}
