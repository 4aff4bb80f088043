// SPDX-License-Identifier: Apache-2.0
package import Model

extension Verdict {
    /// No verdict, for want of evidence: `not_applicable` where the question does not arise or the peer has no such
    /// thing, `not_tested` where it was left out on purpose, else `unknown`.
    package static func withheld(because reason: Unestablished) -> Verdict {
        if reason.phase == .absent || reason.phase == .notApplicable {
            return .notApplicable(because: reason.reason)
        }
        return reason.isDeliberate ? .notTested(because: reason.reason) : .unknown(because: reason)
    }
}

extension Sequence<Unestablished> {
    /// The reason that a verdict resting on all of them gives: what went wrong comes before what was left out
    /// on purpose, that before what is not there, and each in its order; nil where there is none.
    package var foremost: Unestablished? {
        let reasons = Array(self)
        return reasons.first { !$0.isDeliberate && $0.phase != .absent }
            ?? reasons.first(where: \.isDeliberate) ?? reasons.first
    }
}

extension Sequence<String> {
    /// The first few in words, and how many more there are.
    package func listed(atMost limit: Int = 8, separator: String = ", ") -> String {
        let items = Array(self)
        guard items.count > limit else { return items.joined(separator: separator) }
        return items.prefix(limit).joined(separator: separator) + " and \(items.count - limit) more"
    }
}
