// SPDX-License-Identifier: Apache-2.0
package import MailSubmission

/// The relay that takes our mail, and in whose name.
package struct MailSettings: Hashable, Sendable {
    /// Host and port; nil where no mail is sent.
    package var relay: ProxyAddress?
    package var security = SubmissionSecurity.starttls
    /// Whose password the credential `chancery.mail-password` is; nil where the relay asks for none.
    package var user: String?
    /// There wherever `relay` is.
    package var from: MailAddress?
}
