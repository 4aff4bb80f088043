// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where keys that should be new in each handshake come again, so that who gets one key opens many sessions.
package struct ReusedEphemeralKeys: Check {
    package static let identity = CheckIdentity(
        id: "tls.reused-ephemeral-keys",
        title: "Ephemeral keys are used more than once",
        measures:
            "Whether the same public value came in two ServerKeyExchanges of one group, of at least three seen.",
        scope: .address,
        levels: ["elliptic-curve", "finite-field"],
        references: ["RFC 9325 §7.4", "NIST SP 800-52r2 §3.3.2"],
        remedy:
            "Have a new key made for each handshake (OpenSSL before 1.1: SSL_OP_SINGLE_DH_USE and "
            + "SSL_OP_SINGLE_ECDH_USE)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> [EphemeralKeyReuse]
    {
        var known: [EphemeralKeyReuse] = []
        var gap: Unestablished?
        for exchange in EphemeralKeyReuse.Exchange.allCases {
            do throws(Unestablished) {
                known.append(try evidence.one(EphemeralKeyReuse.self, exchange.rawValue, of: subject).fact)
            } catch {
                // What no suite needs was not looked for.
                if error.phase != .notMeasured { gap = gap ?? error }
            }
        }
        if let gap, !known.contains(where: \.isReused) { throw gap }
        if known.isEmpty {
            let census = SuiteCensus(of: subject, in: evidence)
            let legacy = census.entries.filter { $0.version < .tls13 }
            let doubt = census.versions.doubt(on: .ssl3 ... .tls12) ?? legacy.compactMap(\.doubt).foremost
            if let doubt { throw doubt }
        }
        return known
    }

    package func judge(_ reuses: [EphemeralKeyReuse], at now: Date) -> Verdict {
        guard !reuses.isEmpty else {
            return .notApplicable(because: "no suite with an ephemeral key is offered before TLS 1.3")
        }
        let reused = Set(reuses.filter(\.isReused).map(\.exchange))
        guard !reused.isEmpty else { return .pass }
        let isFiniteField = reused.contains(.finiteField)
        return .fail(
            level: isFiniteField ? "finite-field" : "elliptic-curve",
            seen: "the same key in several handshakes of \(isFiniteField ? "DHE" : "ECDHE")",
            expected: "a new key in each handshake"
        )
    }
}
