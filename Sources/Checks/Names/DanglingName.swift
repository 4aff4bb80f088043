// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where the domain points to names that do not exist, which somebody else may register.
package struct DanglingName: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.dangling",
        title: "The domain points to names that do not exist",
        measures:
            "Targets of NS, MX, the aliases of the domain, of www and of MX hosts, and of SPF includes.",
        scope: .domain,
        levels: ["no-address", "no-such-name"],
        references: ["RFC 1912 §2.4"],
        remedy: "Remove the record, or create the name that it points to."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        var gone: [String] = []
        var empty: [String] = []
        var gaps: [Unestablished] = []
        for target in view.targets(&gaps) {
            switch target.answer {
            case .noSuchName: gone.append("\(target.kind) \(target.name)")
            case .noData: if target.needsAddress { empty.append("\(target.kind) \(target.name)") }
            case .found: continue
            case .failed(let reason): gaps.append(Unestablished(phase: .resolve, reason: reason, attempts: 1))
            }
        }
        guard gone.isEmpty else {
            return .fail(level: "no-such-name", seen: gone.listed(), expected: "names that exist")
        }
        guard empty.isEmpty else {
            return .fail(level: "no-address", seen: empty.listed(), expected: "names with an address")
        }
        return gaps.foremost.map(Verdict.withheld) ?? .pass
    }
}
