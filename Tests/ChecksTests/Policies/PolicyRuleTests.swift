// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire
import Testing

/// One change to a server that a policy likes, and the one rule that it violates.
struct PolicyChange: Sendable, CustomTestStringConvertible {
    let policy: String
    let rule: String
    let level: PolicyLevel
    let what: String
    let change: @Sendable (Scene) throws -> Scene

    init(
        _ policy: String,
        _ rule: String,
        _ level: PolicyLevel,
        _ what: String,
        _ change: @escaping @Sendable (Scene) throws -> Scene
    ) {
        self.policy = policy
        self.rule = rule
        self.level = level
        self.what = what
        self.change = change
    }

    /// A change that the rule forbids.
    init(
        _ policy: String,
        _ rule: String,
        _ what: String,
        _ change: @escaping @Sendable (Scene) throws -> Scene
    ) {
        self.init(policy, rule, .forbidden, what, change)
    }

    var testDescription: String { "\(policy): \(what)" }
}

struct PolicyRuleTests {
    static let weakSignature = CertificateSummary.leaf().signed("sha1WithRSAEncryption", digest: "SHA1")
    static let longLived = CertificateSummary.leaf(from: day("2026-01-01"), until: day("2027-06-01"))

    static let mozilla = ["mozilla-5.8-intermediate", "mozilla-6.0-intermediate"].flatMap { policy in
        [
            PolicyChange(policy, "versions", "TLS 1.1") {
                try $0.versions(.tls11, .tls12, .tls13).suites(.tls11, [])
            },
            PolicyChange(policy, "suites", "a suite without forward secrecy") {
                try $0.suites(.tls12, [0xC02F, 0x009C])
            },
            PolicyChange(policy, "suites-tls1.3", "CCM_8") { try $0.suites(.tls13, [0x1301, 0x1305]) },
            PolicyChange(policy, "certificate-keys", "P-521") {
                try $0.chain(.leaf(key: ("EC", 521, "secp521r1", nil)), .intermediate())
            },
            PolicyChange(policy, "certificate-keys", "RSA of 1024 bits") {
                try $0.chain(.leaf(key: ("RSA", 1024, nil, "65537")), .intermediate())
            },
            PolicyChange(policy, "certificate-signatures", "SHA-1") {
                try $0.chain(weakSignature, .intermediate())
            },
            PolicyChange(policy, "certificate-lifetime", "a long life") {
                try $0.chain(longLived, .intermediate())
            },
        ]
    }

    static let modernAndOld =
        ["mozilla-5.8-modern", "mozilla-6.0-modern"].flatMap { policy in
            [
                PolicyChange(policy, "versions", "TLS 1.2") { try $0.versions(.tls12, .tls13) },
                PolicyChange(policy, "suites-tls1.3", "CCM") { try $0.suites(.tls13, [0x1301, 0x1304]) },
                PolicyChange(policy, "certificate-keys", "RSA") {
                    try $0.chain(.leaf().signed("ecdsa-with-SHA256"), .intermediate())
                },
                PolicyChange(policy, "certificate-signatures", "RSA signs") {
                    try $0.chain(.leaf(key: ("EC", 256, "secp256r1", nil)), .intermediate())
                },
            ]
        } + [
            PolicyChange("mozilla-5.8-old", "versions", "SSL 3.0") {
                try $0.versions(.ssl3, .tls12, .tls13).suites(.ssl3, [])
            },
            PolicyChange("mozilla-5.8-old", "suites", "DHE") { try $0.suites(.tls12, [0x009E]).dhe(2048) },
            PolicyChange("mozilla-5.8-old", "certificate-keys", "P-256") {
                try $0.chain(.leaf(key: ("EC", 256, "secp256r1", nil)), .intermediate())
            },
            PolicyChange("mozilla-5.8-old", "certificate-signatures", "ECDSA signs") {
                try $0.chain(.leaf().signed("ecdsa-with-SHA256"), .intermediate())
            },
        ]

    static let nist: [PolicyChange] = {
        let policy = "nist-sp800-52r2"
        return [
            PolicyChange(policy, "versions", "SSL 3.0") {
                try $0.versions(.ssl3, .tls12, .tls13).suites(.ssl3, [])
            },
            PolicyChange(policy, "versions-from-2024", .required, "no TLS 1.3") { try $0.versions(.tls12) },
            PolicyChange(policy, "versions", .required, "no TLS 1.2") { try $0.versions(.tls13) },
            PolicyChange(policy, "suites", "ChaCha20") { try $0.suites(.tls12, [0xC02F, 0xCCA8]) },
            PolicyChange(policy, "suites-tls1.3", "ChaCha20") { try $0.suites(.tls13, [0x1301, 0x1303]) },
            PolicyChange(policy, "groups", .required, "no P-384") {
                try $0.groups(.legacy, [0x001D, 0x0017])
            },
            PolicyChange(policy, "certificate-keys", "RSA of 1024 bits") {
                try $0.chain(.leaf(key: ("RSA", 1024, nil, "65537")), .intermediate())
            },
            PolicyChange(policy, "chain-signatures", "SHA-1") {
                try $0.chain(weakSignature, .intermediate())
            },
            PolicyChange(policy, "diffie-hellman", "1024 bits") { try $0.suites(.tls12, [0x009E]).dhe(1024) },
            PolicyChange(policy, "features", .required, "no extended master secret") {
                try $0.seeing(ExtensionOffer(version: .tls12, extensions: [0xFF01]))
            },
            PolicyChange(policy, "features", .required, "no fallback") {
                try $0.seeing(AttackExposure(.fallbackSCSV, .vulnerable, evidence: "accepted"))
            },
            PolicyChange(policy, "features", .required, "no staple where there is a responder") {
                try $0.seeing(OCSPStaple(isPresent: false))
                    .chain(
                        .leaf().signed("sha256WithRSAEncryption", ocsp: ["http://ocsp.example"]),
                        .intermediate()
                    )
            },
            PolicyChange(policy, "features", "compression") { try $0.seeing(CompressionOffer(method: 1)) },
        ]
    }()

    static let bsi: [PolicyChange] = {
        let policy = "bsi-tr-02102-2-2025-01"
        return [
            PolicyChange(policy, "versions", "TLS 1.0") {
                try $0.versions(.tls10, .tls12, .tls13).suites(.tls10, [])
            },
            PolicyChange(policy, "cipher-strength", "3DES") { try $0.suites(.tls12, [0xC02F, 0xC012]) },
            PolicyChange(policy, "certificate-keys", "RSA of 2048 bits") {
                try $0.chain(.leaf(key: ("RSA", 2048, nil, "65537")), .intermediate())
            },
            PolicyChange(policy, "diffie-hellman", "2048 bits") { try $0.suites(.tls12, [0x009E]).dhe(2048) },
            PolicyChange(policy, "features", "compression") { try $0.seeing(CompressionOffer(method: 1)) },
            PolicyChange(policy, "features", "client renegotiation") {
                try $0.seeing(AttackExposure(.clientRenegotiation, .vulnerable, evidence: "ten of ten"))
            },
            PolicyChange(policy, "features", "heartbeat") {
                try $0.seeing(ExtensionOffer(version: .tls12, extensions: [0xFF01, 0x0017, 0x000F]))
            },
            PolicyChange(policy, "features", "truncated HMAC") {
                try $0.seeing(ExtensionOffer(version: .tls12, extensions: [0xFF01, 0x0017, 0x0004]))
            },
        ]
    }()

    static let ncsc: [PolicyChange] = {
        let policy = "ncsc-nl-2025-05"
        return [
            PolicyChange(policy, "versions", "TLS 1.1") {
                try $0.versions(.tls11, .tls12, .tls13).suites(.tls11, [])
            },
            PolicyChange(policy, "suites", "CBC with SHA-1") { try $0.suites(.tls12, [0xC02F, 0xC013]) },
            PolicyChange(policy, "suites-tls1.3", "CCM_8") { try $0.suites(.tls13, [0x1301, 0x1305]) },
            PolicyChange(policy, "groups", "secp256k1") { try $0.groups(.legacy, [0x001D, 0x0016]) },
            PolicyChange(policy, "groups", "ffdhe2048") { try $0.groups(.tls13, [0x001D, 0x0100]) },
            PolicyChange(policy, "signatures", "SHA-1") {
                try $0.seeing(
                    SignatureSchemeOffer(version: .tls12, schemes: [0x0804, 0x0201], isComplete: true)
                )
            },
            PolicyChange(policy, "certificate-keys", "RSA of 1024 bits") {
                try $0.chain(.leaf(key: ("RSA", 1024, nil, "65537")), .intermediate())
            },
            PolicyChange(policy, "chain-signatures", "SHA-1") {
                try $0.chain(weakSignature, .intermediate())
            },
            PolicyChange(policy, "features", .required, "no secure renegotiation") {
                try $0.seeing(
                    ExtensionOffer(version: .tls12, extensions: [0x0017]),
                    AttackExposure(.insecureRenegotiation, .safe, evidence: "refused")
                )
            },
            PolicyChange(policy, "features", "compression") { try $0.seeing(CompressionOffer(method: 1)) },
            // Some bind with clients that ask for it alone.
            PolicyChange(policy, "features", "insecure renegotiation") {
                try $0.seeing(AttackExposure(.insecureRenegotiation, .vulnerable, evidence: "answered"))
            },
        ]
    }()

    static let all = mozilla + modernAndOld + nist + bsi + ncsc

    @Test("Of a server that a policy likes nothing is violated", arguments: shippedPolicies.map(\.id))
    func conformant(_ policy: String) throws {
        let verdict = try Scene.conformant(to: policy).says(policy)
        #expect(verdict.violations == [])
        #expect(verdict.phaseOuts == [])
        // No hello of the examination offers heartbeat or truncated HMAC, so what forbids them stays open.
        let isOpen = policy.hasPrefix("bsi")
        #expect(verdict.conforms == (isOpen ? nil : true), "\(verdict.missing)")
    }

    @Test("One change violates one rule, and no other", arguments: all)
    func oneChange(_ change: PolicyChange) throws {
        let scene = try change.change(Scene.conformant(to: change.policy))
        let verdict = try scene.says(change.policy)
        #expect(verdict.violations.map(\.rule) == [change.rule], "\(verdict.violations)")
        #expect(verdict.violations.map(\.level) == [change.level])
        #expect(verdict.conforms == false)
    }

    @Test func everyPolicyHasChanges() {
        #expect(Set(Self.all.map(\.policy)) == Set(shippedPolicies.map(\.id)))
    }
}

extension Scene {
    /// Diffie-Hellman in a group of its own before TLS 1.3.
    func dhe(_ bits: Int, name: String? = nil) throws -> Scene {
        try seeing(FiniteFieldGroup(bits: bits, primeName: name, primeSHA256: "ab"))
    }
}
