// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Standards

/// Midnight UTC at which a day begins.
func day(_ text: String) -> Date { CalendarDay(text)?.start ?? .distantPast }

/// The policies that this version ships.
let shippedPolicies = (try? Standards.shipped().policies) ?? []

/// Thresholds as a risk model would state them.
let thresholds: [String: CheckSettings] = [
    "names.dnssec-ends-soon": CheckSettings(["Days": "3"]),
    "tls.ticket-lifetime": CheckSettings(["Hours": "24"]),
    "web.statements-stale": CheckSettings(["Old": "14", "Stale": "60"]),
    "data.stale": CheckSettings(["Days": "365"]),
    "web.content-replaced": CheckSettings(["Days": "7", "Likeness": "10%"]),
    "tls.ticket-key-old": CheckSettings(["Days": "7"]),
    "tls.no-post-quantum": CheckSettings(["LongLivedYears": "10"]),
    "names.registration-expiring": CheckSettings(["Days": "60", "ImminentDays": "14"]),
    "mail.bimi-certificate": CheckSettings(["Days": "14"]),
    "names.networks-concentrated": CheckSettings(["Concentrated": "0.6", "Least": "4"]),
    "certificate.expires-soon": CheckSettings(["Soon": "33%", "VerySoon": "15%"]),
    "certificate.weak-rsa-key": CheckSettings([
        "PhaseOutBits": "3072", "MinimumBits": "2048", "BrokenBits": "1024",
    ]),
    "tls.policy-violated": CheckSettings(["Policy": "mozilla-6.0-intermediate"], policies: shippedPolicies),
    "web.foreign-origins": CheckSettings(["Some": "5", "Many": "15"]),
    "inclusion.accessibility-barriers": CheckSettings(["Many": "4"]),
    "inclusion.page-slow": CheckSettings(["FirstPaint": "50%"], audience: .equal(over: .slow3G)),
    "inclusion.script-needed": CheckSettings(["Letters": "200"]),
    "inclusion.page-origins": CheckSettings(["Some": "1", "Many": "2"]),
    "inclusion.page-uncompressed": CheckSettings(["Bytes": "2048"]),
    "inclusion.page-uncached": CheckSettings(["Some": "2"]),
    "inclusion.clients-excluded": CheckSettings(["Some": "50%", "Many": "75%"]),
]

extension Endpoint {
    static func listed(
        _ id: String,
        service: Service = .https,
        host: String? = nil,
        secrecyLifetimeDays: Int? = nil,
        mission: String? = nil,
        exposure: Bool = false,
        role: Role = .publicWebsite
    ) -> Endpoint {
        Endpoint(
            id: id,
            host: host ?? id,
            port: service.defaultPort,
            service: service,
            role: role,
            mission: mission,
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: secrecyLifetimeDays,
            authorisation: Authorisation(tier: .active, exposure: exposure),
            addresses: []
        )
    }
}

extension AddressSet {
    static func resolved(_ addresses: String..., source: Source = .resolved) -> AddressSet {
        AddressSet(addresses: addresses.compactMap { IPAddress($0) }, source: source, isSecure: nil)
    }
}

extension ChainTrust {
    static func outcome(_ outcome: Outcome) -> ChainTrust {
        ChainTrust(
            aspect: CertificateChain.served,
            outcome: outcome,
            code: outcome == .trusted ? 0 : 18,
            text: outcome.rawValue,
            path: [],
            anchor: nil,
            storeSHA256: "00"
        )
    }
}

extension ChainTrust {
    static func named(_ store: String, _ outcome: Outcome, path: [String] = []) -> ChainTrust {
        ChainTrust(
            aspect: CertificateChain.served,
            outcome: outcome,
            code: outcome == .trusted ? 0 : 18,
            text: outcome.rawValue,
            path: path,
            anchor: nil,
            storeSHA256: "01",
            store: store
        )
    }
}

extension ChainOrder {
    static func sound(
        _ aspect: String = CertificateChain.served,
        isOrdered: Bool = true,
        extra: [Int] = [],
        duplicates: [Int] = [],
        anchors: [Int] = [],
        missingIssuer: String? = nil
    ) -> ChainOrder {
        ChainOrder(
            aspect: aspect,
            isOrdered: isOrdered,
            extra: extra,
            duplicates: duplicates,
            anchors: anchors,
            missingIssuer: missingIssuer,
            missingIssuerURLs: missingIssuer == nil ? [] : ["http://ca.example/ca.cer"]
        )
    }
}

extension KeyTrials.Trial {
    static func sound(_ position: Int, isROCA: Bool = false, isDebianWeak: Bool? = false) -> KeyTrials.Trial {
        KeyTrials.Trial(
            position: position,
            spkiSHA256: "aa",
            isROCA: isROCA,
            isDebianWeak: isDebianWeak
        )
    }
}

extension TransparencyPromises {
    static func of(
        _ logs: [String],
        by way: Way = .certificate,
        signature: Signature = .unverified,
        operators: [String?] = []
    ) -> TransparencyPromises {
        TransparencyPromises(
            aspect: CertificateChain.served,
            promises: logs.enumerated().map { index, log in
                Promise(
                    log: log,
                    way: way,
                    signature: signature,
                    logOperator: operators.indices.contains(index) ? operators[index] : nil
                )
            }
        )
    }
}

extension CertificateSummary {
    /// A leaf of 90 days, of which 60 are left at `Scene.now`.
    static func leaf(
        from notBefore: Date? = day("2026-10-24"),
        until notAfter: Date? = day("2027-01-22"),
        key: (type: String, bits: Int, curve: String?, exponent: String?) = ("RSA", 3072, nil, "65537"),
        digest: String? = "SHA256",
        names: [String] = ["www"],
        isAuthority: Bool = false,
        isSelfSigned: Bool = false,
        extendedKeyUsage: [String] = ["serverAuth"],
        mustStaple: Bool = false,
        spki: String = "aa",
        subject: String = "CN=www",
        serial: String = "4f00112233445566778899aabbccddee",
        keyUsage: [String] = ["digitalSignature"],
        version: Int? = 3,
        sha256: String = "cc",
        ocspURLs: [String] = [],
        crlURLs: [String] = []
    ) -> CertificateSummary {
        CertificateSummary(
            subject: subject,
            issuer: isSelfSigned ? subject : "CN=Issuing CA",
            serial: serial,
            notBefore: notBefore,
            notAfter: notAfter,
            keyType: key.type,
            keyBits: key.bits,
            curve: key.curve,
            exponent: key.exponent,
            signatureAlgorithm: digest.map { "\($0.lowercased())WithRSAEncryption" } ?? "ED25519",
            signatureDigest: digest,
            names: names,
            isAuthority: isAuthority,
            isSelfIssued: isSelfSigned,
            isSelfSigned: isSelfSigned,
            keyUsage: keyUsage,
            extendedKeyUsage: extendedKeyUsage,
            mustStaple: mustStaple,
            ocspURLs: ocspURLs,
            crlURLs: crlURLs,
            sha256: sha256,
            spkiSHA256: spki,
            version: version
        )
    }

    static func intermediate(
        until notAfter: Date? = day("2030-01-01"),
        digest: String? = "SHA256",
        isSelfSigned: Bool = false,
        key: (type: String, bits: Int, curve: String?, exponent: String?) = ("RSA", 3072, nil, "65537"),
        serial: String = "0a"
    ) -> CertificateSummary {
        .leaf(
            from: day("2020-01-01"),
            until: notAfter,
            key: key,
            digest: digest,
            names: [],
            isAuthority: true,
            isSelfSigned: isSelfSigned,
            spki: "bb",
            subject: "CN=Issuing CA",
            serial: serial,
            sha256: "dd"
        )
    }
}
