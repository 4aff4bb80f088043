// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// Something that happened to the service itself and belongs to the record of what was measured.
package struct ServiceEvent: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Another configuration was taken over, whole; the lines say what changed.
        case reload
        /// Cycles that were due, or asked for, while another one ran did not run by themselves.
        case merged
        /// A cycle was broken off because quiet hours or a blackout began; it goes on afterwards.
        case held
        /// What came of measuring servers whose faults are known, before the cycle measured anything; `SelfCheck` reads the lines.
        case selfCheck = "self-check"
    }

    /// To the second.
    package let at: Date
    package let kind: Kind
    /// The cycle that ran; nil where none did.
    package let cycle: Cycle.ID?
    package let lines: [String]

    package init(at: Date, kind: Kind, cycle: Cycle.ID?, lines: [String]) {
        self.at = at
        self.kind = kind
        self.cycle = cycle
        self.lines = lines
    }
}

extension Store {
    /// Of every kind, newest first.
    package func events(limit: Int) async throws(StoreError) -> [ServiceEvent] {
        try await events(of: Set(ServiceEvent.Kind.allCases), in: nil, limit: limit)
    }

    /// What the self-check before a cycle came to, the worst where it was made more than once; nil where none was made.
    package func selfCheck(of cycle: Cycle.ID) async throws(StoreError) -> SelfCheck? {
        SelfCheck.worst(
            of: try await events(of: [.selfCheck], in: cycle, limit: .max).map { SelfCheck(lines: $0.lines) }
        )
    }
}
