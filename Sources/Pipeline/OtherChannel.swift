// SPDX-License-Identifier: Apache-2.0
package import Model

/// What is attested of a channel besides the web for whoever cannot open an endpoint.
package enum OtherChannel: Hashable, Sendable {
    /// The item that asks for it: alerts by SMS, USSD, radio, telephone or a mission's desk.
    package static let item = "Q20"

    /// Attested for the mission, or for the ministry.
    case attested(Attestation)
    /// Nobody says so, or it does not count.
    case notEstablished(String)

    init(for endpoint: Endpoint, in posture: Posture, on day: CalendarDay) {
        let standings = posture.attestations.filter { $0.item == Self.item }
        let own = standings.first {
            $0.subject == endpoint.mission.map(Subject.mission) && $0.attestation != nil
        }
        guard let standing = own ?? standings.first(where: { $0.subject == .ministry }) else {
            self = .notEstablished("\(Self.item) is not asked")
            return
        }
        guard standing.state == .counted, let attestation = standing.attestation else {
            self = .notEstablished("\(Self.item) is \(standing.state.words)")
            return
        }
        self = .attested(attestation)
    }
}

extension AttestationStanding.State {
    fileprivate var words: String {
        switch self {
        case .counted: "counted"
        case .missing: "not answered"
        case .expired: "expired"
        case .notYetValid: "not yet valid"
        case .contradicted: "contradicted by a measurement"
        case .unbacked: "answered without anything that holds it"
        }
    }
}
