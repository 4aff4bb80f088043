// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
import TLSWire

extension FiniteFieldGroup {
    static let notInUse = "no suite with ephemeral Diffie-Hellman is offered before TLS 1.3"

    /// The groups a server was seen to use before TLS 1.3, smallest first; empty where it is known that no
    /// suite needs one.
    package static func ofServer(_ subject: Subject, in evidence: any Evidence) throws(Unestablished)
        -> [FiniteFieldGroup]
    {
        let groups = evidence.all(FiniteFieldGroup.self, under: subject).map(\.fact).sorted {
            $0.bits < $1.bits
        }
        guard groups.isEmpty else { return groups }
        let census = SuiteCensus(of: subject, in: evidence)
        let legacy = census.entries.filter { $0.version < .tls13 }
        let isNeeded = legacy.contains { $0.suites.contains(where: \.usesFiniteField) }
        let doubt = census.versions.doubt(on: .ssl3 ... .tls12) ?? legacy.compactMap(\.doubt).foremost
        if isNeeded {
            let reason = evidence.reason(Question(FiniteFieldGroup.self), of: subject)
            if let reason, reason.phase != .notMeasured { throw reason }
            throw Unestablished(phase: .reply, reason: "no prime was seen though the suites need one")
        }
        if let doubt { throw doubt }
        return []
    }
}
