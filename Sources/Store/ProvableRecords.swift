// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// The canonical records that a report rests on, as of a cycle.
package struct ProvableRecords: Hashable, Sendable {
    /// The newest change of one finding's verdict.
    package struct Transition: Hashable, Sendable {
        package let finding: Int64
        /// The cycle in which it changed, whose head covers the record.
        package let cycle: Cycle.ID
        package let bytes: Data

        package init(finding: Int64, cycle: Cycle.ID, bytes: Data) {
            self.finding = finding
            self.cycle = cycle
            self.bytes = bytes
        }
    }

    /// By cycle, and in each in the order of its leaves.
    package let transitions: [Transition]
    /// Of the posture that the cycle was closed with; nil where it has none.
    package let posture: Data?

    package init(transitions: [Transition], posture: Data?) {
        self.transitions = transitions
        self.posture = posture
    }
}
