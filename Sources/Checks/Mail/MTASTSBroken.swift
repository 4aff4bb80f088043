// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where an MTA-STS policy is announced and does not protect.
package struct MTASTSBroken: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.mta-sts-broken",
        title: "The MTA-STS policy does not work",
        measures: "The TXT record, and the policy file with its mode, age and hosts against the MX records.",
        scope: .domain,
        levels: ["short", "testing", "record", "uncovered", "unreachable"],
        references: ["RFC 8461 §3", "RFC 8461 §4.1"],
        remedy:
            "Serve the policy with a trusted certificate and without redirect, with every MX host in it, a max_age of weeks and mode enforce."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard let name = view.domain.prepending("_mta-sts") else {
            return .notApplicable(because: "the name is too long")
        }
        let texts = try view.texts(name, where: MTASTSRecord.isRecord)
        guard let text = texts.first else { return .notApplicable(because: "no policy is announced") }
        guard texts.count == 1 else {
            return .fail(
                level: "record",
                seen: "\(texts.count) records, which count as none",
                expected: "one record"
            )
        }
        do {
            _ = try MTASTSRecord(text)
        } catch {
            return .fail(level: "record", seen: error.problem, expected: "a record with an id")
        }
        let file = try view.evidence.one(MTASTSPolicyFile.self, of: view.subject).fact
        guard file.status == 200, file.isTrusted else {
            let words = file.isTrusted ? "status \(file.status)" : "a certificate that is not trusted"
            return .fail(level: "unreachable", seen: words, expected: "status 200 with a trusted certificate")
        }
        return try Self.judge(file, exchanges: view.exchanges())
    }

    /// A week, in seconds.
    private static let shortest = 604_800

    private static func judge(_ file: MTASTSPolicyFile, exchanges: [MailExchange]) -> Verdict {
        let policy: MTASTSPolicy
        do {
            policy = try MTASTSPolicy(Array(file.body.utf8))
        } catch {
            return .fail(level: "unreachable", seen: error.problem, expected: "a sound policy file")
        }
        let uncovered = exchanges.map(\.host).filter { !$0.isRoot && !policy.covers($0) }
        guard policy.mode == .none || uncovered.isEmpty else {
            return .fail(
                level: "uncovered",
                seen: uncovered.map(\.description).listed(),
                expected: "every MX host in the policy"
            )
        }
        guard policy.mode == .enforce else {
            return .fail(level: "testing", seen: "mode \(policy.mode.rawValue)", expected: "mode enforce")
        }
        guard policy.maximumAge >= shortest else {
            return .fail(level: "short", seen: "max_age \(policy.maximumAge) s", expected: "a week or more")
        }
        return .pass
    }
}
