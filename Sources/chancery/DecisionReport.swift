// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Model

/// The decisions that need somebody soon, or now, by the newest posture.
struct DecisionReport: Encodable {
    /// Acceptances and attestations whose last day is near.
    let endingSoon: [String]
    /// Acceptances that ran out while what they accepted fails.
    let expiredAcceptances: [String]
    let expiredAttestations: [String]
    let contradictedAttestations: [String]

    init(_ posture: Posture) {
        let acceptances = posture.acceptances.filter { $0.endsSoon == true }.map {
            "\($0.acceptance.id) (\($0.acceptance.expires))"
        }
        let attestations = posture.attestations.filter { $0.endsSoon == true }
        endingSoon =
            acceptances
            + attestations.map { standing in
                Self.name(standing) + (standing.attestation.map { " (\($0.validUntil))" } ?? "")
            }
        expiredAcceptances = posture.acceptances.filter { $0.state == .expired && !$0.covers.isEmpty }
            .map(\.acceptance.id)
        expiredAttestations = posture.attestations.filter { $0.state == .expired }.map(Self.name)
        contradictedAttestations = posture.attestations.filter { $0.state == .contradicted }.map(Self.name)
    }

    private static func name(_ standing: AttestationStanding) -> String {
        standing.subject == .ministry ? standing.item : "\(standing.item) \(standing.subject.name)"
    }

    /// One for each kind of which there is any.
    var lines: [String] {
        let kinds = [
            ("ending soon", endingSoon),
            ("acceptances that ran out over open findings", expiredAcceptances),
            ("expired attestations", expiredAttestations),
            ("contradicted attestations", contradictedAttestations),
        ]
        return kinds.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.listed(atMost: 5))" }
    }
}
