// SPDX-License-Identifier: Apache-2.0

/// Checks on the ministry's own decisions; they are judged after all others, whose findings they rest on.
package enum GovernanceChecks {
    package static let all: [any Check.Type] = [
        AttestationExpired.self,
        AttestationContradicted.self,
        EvidenceDiffers.self,
        AcceptanceExpired.self,
        FindingOverdue.self,
    ]
}
