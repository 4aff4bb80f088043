// SPDX-License-Identifier: Apache-2.0

/// The names by which certification authorities go in CAA records, as their practice statements give them.
enum IssuerNames {
    private static let known: [(organisation: String, names: Set<String>)] = [
        ("let's encrypt", ["letsencrypt.org"]),
        ("digicert", ["digicert.com", "geotrust.com", "rapidssl.com", "thawte.com", "symantec.com"]),
        ("sectigo", ["sectigo.com", "comodoca.com", "comodo.com", "usertrust.com", "trust-provider.com"]),
        ("zerossl", ["sectigo.com", "zerossl.com"]),
        ("globalsign", ["globalsign.com"]),
        ("google trust services", ["pki.goog"]),
        ("amazon", ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"]),
        ("entrust", ["entrust.net", "affirmtrust.com"]),
        ("buypass", ["buypass.com", "buypass.no"]),
        ("actalis", ["actalis.it"]),
        ("hellenic academic", ["harica.gr"]),
        ("ssl corp", ["ssl.com"]),
        ("quovadis", ["quovadisglobal.com", "digicert.com"]),
        ("d-trust", ["d-trust.net", "dtrust.de", "d-trust.de"]),
        ("asseco", ["certum.pl", "certum.eu"]),
        ("identrust", ["identrust.com"]),
        ("godaddy", ["godaddy.com", "starfieldtech.com"]),
        ("telekom security", ["telesec.de", "t-systems.com", "pki.dfn.de"]),
        ("swisssign", ["swisssign.com", "swisssign.net"]),
        ("certigna", ["certigna.fr", "certigna.com", "dhimyotis.com"]),
        ("microsoft", ["microsoft.com"]),
    ]

    /// Empty for an authority that is not known.
    static func of(_ issuer: String) -> Set<String> {
        let text = issuer.lowercased()
        return known.first { text.contains($0.organisation) }?.names ?? []
    }

    /// The issuer-domain-name of a value, without parameters (RFC 8659 §4.2); empty where nobody may issue.
    static func domain(in value: [UInt8]) -> String {
        String(decoding: value, as: UTF8.self).prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    }
}
