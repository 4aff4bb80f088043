// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// One rule, pure: no I/O, no clock but the one handed in, so that kept facts can be judged again.
///
/// Bands, thresholds and control mappings stand in the risk model by (check, level), not here.
package protocol Check: Sendable {
    static var identity: CheckIdentity { get }

    associatedtype Input: Sendable

    init(_ settings: CheckSettings) throws(SettingError)

    /// Gathers what it needs; a missing fact is thrown on with its reason and becomes `unknown`, or
    /// `not_tested` where it was left out on purpose.
    func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input

    func judge(_ input: Input, at now: Date) -> Verdict
}

extension Check {
    /// Its verdict on one subject at any instant, of evidence that is gathered once.
    func judgement(on evidence: any Evidence, about subject: Subject) -> (Date) -> Verdict {
        do {
            let input = try gather(from: evidence, about: subject)
            return { judge(input, at: $0) }
        } catch {
            let verdict = Verdict.withheld(because: error)
            return { _ in verdict }
        }
    }

    /// Its verdict on one subject of the evidence.
    package func verdict(on evidence: any Evidence, about subject: Subject, at now: Date) -> Verdict {
        do {
            return judge(try gather(from: evidence, about: subject), at: now)
        } catch {
            return .withheld(because: error)
        }
    }
}

/// What is said of a check outside its code: in reports, in `explain`, in the catalogue.
package struct CheckIdentity: Hashable, Sendable {
    /// Stable for ever: `certificate.expires-soon`.
    package let id: String
    /// The bad state as a statement.
    package let title: String
    /// What is measured, with unit and range.
    package let measures: String
    package let scope: Scope
    /// The ways to fail, mildest first; the risk model gives each its band.
    ///
    /// Empty for a check that never fails and only says what could not be seen.
    package let levels: [String]
    /// RFCs, NIST and CA/Browser Forum documents with their sections.
    package let references: [String]
    package let remedy: String
    /// Keys of its thresholds in the risk model, all of which must be given.
    package let settings: [String]
    package let clock: ClockUse
    package let basis: CheckBasis

    package init(
        id: String,
        title: String,
        measures: String,
        scope: Scope,
        levels: [String],
        references: [String],
        remedy: String,
        settings: [String] = [],
        clock: ClockUse = .unused,
        basis: CheckBasis = .facts
    ) {
        self.id = id
        self.title = title
        self.measures = measures
        self.scope = scope
        self.levels = levels
        self.references = references
        self.remedy = remedy
        self.settings = settings
        self.clock = clock
        self.basis = basis
    }
}

/// How a verdict hangs on the instant at which it is given, the evidence being the same.
package enum ClockUse: Hashable, Sendable {
    /// It does not.
    case unused
    /// By ends and beginnings that stand until somebody does something: certificates, registrations, policies.
    case deadlines
    /// By what a machine or an editor makes anew all the time: signatures of zones, feeds, cookies; a later clock
    /// shows what comes if that stops.
    case continual
}

/// What a check judges.
package enum CheckBasis: Sendable {
    /// What probes established.
    case facts
    /// What the risk model finds of attestations, acceptances and deadlines, after all facts were judged.
    ///
    /// Judged are the ministry and each mission.
    case decisions
}
