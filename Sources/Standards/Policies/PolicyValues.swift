// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Settings
import TLSWire

extension ValueType where Value == CalendarDay {
    static let day = ValueType(
        expects: "a day such as 2026-11-23",
        parseOrNil: { CalendarDay($0) },
        render: { $0.description }
    )
}

extension ValueType where Value == ProtocolVersion {
    static let version = oneOf(ProtocolVersion.self)
}

extension ValueType where Value == String {
    /// What a rule of a subject may list, by its registered name.
    static func word(of subject: PolicySubject) -> ValueType {
        let vocabulary = PolicyVocabulary.of(subject)
        return ValueType(
            expects: vocabulary.expects,
            parse: { text throws(ValueProblem) in
                guard vocabulary.has(text) else {
                    let message = "there is no \(vocabulary.noun) '\(Display.escaped(text))'"
                    throw ValueProblem(message, candidates: vocabulary.names)
                }
                return text
            },
            render: { $0 }
        )
    }

    /// The id of a policy, of a rule or of a row, so that it can stand in file names and options.
    static let identifier = ValueType(
        expects: "lower-case letters, digits, dots and hyphens",
        parseOrNil: { text in
            text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || ".-".utf8.contains(byte)
            } ? text : nil
        },
        render: { $0 }
    )
}

/// The words of one subject.
struct PolicyVocabulary: Sendable {
    let names: [String]
    private let known: Set<String>
    /// Families that may stand with a size: `rsa-2048`.
    let families: [String]
    let noun: String

    static func of(_ subject: PolicySubject) -> PolicyVocabulary { all[subject] ?? PolicyVocabulary(subject) }

    /// Every rule of every policy asks for one.
    private static let all = Dictionary(
        uniqueKeysWithValues: PolicySubject.allCases.map { ($0, PolicyVocabulary($0)) }
    )

    private init(_ subject: PolicySubject) {
        families =
            switch subject {
            case .certificateKeys: PolicyItem.families.filter { $0 != "dh" }
            case .diffieHellman: ["dh"]
            default: []
            }
        switch subject {
        case .versions: (names, noun) = (ProtocolVersion.allCases.map(\.rawValue), "protocol version")
        case .suites: (names, noun) = (CipherSuite.all.map(\.description), "cipher suite")
        case .groups: (names, noun) = (NamedGroup.all.map(\.description), "group")
        case .signatures: (names, noun) = (SignatureScheme.all.map(\.description), "signature scheme")
        case .certificateKeys: (names, noun) = (Self.curves + ["ed25519", "ed448"], "kind of key")
        case .certificateSignatures, .chainSignatures:
            (names, noun) = (Self.signatures, "certificate signature")
        case .diffieHellman: (names, noun) = (KnownPrime.all.map(\.name), "Diffie-Hellman group")
        case .features: (names, noun) = (PolicyFeature.allCases.map(\.rawValue), "feature")
        case .certificateLifetime, .cipherStrength: (names, noun) = ([], "word for a number")
        }
        known = Set(names)
    }

    var expects: String {
        guard !families.isEmpty else { return "the name of a \(noun)" }
        return "the name of a \(noun), or a least size such as \(families[0])-2048"
    }

    func has(_ text: String) -> Bool {
        if known.contains(text) { return true }
        return families.contains { family in
            guard text.hasPrefix(family + "-") else { return false }
            let digits = text.dropFirst(family.count + 1)
            return digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
                && Int(digits).map { (1...65536).contains($0) } == true
        }
    }

    private static let curves = NamedGroup.all.filter { $0.kind == .ellipticCurve }.map(\.description)

    /// OpenSSL's long names, as certificates are kept with.
    private static let signatures =
        ["md2", "md5", "sha1", "sha224", "sha256", "sha384", "sha512"].map { "\($0)WithRSAEncryption" }
        + ["1", "224", "256", "384", "512"].flatMap { ["ecdsa-with-SHA\($0)", "dsa_with_SHA\($0)"] }
        + ["dsaWithSHA1", "rsassaPss", "ED25519", "ED448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]
}
