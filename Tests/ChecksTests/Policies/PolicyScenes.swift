// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire

extension CalendarDay {
    /// A day of a test; the beginning of time for what is none.
    static func test(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(.distantPast) }
}

extension Scene {
    static let judged = CalendarDay.test("2026-11-23")

    /// What one policy says of it.
    func says(_ policy: String, on day: CalendarDay = judged) throws -> PolicyVerdict {
        guard let policy = shippedPolicies.first(where: { $0.id == policy }) else {
            throw SettingError(key: policy, problem: "no such policy")
        }
        return policy.verdict(on: PolicyFacts(of: Scene.address, in: evidence), day: day)
    }

    /// Everything that some policy asks for, and nothing that one forbids: the answers of a server that its
    /// operator set up by that policy.
    static func conformant(to policy: String) throws -> Scene {
        let base = try modern().answered()
        switch policy {
        case "mozilla-5.8-modern", "mozilla-6.0-modern":
            return try base.versions(.tls13).chain(.ecdsaLeaf(), .intermediate())
        case "mozilla-5.8-old":
            return try base.chain(.leaf(key: ("RSA", 2048, nil, "65537")), .intermediate())
        case "nist-sp800-52r2":
            return try base.suites(.tls12, [0xC02F, 0xC030]).suites(.tls13, [0x1301, 0x1302])
        case "bsi-tr-02102-2-2025-01":
            return try base.suites(.tls12, [0xC02F, 0xC030]).suites(.tls13, [0x1301, 0x1302])
                .groups(.legacy, [0x0017, 0x0018]).groups(.tls13, [0x0017, 0x0018])
        default:
            return base
        }
    }

    /// With the answers that only some probes give.
    func answered() throws -> Scene {
        try seeing(
            ExtensionOffer(version: .tls12, extensions: [0xFF01, 0x0017]),
            OCSPStaple(isPresent: true),
            AttackExposure(.clientRenegotiation, .safe, evidence: "no"),
            AttackExposure(.heartbleed, .notApplicable, evidence: "no heartbeat"),
            AttackExposure(.fallbackSCSV, .safe, evidence: "refused"),
            EarlyData(maximum: 0, isAccepted: nil)
        )
    }
}

extension CertificateSummary {
    /// A leaf of 90 days on P-256, signed with ECDSA.
    static func ecdsaLeaf() -> CertificateSummary {
        leaf().signed("ecdsa-with-SHA256", key: ("EC", 256, "secp256r1", nil))
    }

    /// The same with another signature and key.
    func signed(
        _ algorithm: String,
        key: (type: String, bits: Int, curve: String?, exponent: String?)? = nil,
        digest: String? = "SHA256",
        ocsp: [String] = []
    ) -> CertificateSummary {
        CertificateSummary(
            subject: subject,
            issuer: issuer,
            serial: serial,
            notBefore: notBefore,
            notAfter: notAfter,
            keyType: key?.type ?? keyType,
            keyBits: key?.bits ?? keyBits,
            curve: key == nil ? curve : key?.curve,
            exponent: key == nil ? exponent : key?.exponent,
            signatureAlgorithm: algorithm,
            signatureDigest: digest,
            names: names,
            isAuthority: isAuthority,
            isSelfIssued: isSelfIssued,
            isSelfSigned: isSelfSigned,
            keyUsage: keyUsage,
            extendedKeyUsage: extendedKeyUsage,
            mustStaple: mustStaple,
            ocspURLs: ocsp,
            crlURLs: crlURLs,
            sha256: sha256,
            spkiSHA256: spkiSHA256
        )
    }
}
