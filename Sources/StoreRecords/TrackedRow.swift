// SPDX-License-Identifier: Apache-2.0
package import Model

/// A finding as read, with the row of its newest transition.
package struct TrackedRow {
    package let transition: Int64
    package let tracked: TrackedFinding

    package init(transition: Int64, tracked: TrackedFinding) {
        self.transition = transition
        self.tracked = tracked
    }
}
