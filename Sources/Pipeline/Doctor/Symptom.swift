// SPDX-License-Identifier: Apache-2.0

/// One thing that Chancery looked at about itself and its machine.
package struct Symptom: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        case ok
        /// It works, and will not for long, or less well than it could.
        case warn
        case fail
        /// Nobody here could say; neither good nor bad.
        case unknown
    }

    /// Stable, for programs: `clock` or `trust-store`.
    package let id: String
    package let state: State
    /// What was seen, in words.
    package let seen: String
    /// What to do; nil where nothing need be done.
    package let advice: String?

    package init(_ id: String, _ state: State, _ seen: String, advice: String? = nil) {
        self.id = id
        self.state = state
        self.seen = seen
        self.advice = advice
    }
}
