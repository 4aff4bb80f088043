// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
package import TLSWire

/// Fails where session tickets live so long that their key guards old sessions for days.
package struct TicketLifetimeTooLong: Check {
    package static let identity = CheckIdentity(
        id: "tls.ticket-lifetime",
        title: "Session tickets live too long",
        measures: "Hours that a session ticket claims to live, the longest of its versions.",
        scope: .address,
        levels: ["long", "over-limit"],
        references: ["RFC 9325 §3.4", "RFC 8446 §4.6.1"],
        remedy:
            "Shorten the lifetime of sessions (nginx: ssl_session_timeout; Apache: SSLSessionCacheTimeout).",
        settings: ["Hours"]
    )

    /// RFC 8446 §4.6.1 forbids more than seven days.
    private static let limit = 604_800

    private let hours: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        hours = try settings.integer("Hours", in: 1...168)
    }

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        /// Seconds; nil where no ticket came, and that is established.
        package let longest: Int?
        package let version: ProtocolVersion?
        /// Why there may be a longer one.
        package let doubt: Unestablished?
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let versions = VersionCensus(of: subject, in: evidence)
        var longest: SessionResumption?
        var doubts: [Unestablished] = []
        let newestLegacy = versions.offered.last { $0 < .tls13 }
        if let doubt = versions.doubt(on: .ssl3 ... .tls13) { doubts.append(doubt) }
        let asked = [versions[.tls13] == true ? ProtocolVersion.tls13 : nil, newestLegacy].compactMap { $0 }
        for version in asked {
            let mechanism: SessionResumption.Mechanism = version == .tls13 ? .preSharedKey : .ticket
            do throws(Unestablished) {
                let aspect = SessionResumption.aspect(version, mechanism)
                let fact = try evidence.one(SessionResumption.self, aspect, of: subject).fact
                if let lifetime = fact.ticketLifetime, lifetime > longest?.ticketLifetime ?? -1 {
                    longest = fact
                }
            } catch {
                doubts.append(error)
            }
        }
        return Input(longest: longest?.ticketLifetime, version: longest?.version, doubt: doubts.foremost)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        let longest = input.longest ?? 0
        if longest > hours * 3600, let version = input.version {
            return .fail(
                level: longest > Self.limit ? "over-limit" : "long",
                seen: "tickets of \(version.title) for \(longest) seconds",
                expected: "at most \(hours) hours"
            )
        }
        if let doubt = input.doubt { return .withheld(because: doubt) }
        return input.longest == nil ? .notApplicable(because: "it gives no session tickets") : .pass
    }
}
