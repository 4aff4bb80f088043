// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

extension SettingsChange {
    /// What closes.
    static let removals: [SettingsChange] = [
        SettingsChange(
            "no-old-versions",
            "TLS 1.1 and older off",
            .removes,
            mends: ["tls.ssl2-offered", "tls.ssl3-offered", "tls.tls1.0-offered", "tls.tls1.1-offered"]
        ) { $0.remove { $0 < .tls12 } },
        SettingsChange("tls1.3-only", "TLS 1.2 and older off", .removes) { settings in
            guard settings.versions.contains(.tls13) else { return }
            settings.remove { $0 < .tls13 }
        },
        SettingsChange(
            "no-weak-suites",
            "RC4, 3DES and weaker suites off",
            .removes,
            mends: [
                "tls.rc4-suites", "tls.64-bit-block-suites", "tls.null-suites", "tls.anonymous-suites",
                "tls.export-suites", "tls.weak-bits",
            ]
        ) { $0.removeSuites(where: isWeak) },
        SettingsChange(
            "no-cbc",
            "CBC suites off",
            .removes,
            mends: ["tls.cbc-suites", "attack.padding-oracle"]
        ) { $0.removeSuites(where: \.isCBC) },
        SettingsChange(
            "no-static-keys",
            "Suites without forward secrecy off",
            .removes,
            mends: ["tls.no-forward-secrecy", "attack.robot"]
        ) { $0.removeSuites { !$0.isForwardSecret } },
        SettingsChange(
            "no-dhe",
            "Suites with finite-field Diffie-Hellman off",
            .removes,
            mends: [
                "tls.weak-dh", "tls.common-dh-prime", "tls.unsafe-dh-prime", "tls.dh-prime-shared",
                "attack.raccoon-key-reuse",
            ]
        ) { $0.removeSuites(where: \.usesFiniteField) },
        SettingsChange(
            "no-weak-groups",
            "Weak and deprecated groups off",
            .removes,
            mends: ["tls.weak-groups"]
        ) { $0.keepGroups { !WeakGroups.isWeak($0) && !WeakGroups.isDeprecated($0) } },
        SettingsChange("x25519-only", "X25519 alone, with its hybrid", .removes) { settings in
            guard settings.groups.values.allSatisfy({ $0.contains(.x25519) }) else { return }
            settings.keepGroups { $0 == .x25519 || $0 == .x25519MLKEM768 }
        },
    ]

    /// Mozilla's lists, which are set as a whole.
    static let lists: [SettingsChange] = [
        SettingsChange(
            "mozilla-intermediate",
            "Mozilla's intermediate list, 6.0",
            .replaces,
            needs: "a TLS library that has its groups: OpenSSL 3.5 or newer"
        ) { settings in
            settings.remove { $0 < .tls12 }
            settings.suites[.tls12] = nil
            settings.add(settings.served(ChangedSuites.intermediate), at: .tls12)
            settings.setModern()
        },
        SettingsChange(
            "mozilla-modern",
            "Mozilla's modern list, 6.0",
            .replaces,
            needs: "a TLS library that has its groups: OpenSSL 3.5 or newer"
        ) { settings in
            settings.remove { $0 < .tls13 }
            settings.setModern()
        },
    ]

    private static func isWeak(_ suite: CipherSuite) -> Bool {
        suite.usesRC4 || suite.uses64BitBlock || suite.isNull || suite.isExport || suite.isAnonymous
            || WeakBits.isWeak(suite)
    }
}

extension OfferedSettings {
    /// Drops groups of both generations; suites that need a curve go with the last one.
    fileprivate mutating func keepGroups(where isKept: (NamedGroup) -> Bool) {
        groups = groups.mapValues { $0.filter(isKept) }
        guard groups[.legacy]?.isEmpty == true else { return }
        groups[.legacy] = nil
        removeSuites(where: \.usesNamedCurve)
    }

    /// TLS 1.3 and the groups as both of Mozilla's lists have them.
    fileprivate mutating func setModern() {
        suites[.tls13] = ChangedSuites.tls13
        versions.insert(.tls13)
        groups[.tls13] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1]
        groups[.legacy] = [.x25519, .secp256r1, .secp384r1]
        suiteOrders = [:]
        groupOrders = [:]
    }
}
