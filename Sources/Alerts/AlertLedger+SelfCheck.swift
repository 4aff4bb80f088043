// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model

extension AlertLedger {
    /// That the self-check does not hold is told once, and that it holds again; one that is not established changes nothing, and
    /// where none is made any more nothing is told.
    mutating func doubt(_ check: SelfCheck?, at cycle: Cycle.ID, _ now: Date) -> [Alert] {
        switch check?.state {
        case nil:
            doubts = false
            return []
        case .notEstablished?: return []
        case .held?:
            guard doubts else { return [] }
            doubts = false
            return [Alert(.seesAgain, detail: "the self-check holds again", cycle: cycle, at: now)]
        case .notHeld?:
            guard !doubts, let check else { return [] }
            doubts = true
            let words = "the self-check before cycle \(cycle) was \(check.words)"
            let advice = "'chancery status' says what to do, and the report is to be read with that doubt"
            return [Alert(.cannotSee, detail: "\(words); \(advice)", cycle: cycle, at: now)]
        }
    }
}
