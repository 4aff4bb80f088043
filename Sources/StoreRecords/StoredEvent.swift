// SPDX-License-Identifier: Apache-2.0
package import Store

/// How rows of events are chosen.
package enum StoredEvent {
    /// A condition in SQL on the column `kind`.
    ///
    /// Whoever wants all kinds also gets those that this version does not know, and must refuse them.
    package static func condition(on kinds: Set<ServiceEvent.Kind>) -> String {
        guard kinds.count < ServiceEvent.Kind.allCases.count else { return "TRUE" }
        guard !kinds.isEmpty else { return "FALSE" }
        return "kind IN (\(kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))"
    }
}
