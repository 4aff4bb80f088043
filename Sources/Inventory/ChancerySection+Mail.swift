// SPDX-License-Identifier: Apache-2.0
import MailSubmission
import Model
import Settings

/// The relay that takes our mail.
extension ChancerySection {
    static let mailRelay = Key(
        "MailRelay",
        ValueType(
            expects: "the host and port of a relay such as relay.mfa.example:587",
            parseOrNil: { $0.contains("/") ? nil : ProxyAddress($0) },
            render: \.description
        ),
        summary: "The relay that takes reports and alerts by SMTP: HOST:PORT; without it no mail is sent."
    )
    static let mailSecurity = Key(
        "MailSecurity",
        .oneOf(SubmissionSecurity.self),
        standard: "starttls",
        summary: "TLS with the relay: starttls, tls from the first byte, or none for a relay on this machine."
    )
    static let mailUser = Key(
        "MailUser",
        .text,
        summary:
            "Who logs in at the relay, with the password of the credential chancery.mail-password; unset: nobody."
    )
    static let mailFrom = Key(
        "MailFrom",
        .mailAddress,
        summary: "The address that mail comes from, which gets what bounces; MailRelay needs it."
    )
    static let reportMail = ListKey(
        "ReportMail",
        .mailAddress,
        summary: "Whom page one of each period's report is mailed to once the period is over; a list."
    )

    static let mailKeys = [
        mailRelay.description, mailSecurity.description, mailUser.description, mailFrom.description,
        reportMail.description,
    ]

    static func readMail(_ settings: inout ServiceSettings, _ reader: inout SectionReader) {
        settings.mail.relay = reader.take(mailRelay)
        settings.mail.security = reader.take(mailSecurity, or: settings.mail.security)
        settings.mail.user = reader.take(mailUser)
        settings.mail.from = reader.take(mailFrom)
        settings.reports.recipients = reader.take(reportMail)
        checkMail(settings, &reader)
    }

    private static func checkMail(_ settings: ServiceSettings, _ reader: inout SectionReader) {
        let mail = settings.mail
        if mail.relay != nil, !reader.isSet(mailFrom.description) {
            let message = "MailRelay needs MailFrom, the address that mail comes from"
            reader.report(.error, message, at: reader.span(of: mailRelay.description))
        }
        if !settings.reports.recipients.isEmpty, !reader.isSet(mailRelay.description) {
            let message = "ReportMail needs MailRelay, through which mail goes"
            reader.report(.error, message, at: reader.span(of: reportMail.description))
        }
        guard mail.security == .none else { return }
        if let relay = mail.relay, relay.host != "localhost", IPAddress(relay.host)?.isLoopback != true {
            let message =
                "MailSecurity=none is for a relay on this machine, and \(relay.host) may be elsewhere"
            reader.report(.error, message, at: reader.span(of: mailSecurity.description))
        }
        if mail.user != nil {
            let message = "MailUser: a password is said under TLS alone, and MailSecurity is none"
            reader.report(.error, message, at: reader.span(of: mailUser.description))
        }
    }
}

extension ValueType where Value == MailAddress {
    static let mailAddress = ValueType(
        expects: "a mail address such as soc@mfa.example, without a name beside it",
        parseOrNil: { MailAddress($0) },
        render: \.description
    )
}
