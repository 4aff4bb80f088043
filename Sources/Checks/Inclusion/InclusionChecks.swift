// SPDX-License-Identifier: Apache-2.0

/// Checks on who cannot reach an endpoint.
package enum InclusionChecks {
    package static let all: [any Check.Type] = [
        ClientsExcluded.self,
        IPv6Missing.self,
    ]
}
