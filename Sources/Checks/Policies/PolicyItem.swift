// SPDX-License-Identifier: Apache-2.0
import Facts
package import TLSWire

/// One thing seen, by the names that rules may list it under.
package struct PolicyItem: Hashable, Sendable {
    /// Its registered name, or its number where it has none.
    package let name: String
    /// `rsa`, `ec`, `dsa`, `ml-dsa` or `dh`, for which a rule may say `rsa-2048`: of so many bits or more; nil
    /// where only the name counts.
    package let family: String?
    package let bits: Int
    /// Where it was seen; nil where that does not matter.
    package let version: ProtocolVersion?
    /// For people.
    package let text: String

    package init(
        _ name: String,
        family: String? = nil,
        bits: Int = 0,
        version: ProtocolVersion? = nil,
        text: String? = nil
    ) {
        self.name = name
        self.family = family
        self.bits = bits
        self.version = version
        self.text = text ?? name
    }

    /// How closely a word of a rule names it: the name itself before any size, a greater size before a smaller
    /// one; nil where it does not.
    func closeness(to word: String) -> Int? {
        if word == name { return .max }
        guard let family, word.hasPrefix(family + "-"), let least = Int(word.dropFirst(family.count + 1)),
            bits >= least
        else {
            return nil
        }
        return least
    }

    /// The words of a size, `rsa-2048`, that a policy file may use.
    package static let families = ["rsa", "ec", "dsa", "ml-dsa", "dh"]
}

extension PolicyItem {
    /// The key of a certificate: `secp256r1`, `ed25519`, or RSA of some bits.
    init(keyOf certificate: CertificateSummary) {
        let type = certificate.keyType.lowercased()
        let size = "\(certificate.keyType) of \(certificate.keyBits) bits"
        if certificate.isRSA {
            self.init(type, family: "rsa", bits: certificate.keyBits, text: size)
        } else if certificate.isEC {
            let curve = certificate.curve ?? "an unnamed curve"
            self.init(curve, family: "ec", bits: certificate.keyBits, text: "EC on \(curve)")
        } else if type.hasPrefix("ml-dsa") {
            self.init(type, family: "ml-dsa", bits: Int(type.dropFirst(7)) ?? 0, text: certificate.keyType)
        } else {
            let hasSize = type == "dsa" || type == "dh"
            self.init(
                type,
                family: hasSize ? type : nil,
                bits: certificate.keyBits,
                text: hasSize ? size : certificate.keyType
            )
        }
    }

    init(_ group: FiniteFieldGroup) {
        let name = group.primeName.map { "\($0), " } ?? ""
        self.init(
            group.primeName ?? group.primeSHA256,
            family: "dh",
            bits: group.bits,
            text: "\(name)\(group.bits) bits"
        )
    }
}
