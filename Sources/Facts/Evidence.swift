// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// A fact as it was seen.
package struct Observation<F: Fact>: Sendable {
    package let fact: F
    package let subject: Subject
    /// When the visit that saw it ended, UTC.
    package let seen: Date
    package let vantage: String

    package init(fact: F, subject: Subject, seen: Date, vantage: String) {
        self.fact = fact
        self.subject = subject
        self.seen = seen
        self.vantage = vantage
    }
}

/// What a check may look at; every question has an answer: observations, or the reason why there are none.
package protocol Evidence: Sendable {
    /// What the configuration lists: roles, criticality, secrecy lifetimes.
    var estate: Estate { get }

    /// The listed endpoint of an address or endpoint subject's `endpointID`; nil where none is listed.
    func endpoint(_ id: String) -> Endpoint?

    /// The addresses that were measured for an endpoint, sorted; empty where its name gave none.
    func addresses(of endpoint: String) -> [Subject]

    /// The newest observation of one fact; throws why there is none.
    func one<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) throws(Unestablished)
        -> Observation<F>

    /// Every newest observation of a kind below a subject, whatever its aspect, sorted by subject.
    func all<F: Fact>(_ kind: F.Type, under subject: Subject) -> [Observation<F>]

    /// What the subject was seen to be over the time that is kept, the present visit included where it was kept
    /// before judging; oldest first, and empty where there is no history, as in a single scan.
    ///
    /// Only of the kinds in `FactKinds.historical`.
    func history<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> [Sighting<F>]

    /// Why a question has no answer; nil where it has one.
    func reason(_ question: Question, of subject: Subject) -> Unestablished?

    /// What follows from everything else that was judged; nil before that, and where nothing is weighed.
    var decisions: Decisions? { get }
}

extension Evidence {
    package var decisions: Decisions? { nil }

    package func one<F: Fact>(_ kind: F.Type, of subject: Subject) throws(Unestablished) -> Observation<F> {
        try one(kind, "", of: subject)
    }
}
