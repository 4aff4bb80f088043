// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Another configuration was taken over by the service.
package struct ReloadInfo: Hashable, Sendable {
    package let at: Date
    /// What changed, in our own words and those of the configuration.
    package let lines: [String]

    package init(at: Date, lines: [String]) {
        self.at = at
        self.lines = lines
    }
}
