// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a hello is refused for something that a sound server ignores: clients to come may be shut out.
package struct HelloIntolerant: Check {
    package static let identity = CheckIdentity(
        id: "tls.intolerant",
        title: "Harmless oddities in a hello are not tolerated",
        measures: "Hellos with one oddity each that are refused where the same without it is answered.",
        scope: .address,
        levels: ["intolerant"],
        references: ["RFC 8446 §4.1.2", "RFC 8446 §4.2", "RFC 8701 §3", "RFC 7685 §1"],
        remedy: "Upgrade the TLS library, or the load balancer or firewall before it."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        /// In words, one an oddity.
        package let refused: [String]
        /// Why not every oddity is settled.
        package let doubt: Unestablished?
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        var refused: [String] = []
        var doubts: [Unestablished] = []
        var tolerated = 0
        for oddity in HelloTolerance.Oddity.allCases {
            do throws(Unestablished) {
                let fact = try evidence.one(HelloTolerance.self, oddity.rawValue, of: subject).fact
                if fact.isTolerated { tolerated += 1 }
                if !fact.isTolerated { refused.append("\(oddity.rawValue) (\(fact.manner ?? "refused"))") }
            } catch {
                doubts.append(error)
            }
        }
        // An oddity that cannot be had alone is left out on purpose, and is no gap where the others are settled.
        let isAsked = tolerated + refused.count > 0
        return Input(
            refused: refused,
            doubt: isAsked ? doubts.first { !$0.isDeliberate } : doubts.foremost
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard input.refused.isEmpty else {
            return .fail(
                level: "intolerant",
                seen: "refused: " + input.refused.listed(),
                expected: "the answer of a plain hello"
            )
        }
        if let doubt = input.doubt { return .withheld(because: doubt) }
        return .pass
    }
}
