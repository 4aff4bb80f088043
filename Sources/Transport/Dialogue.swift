// SPDX-License-Identifier: Apache-2.0
package import Model

/// An address and a port to connect to.
package struct SocketTarget: Hashable, Sendable {
    package let address: IPAddress
    package let port: UInt16

    package init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}

/// How long and how much a dialogue may be.
package struct DialogueLimits: Hashable, Sendable {
    /// For the connection to stand.
    package var connectTimeout: Duration
    /// The longest silence, counted anew whenever bytes go either way.
    package var replyTimeout: Duration
    /// The same before TLS, where servers look up names or make their callers wait on purpose.
    package var greetingTimeout: Duration
    /// The whole dialogue, the connecting included.
    package var deadline: Duration
    /// How many bytes of the peer are read; what goes beyond is cut off.
    package var maximumBytes: Int

    package init(
        connectTimeout: Duration = .seconds(5),
        replyTimeout: Duration = .seconds(5),
        greetingTimeout: Duration = .seconds(15),
        deadline: Duration = .seconds(20),
        maximumBytes: Int = 262_144
    ) {
        self.connectTimeout = connectTimeout
        self.replyTimeout = replyTimeout
        self.greetingTimeout = max(greetingTimeout, replyTimeout)
        self.deadline = deadline
        self.maximumBytes = maximumBytes
    }
}

/// What a dialogue cost the peer and us.
package struct DialogueCost: Hashable, Sendable {
    package var connections: Int
    package var bytesSent: Int
    package var bytesReceived: Int
    /// From the first packet to the close; the wait for the budget is no part of it.
    package var duration: Duration

    package init(connections: Int = 0, bytesSent: Int = 0, bytesReceived: Int = 0, duration: Duration = .zero)
    {
        self.connections = connections
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
        self.duration = duration
    }

    package static func + (left: DialogueCost, right: DialogueCost) -> DialogueCost {
        DialogueCost(
            connections: left.connections + right.connections,
            bytesSent: left.bytesSent + right.bytesSent,
            bytesReceived: left.bytesReceived + right.bytesReceived,
            duration: left.duration + right.duration
        )
    }

    package static func += (left: inout DialogueCost, right: DialogueCost) { left = left + right }
}

/// What came of a dialogue, and what it cost.
package struct Dialogue<Outcome: Sendable>: Sendable {
    package let outcome: Outcome
    package let cost: DialogueCost

    package init(outcome: Outcome, cost: DialogueCost) {
        self.outcome = outcome
        self.cost = cost
    }
}

extension Dialogue: Equatable where Outcome: Equatable {}

/// Why there was no dialogue at all: the connection never stood, or the task was cancelled.
package struct DialFailure: Error, Hashable, Sendable {
    package enum Reason: String, Codable, Sendable {
        /// The peer, or something before it, answered with a reset.
        case refused
        case timedOut = "timed-out"
        /// A router said that the host or the port cannot be reached.
        case unreachable
        /// This machine has no route to the address.
        case noRoute = "no-route"
        /// This machine does not speak the address's family.
        case familyUnsupported = "family-unsupported"
        /// This process or machine has no descriptor left: our fault, never the peer's.
        case descriptorsExhausted = "descriptors-exhausted"
        /// The task was cancelled.
        case cancelled
        case other
    }

    package let reason: Reason
    /// The system's words.
    package let detail: String
    package let cost: DialogueCost

    package init(reason: Reason, detail: String, cost: DialogueCost) {
        self.reason = reason
        self.detail = detail
        self.cost = cost
    }

    /// Whether the peer or the way to it is the cause, and not this process.
    package var isPeers: Bool {
        switch reason {
        case .refused, .timedOut, .unreachable: true
        case .noRoute, .familyUnsupported, .descriptorsExhausted, .cancelled, .other: false
        }
    }
}
