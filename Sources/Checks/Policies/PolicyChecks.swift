// SPDX-License-Identifier: Apache-2.0

/// Checks of what was measured against published guidelines.
package enum PolicyChecks {
    package static let all: [any Check.Type] = [PolicyViolated.self]
}
