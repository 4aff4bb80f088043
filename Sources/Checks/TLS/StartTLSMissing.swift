// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a service that begins in plain text cannot be brought to TLS.
package struct StartTLSMissing: Check {
    package static let identity = CheckIdentity(
        id: "tls.starttls-missing",
        title: "The service stays in plain text",
        measures: "What the service says of STARTTLS, and of the request for it, three times over.",
        scope: .address,
        levels: ["refused", "absent"],
        references: ["RFC 3207", "RFC 7817 §3", "RFC 9325 §3.2"],
        remedy:
            "Give the service a certificate and switch STARTTLS on, or close the port and offer the service "
            + "on its port for TLS from the first byte."
    )

    /// What the verdict rests on.
    package enum Input: Hashable, Sendable {
        case implicit
        case offer(StartTLSOffer)
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        if let id = subject.endpointID, evidence.endpoint(id)?.service.isImplicitTLS == true {
            return .implicit
        }
        return .offer(try evidence.one(StartTLSOffer.self, of: subject).fact)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard case .offer(let offer) = input else {
            return .notApplicable(because: "TLS begins with the first byte")
        }
        let code = offer.code.map { " (\($0))" } ?? ""
        switch offer.state {
        case .offered: return .pass
        case .absent: return .fail(level: "absent", seen: "TLS is not offered\(code)", expected: "TLS")
        case .refused: return .fail(level: "refused", seen: "TLS is refused\(code)", expected: "TLS")
        }
    }
}
