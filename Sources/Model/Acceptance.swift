// SPDX-License-Identifier: Apache-2.0

/// A risk acceptance: somebody with a name bears a finding until a day.
package struct Acceptance: Hashable, Codable, Sendable {
    /// The section name.
    package let id: String
    /// The check that is accepted.
    package let check: String
    /// The endpoint, mission or domain it is accepted for, never the whole ministry.
    package let subject: Subject
    package let reason: String
    package let compensatingControl: String?
    package let approver: String
    package let approverRole: String?
    package let ticket: String?
    package let approved: CalendarDay
    /// The last day on which it counts.
    package let expires: CalendarDay

    package init(
        id: String,
        check: String,
        subject: Subject,
        reason: String,
        compensatingControl: String?,
        approver: String,
        approverRole: String?,
        ticket: String?,
        approved: CalendarDay,
        expires: CalendarDay
    ) {
        self.id = id
        self.check = check
        self.subject = subject
        self.reason = reason
        self.compensatingControl = compensatingControl
        self.approver = approver
        self.approverRole = approverRole
        self.ticket = ticket
        self.approved = approved
        self.expires = expires
    }

    package func isInForce(on day: CalendarDay) -> Bool { approved <= day && day <= expires }
}
