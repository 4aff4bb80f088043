// SPDX-License-Identifier: Apache-2.0
package import MailSubmission

/// How often reports are written, in the ministry's time zone.
package enum ReportPeriod: String, Codable, Sendable, CaseIterable {
    case daily, weekly, monthly, quarterly
}

/// What reports are like, and who gets them.
package struct ReportSettings: Hashable, Sendable {
    /// Each with folders of its own; never empty.
    package var periods = [ReportPeriod.monthly]
    /// Printed on every page, `TLP:AMBER` or the ministry's own words; nil for none.
    package var marking: String?
    /// The language tag (RFC 5646) of the frame texts.
    package var language = "en"
    /// Permission bits of files.
    package var mode = 0o640
    /// The group that files belong to; nil for that of the process.
    package var group: String?
    /// For how long a report is kept after its period; nil for ever.
    package var retention: Duration?
    /// Folders that the report of each period is copied to once the period is over.
    package var copies: [String] = []
    /// Whom page one of each period's report is mailed to once the period is over.
    package var recipients: [MailAddress] = []
    /// The time-stamping authority that is asked about each report; nil where none is.
    package var timestampURL: String?
    /// The path of a PEM file with certificates that its own must lead to; nil where any authority counts.
    package var timestampAuthority: String?
}
