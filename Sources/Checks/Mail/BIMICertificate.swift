// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where the certificate of the domain's picture will not be accepted by mail programs.
package struct BIMICertificate: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.bimi-certificate",
        title: "The certificate of the BIMI record does not serve",
        measures:
            "The certificate (VMC or CMC) that a= names: its names, its usage and its dates. Its authority and the picture in it are not judged; hosts outside the listed domains are not asked.",
        scope: .domain,
        levels: ["soon", "expired", "invalid"],
        references: [
            "draft-brand-indicators-for-message-identification §4",
            "draft-fetch-validation-vmc-wchuang",
        ],
        remedy: "Order the certificate anew for the domain, and publish it at the address in a=.",
        settings: ["Days"],
        clock: .deadlines
    )

    /// Before its end, at which a certificate ends soon.
    let days: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        days = try settings.integer("Days", in: 1...90)
    }

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard let name = view.domain.prepending("default", "_bimi") else {
            return .notApplicable(because: "the name is too long")
        }
        let texts = try view.texts(name, where: BIMIRecord.isRecord)
        guard texts.count == 1, (try? BIMIRecord(texts[0]))?.authority != nil else {
            return .notApplicable(because: "no sound BIMI record names a certificate")
        }
        let mark = try view.evidence.one(MarkCertificate.self, of: view.subject).fact
        guard mark.isForMarks else {
            return .fail(
                level: "invalid",
                seen: "the usage of \(mark.subject) is another",
                expected: "a certificate for brand indicators"
            )
        }
        guard Self.covers(mark.names, view.domain) else {
            return .fail(
                level: "invalid",
                seen: "it is for \(mark.names.listed())",
                expected: "\(view.domain)"
            )
        }
        return life(of: mark, at: now)
    }

    private func life(of mark: MarkCertificate, at now: Date) -> Verdict {
        guard let first = mark.notBefore, let last = mark.notAfter else {
            return .fail(level: "invalid", seen: "dates that cannot be read", expected: "sound dates")
        }
        guard first <= now else {
            let seen = "it begins on \(CalendarDay(first))"
            return .fail(level: "invalid", seen: seen, expected: "a certificate that is valid")
        }
        let seen = "it ends on \(CalendarDay(last))"
        guard last >= now else {
            return .fail(level: "expired", seen: seen, expected: "a certificate that is valid")
        }
        guard last.timeIntervalSince(now) > Double(days) * 86_400 else {
            return .fail(level: "soon", seen: seen, expected: "more than \(days) days")
        }
        return .pass
    }

    /// The domain itself, a domain above it, or the record's own name, each as they stand.
    private static func covers(_ names: [String], _ domain: DNSName) -> Bool {
        names.compactMap { DNSName($0) }.contains { name in
            let isSelector = name.labels.contains { String(decoding: $0, as: UTF8.self) == "_bimi" }
            if isSelector { return name == domain.prepending("default", "_bimi") }
            return !name.isRoot && domain.isWithin(name)
        }
    }
}
