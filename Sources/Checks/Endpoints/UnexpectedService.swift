// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a port speaks another protocol than the one it is listed with.
package struct UnexpectedService: Check {
    package static let identity = CheckIdentity(
        id: "endpoint.unexpected-service",
        title: "Another service than the listed one answers",
        measures:
            "Whether the listed protocol answers: TURN, SIP and HTTP once TLS is up, others up to STARTTLS.",
        scope: .address,
        levels: ["other"],
        references: ["NIST SP 800-53r5 CM-7", "NIST SP 800-53r5 CM-8"],
        remedy: "Close what nobody ordered, or list the port with the service that it has."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package let listed: Service
        /// Nil where it is the listed one.
        package let found: String?
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        guard let endpoint = subject.endpointID.flatMap({ evidence.endpoint($0) }) else {
            throw Unestablished(phase: .notMeasured, reason: "the endpoint is not listed")
        }
        return Input(
            listed: endpoint.service,
            found: try Self.found(endpoint.service, at: subject, in: evidence)
        )
    }

    /// Who answered in the words of the service is it; nil for those, else what was heard.
    private static func found(_ service: Service, at subject: Subject, in evidence: any Evidence)
        throws(Unestablished) -> String?
    {
        switch service {
        case .turns, .sips: return try evidence.one(ForeignService.self, of: subject).fact.found
        case .https: _ = try evidence.one(PageResponse.self, of: subject)
        case .tls: throw Unestablished(phase: .notApplicable, reason: "it is listed with no protocol but TLS")
        default:
            _ = try evidence.one(Reachability.self, of: subject)
            // Its plain-text start came as far as TLS.
            guard service.isImplicitTLS else { return nil }
            throw Unestablished(
                phase: .notMeasured,
                reason: "\(service.rawValue) is not asked in its own words"
            )
        }
        return nil
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard let found = input.found else { return .pass }
        return .fail(level: "other", seen: found, expected: input.listed.rawValue)
    }
}
