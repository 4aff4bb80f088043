// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where an endpoint's RSA key also serves another one that speaks SSLv2, which can decrypt for it.
package struct DROWNSharedKey: Check {
    package static let identity = CheckIdentity(
        id: "tls.drown-shared-key",
        title: "An SSLv2 server elsewhere exposes the endpoint (DROWN)",
        measures:
            "Endpoints whose RSA key also serves an endpoint that offers SSLv2; the latter's own fault is "
            + "another check's.",
        scope: .ministry,
        levels: ["exposed"],
        references: ["CVE-2016-0800", "RFC 6176"],
        remedy: "Switch SSLv2 off everywhere, and give the endpoints that shared the key new ones."
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        /// Endpoints with SSLv2, and those without that share an RSA key with them; ids with their missions.
        package struct Exposure: Hashable, Sendable {
            package let oracles: [String]
            package let exposed: [String]
        }

        package let exposures: [Exposure]
        /// Whether any endpoint has an RSA key that another one has too.
        package let sharesKeys: Bool
        /// Why it is not known whether an endpoint with a shared key offers SSLv2.
        package let doubt: Unestablished?
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let missions = Dictionary(
            evidence.estate.endpoints(under: subject).map { ($0.id, $0.mission) }
        ) { first, _ in first }
        var subjects: [String: [String: Set<Subject>]] = [:]
        for seen in evidence.all(CertificateChain.self, under: subject) {
            guard let leaf = seen.fact.leaf, leaf.isRSA, let endpoint = seen.subject.endpointID else {
                continue
            }
            subjects[leaf.spkiSHA256, default: [:]][endpoint, default: []].insert(seen.subject)
        }
        let shared = subjects.values.filter { $0.count > 1 }
        var exposures: [Input.Exposure] = []
        var doubts: [Unestablished] = []
        for holders in shared {
            let offers = holders.mapValues { addresses in
                addresses.contains { Self.offersSSL2($0, in: evidence) == true }
            }
            func names(_ offered: Bool) -> [String] {
                offers.filter { $0.value == offered }.keys.sorted()
                    .map { id in (missions[id] ?? nil).map { "\(id) (\($0))" } ?? id }
            }
            if offers.values.contains(true), offers.values.contains(false) {
                exposures.append(Input.Exposure(oracles: names(true), exposed: names(false)))
            }
            doubts += holders.values.joined().sorted().compactMap { address in
                evidence.reason(Question(VersionOffer.self, ProtocolVersion.ssl2.rawValue), of: address)
            }
        }
        return Input(
            exposures: exposures.sorted { ($0.exposed.first ?? "") < ($1.exposed.first ?? "") },
            sharesKeys: !shared.isEmpty,
            doubt: doubts.foremost
        )
    }

    private static func offersSSL2(_ address: Subject, in evidence: any Evidence) -> Bool? {
        try? evidence.one(VersionOffer.self, ProtocolVersion.ssl2.rawValue, of: address).fact.isOffered
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard input.exposures.isEmpty else {
            return .fail(
                level: "exposed",
                seen: input.exposures.map { "\($0.exposed.listed()) through \($0.oracles.listed())" }
                    .listed(atMost: 4, separator: "; "),
                expected: "no SSLv2 wherever the key is in use"
            )
        }
        guard input.sharesKeys else { return .notApplicable(because: "no RSA key serves two endpoints") }
        if let doubt = input.doubt { return .withheld(because: doubt) }
        return .pass
    }
}
