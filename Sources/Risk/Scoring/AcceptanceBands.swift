// SPDX-License-Identifier: Apache-2.0
package import Model

extension RiskModel {
    /// The bands that the failures named by an acceptance can have on their first day, one for each level and each place
    /// that it covers; empty for a check or a subject that is not known.
    package func bands(underAcceptance acceptance: Acceptance, in estate: Estate) -> Set<Band> {
        guard let rule = checks[acceptance.check] else { return [] }
        let index = EstateIndex(estate)
        let subjects = [acceptance.subject] + estate.endpoints.map { Subject.endpoint($0.id) }
        let impacts = subjects.compactMap { subject -> Band? in
            guard let place = index.place(of: subject),
                AcceptanceLedger.covers(acceptance.subject, subject, at: place)
            else { return nil }
            return place.criticality.worst(of: rule.affects)
        }
        let likelihoods = rule.levels.map {
            likelihoodRule.likelihood(initiation: rule.initiation, adverseImpact: $0.adverseImpact)
        }
        return Set(
            Set(impacts).flatMap { impact in
                likelihoods.map { AssessmentTables.risk(likelihood: $0, impact: impact) }
            }
        )
    }
}
