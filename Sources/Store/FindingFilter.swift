// SPDX-License-Identifier: Apache-2.0
package import Model

/// Which findings to read; an empty set means all.
package struct FindingFilter: Hashable, Sendable {
    package var checks: Set<String>
    package var endpoints: Set<String>
    /// Of the last measurement.
    package var states: Set<Verdict.State>
    /// Whether what waits to be confirmed as mended is read beside `states`, whatever its last verdict.
    package var includesMended: Bool

    package init(
        checks: Set<String> = [],
        endpoints: Set<String> = [],
        states: Set<Verdict.State> = [],
        includesMended: Bool = false
    ) {
        self.checks = checks
        self.endpoints = endpoints
        self.states = states
        self.includesMended = includesMended
    }
}
