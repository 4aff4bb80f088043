// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

/// What is known of a relay or a call server at one address.
package struct ConferenceView: Sendable {
    let evidence: any Evidence
    let subject: Subject

    /// What it called itself, and whom its challenges are for.
    func names() throws(Unestablished) -> (software: [String], realms: [String]) {
        switch subject.endpointID.flatMap({ evidence.endpoint($0) })?.service {
        case .turns:
            let relay = try relay()
            return ([relay.software].compactMap(\.self), [relay.realm].compactMap(\.self))
        case .sips:
            let server = try evidence.one(CallServerConduct.self, of: subject).fact
            return (server.software, server.realms)
        default: throw Self.idle
        }
    }

    func relay() throws(Unestablished) -> RelayConduct {
        guard subject.endpointID.flatMap({ evidence.endpoint($0) })?.service == .turns else {
            throw Self.idle
        }
        return try evidence.one(RelayConduct.self, of: subject).fact
    }

    private static let idle = Unestablished(
        phase: .notApplicable,
        reason: "the service is no such part of a conference system"
    )
}

/// A check on one of them; what is missing ends it with its reason.
package protocol ConferenceCheck: Check where Input == ConferenceView {
    func verdict(on view: ConferenceView) throws(Unestablished) -> Verdict
}

extension ConferenceCheck {
    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> ConferenceView
    {
        ConferenceView(evidence: evidence, subject: subject)
    }

    /// The verdict, or why there is none.
    func concluded(on view: ConferenceView) -> Verdict {
        do {
            return try verdict(on: view)
        } catch {
            return .withheld(because: error)
        }
    }
}
