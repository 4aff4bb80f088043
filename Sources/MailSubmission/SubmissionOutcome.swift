// SPDX-License-Identifier: Apache-2.0

/// What became of a message at a relay.
package struct SubmissionOutcome: Hashable, Sendable {
    /// What became of it for one recipient; reasons are printable ASCII.
    package enum Fate: Hashable, Sendable {
        /// The relay has taken it over.
        case accepted
        /// Not now: a reply of the 400s, a dialogue that broke off, or a relay that is not set up for us. To be tried again.
        case postponed(reason: String)
        /// The relay will not take it for this recipient, whenever it is tried (a reply of the 500s).
        case refused(reason: String)
    }

    /// Every recipient of the message.
    package let fates: [MailAddress: Fate]

    package init(fates: [MailAddress: Fate]) { self.fates = fates }

    /// The same for all.
    package init(_ fate: Fate, for recipients: [MailAddress]) {
        fates = Dictionary(recipients.map { ($0, fate) }) { first, _ in first }
    }
}

/// How the connection to a relay is secured.
package enum SubmissionSecurity: String, Sendable, CaseIterable {
    /// By STARTTLS (RFC 3207), or nothing is sent.
    case starttls
    /// From the first byte (RFC 8314 §3).
    case tls
    /// Not at all, for a relay on this machine.
    case none
}

/// Who submits, by AUTH PLAIN (RFC 4616).
package struct SubmissionCredentials: Hashable, Sendable {
    package let user: String
    package let password: String

    /// Nil where either is empty or holds NUL, which separates them.
    package init?(user: String, password: String) {
        guard !user.isEmpty, !password.isEmpty, !(user + password).utf8.contains(0) else { return nil }
        self.user = user
        self.password = password
    }
}
