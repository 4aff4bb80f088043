// SPDX-License-Identifier: Apache-2.0
import Model

/// Which dispute is about which failure on one day.
struct DisputeLedger {
    private struct Entry {
        let dispute: Dispute
        let state: DisputeStanding.State
        var covered: Set<FindingKey> = []
    }

    /// Sorted by id.
    private var entries: [Entry]
    /// Indices of the entries, by check.
    private var byCheck: [String: [Int]] = [:]

    init(_ disputes: [Dispute], today: CalendarDay) {
        entries = Set(disputes).sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
            .map { Entry(dispute: $0, state: $0.state(on: today)) }
        for (index, entry) in entries.enumerated() {
            byCheck[entry.dispute.check, default: []].append(index)
        }
    }

    /// The id of the upheld dispute by which a failure is none, the first by id where several are; nil where none is.
    mutating func clearer(of key: FindingKey, at place: Place) -> String? {
        var clearer: String?
        for index in byCheck[key.check] ?? []
        where AcceptanceLedger.covers(entries[index].dispute.subject, key.subject, at: place) {
            entries[index].covered.insert(key)
            if entries[index].state == .upheld { clearer = clearer ?? entries[index].dispute.id }
        }
        return clearer
    }

    /// Every dispute with what became of it, sorted by id.
    var standings: [DisputeStanding] {
        entries.map { entry in
            DisputeStanding(dispute: entry.dispute, state: entry.state, covers: entry.covered.sorted())
        }
    }

    private static func order(_ dispute: Dispute) -> [String] {
        let decision = dispute.decision
        return [
            dispute.id, dispute.check, dispute.subject.description, dispute.raised.description, dispute.owner,
            dispute.evidence, dispute.sha256 ?? "", decision?.outcome.rawValue ?? "",
            decision?.on.description ?? "", decision?.until?.description ?? "", decision?.by ?? "",
            decision?.reason ?? "",
        ]
    }
}
