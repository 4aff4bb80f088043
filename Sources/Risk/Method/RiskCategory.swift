// SPDX-License-Identifier: Apache-2.0
package import Model

/// One of the ten categories under which the papers' risks are reported.
package struct RiskCategory: Hashable, Sendable {
    package let id: String
    package let title: String
    /// Cyberattacks, data leaks and the digital divide.
    package let isCore: Bool
    /// The threat profile: initiation for checks and attestation items that state none of their own.
    package let initiation: Band

    package init(id: String, title: String, isCore: Bool, initiation: Band) {
        self.id = id
        self.title = title
        self.isCore = isCore
        self.initiation = initiation
    }
}
