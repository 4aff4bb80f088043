// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the page of a host of statements became another one at a stroke, as by a defacement.
package struct ContentReplaced: Check {
    package static let identity = CheckIdentity(
        id: "web.content-replaced",
        title: "The page was replaced as a whole",
        measures:
            "The likeness of the visible text at / to what it was before, step by step over the days that are "
            + "looked back; pages that change bit by bit are let be.",
        scope: .address,
        levels: ["replaced"],
        references: ["NIST SP 800-53r5 SI-7", "NIST SP 800-53r5 SI-4"],
        remedy:
            "Look at the page at once. If the change was ordered, it is found no more once the days are over; else "
            + "restore the page and look for the way in.",
        settings: ["Days", "Likeness"],
        clock: .continual
    )

    private let days: Int
    private let likeness: Double

    package init(_ settings: CheckSettings) throws(SettingError) {
        days = try settings.integer("Days", in: 1...365)
        likeness = try settings.fraction("Likeness", in: 0.01...0.5)
    }

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        /// A text, and when it was first and last seen.
        package struct Stand: Hashable, Sendable {
            package let sketch: PageSketch
            package let first, last: Date
        }

        package let now: PageSketch
        /// Of the address, with text, oldest first; empty where there is no history.
        package let past: [Stand]
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let endpoint = subject.endpointID.flatMap { evidence.endpoint($0) }
        guard let endpoint, endpoint.role == .statementHost, endpoint.service == .https else {
            throw Unestablished(phase: .notApplicable, reason: "it is no host of statements")
        }
        let now = try evidence.one(PageSketch.self, of: subject).fact
        guard now.text != nil, (200..<300).contains(now.status) else {
            throw Unestablished(phase: .reply, reason: "no text was seen at /", attempts: 1)
        }
        let past = evidence.history(PageSketch.self, "", of: subject)
            .filter { $0.fact.text != nil && (200..<300).contains($0.fact.status) }
        return Input(
            now: now,
            past: past.map { Input.Stand(sketch: $0.fact, first: $0.first, last: $0.last) }
                .sorted { ($0.first, $0.last) < ($1.first, $1.last) }
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        let start = now.addingTimeInterval(-Double(days) * 86_400)
        var later = input.now
        // Where the text of today was seen before, it is its first day that counts: what was restored is no news.
        var since = input.past.first { $0.sketch == input.now }?.first ?? now
        var steps = 0
        while since > start, let before = input.past.last(where: { $0.first < since && $0.sketch != later }) {
            steps += 1
            if let alike = before.sketch.likeness(to: later), alike < likeness {
                return .fail(
                    level: "replaced",
                    seen:
                        "about \(Int(alike * 100)) % of the text of \(CalendarDay(before.last)) was left on "
                        + "\(CalendarDay(since))",
                    expected: "at least \(Int(likeness * 100)) %"
                )
            }
            (later, since) = (before.sketch, before.first)
        }
        guard steps > 0 || since <= start else {
            return .notTested(because: "a change of the page shows only over days of assessment")
        }
        return .pass
    }
}
