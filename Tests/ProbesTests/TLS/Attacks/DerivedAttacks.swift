// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

@testable import Probes

/// The attacks that follow from what a server offers.
///
/// Here a server flaps that loses every third connection: it may be seen through or not, but is never called safe.
enum DerivedAttacks {
    static let all: [AttackDialogues] = [
        weakness(
            .crime,
            KnownServers.legacy,
            mended: only13(compressing: true),
            "TLS 1.3 has no compression"
        ),
        weakness(
            .poodleSSL,
            KnownServers.onlySSL3,
            mended: server([.ssl3: [0x0005]]),
            "SSL 3.0 with RC4 alone"
        ),
        weakness(.beast, KnownServers.legacy, mended: server([.tls10: [0x0005]]), "TLS 1.0 with RC4 alone"),
        weakness(.sweet32, KnownServers.legacy, mended: server([.tls10: [0x002F]]), "TLS 1.0 with AES alone"),
        weakness(.rc4, KnownServers.legacy, mended: server([.tls10: [0x000A]]), "TLS 1.0 with 3DES alone"),
        weakness(
            .freak,
            KnownServers.legacy,
            mended: server([.tls10: [0x0014, 0x002F]]),
            "export with DHE alone"
        ),
        weakness(.logjam, KnownServers.legacy, mended: server([.tls12: [0x009E]]), "DHE with 2048 bits"),
        weakness(.drown, withSSL2, mended: KnownServers.onlySSL3, "SSL 3.0 and not SSL 2.0"),
        AttackDialogues(
            attack: .lucky13,
            has: .derived(
                LuckyThirteenInquiry(),
                "CBC at TLS 1.2",
                "not_tested",
                policy: KnownServers.legacy
            ),
            hasNot: .derived(
                LuckyThirteenInquiry(),
                "AEAD alone",
                "safe",
                policy: KnownServers.intermediate()
            ),
            mended: .derived(LuckyThirteenInquiry(), "TLS 1.3 alone", "safe", policy: KnownServers.onlyTLS13),
            flaps: .derived(
                LuckyThirteenInquiry(),
                "loses every third connection",
                "not_tested",
                "unknown",
                policy: KnownServers.legacy,
                fault: .every(3, .close)
            )
        ),
        AttackDialogues(
            attack: .opossum,
            has: .derived(
                OpossumInquiry(),
                "a web server, whose plain port is none of ours",
                "not_tested",
                policy: KnownServers.intermediate()
            ),
            hasNot: .derived(
                OpossumInquiry(),
                "IMAP",
                "not_applicable",
                policy: KnownServers.intermediate(),
                service: .imaps
            ),
            mended: .derived(
                OpossumInquiry(),
                "LDAP",
                "not_applicable",
                policy: KnownServers.intermediate(),
                service: .ldaps
            ),
            flaps: .derived(
                OpossumInquiry(),
                "loses every third connection",
                "not_tested",
                policy: KnownServers.intermediate(),
                fault: .every(3, .close)
            )
        ),
    ]

    private static func weakness(
        _ attack: NamedAttack,
        _ weak: ServerPolicy,
        mended: ServerPolicy,
        _ how: String
    ) -> AttackDialogues {
        AttackDialogues(
            attack: attack,
            has: .enumerated("has it", "vulnerable", policy: weak),
            hasNot: .enumerated("up to date", "safe", policy: withoutDHE),
            mended: .enumerated(how, "safe", policy: mended),
            flaps: .enumerated(
                "loses every third connection",
                "vulnerable",
                "unknown",
                policy: weak,
                fault: .every(3, .close)
            )
        )
    }

    private static func server(_ suites: [ProtocolVersion: [UInt16]]) -> ServerPolicy {
        var policy = ServerPolicy(suites: suites)
        policy.schemes = [0x0401, 0x0201]
        return policy
    }

    private static func only13(compressing: Bool) -> ServerPolicy {
        var policy = KnownServers.onlyTLS13
        policy.compresses = compressing
        return policy
    }

    private static let withoutDHE: ServerPolicy = {
        var policy = KnownServers.intermediate()
        policy.suites[.tls12] = [0xC02F, 0xC030, 0xCCA8]
        return policy
    }()

    private static let withSSL2: ServerPolicy = {
        var policy = KnownServers.legacy
        policy.ssl2 = Array(SSLv2CipherSpec.all.map(\.id).prefix(3))
        return policy
    }()
}
