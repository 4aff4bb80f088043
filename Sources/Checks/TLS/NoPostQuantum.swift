// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where no post-quantum key exchange is offered, so that traffic recorded today opens later.
package struct NoPostQuantum: Check {
    package static let identity = CheckIdentity(
        id: "tls.no-post-quantum",
        title: "No post-quantum key exchange is offered",
        measures:
            "Whether a group with ML-KEM is accepted in TLS 1.3, and for how many years the traffic "
            + "must stay secret.",
        scope: .address,
        levels: ["exposed", "long-lived"],
        references: ["FIPS 203", "NIST IR 8547", "IETF draft-ietf-tls-ecdhe-mlkem"],
        remedy:
            "Offer X25519MLKEM768 (OpenSSL 3.5 or later), beginning with the endpoints whose secrets "
            + "live longest.",
        settings: ["LongLivedYears"]
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package let groups: GroupCensus
        /// Nil where nobody said.
        package let secrecyLifetimeDays: Int?
    }

    private let longLivedDays: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        longLivedDays = try settings.integer("LongLivedYears", in: 1...100) * 365
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let lifetime = subject.endpointID.flatMap { evidence.endpoint($0)?.secrecyLifetimeDays }
        return Input(groups: GroupCensus(of: subject, in: evidence), secrecyLifetimeDays: lifetime)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        if input.groups.all.contains(where: \.isPostQuantum) { return .pass }
        if let doubt = input.groups.doubts[.tls13] { return .withheld(because: doubt) }
        let days = input.secrecyLifetimeDays
        let isLongLived = days.map { $0 >= longLivedDays } ?? false
        let groups = (input.groups.groups[.tls13] ?? []).map(\.description).listed()
        let seen = groups.isEmpty ? "no TLS 1.3" : "only \(groups)"
        return .fail(
            level: isLongLived ? "long-lived" : "exposed",
            seen: seen + (isLongLived ? ", for secrets of \((days ?? 0) / 365) years" : ""),
            expected: "a group with ML-KEM"
        )
    }
}
