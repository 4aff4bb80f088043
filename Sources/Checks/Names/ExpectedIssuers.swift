// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import Model

/// Who may issue certificates for a domain: by its configuration, by CAA, and by what its endpoints use.
struct ExpectedIssuers {
    /// In lower case: words of their names, or their CAA names.
    private let listed: [String]
    private let authorised: Set<String>
    private let served: Set<String>
    /// Why CAA does not tell; nil where it does.
    let doubt: Unestablished?

    init(of view: DomainView) {
        listed = (view.listed?.issuers ?? []).map { $0.lowercased() }
        served = Set(
            view.evidence.all(CertificateChain.self, under: view.subject)
                .filter { $0.fact.aspect == CertificateChain.served }
                .compactMap { $0.fact.leaf.flatMap { Self.organisation(in: $0.issuer) } }
        )
        var authorised: Set<String> = []
        var doubt: Unestablished?
        do throws(Unestablished) {
            authorised = Set(
                try view.authorisations().records
                    .filter { $0.tag == "issue" || $0.tag == "issuewild" }
                    .map { IssuerNames.domain(in: $0.value) }
            )
        } catch {
            doubt = error
        }
        (self.authorised, self.doubt) = (authorised, doubt)
    }

    /// Whether somebody said who may; what is served was never said.
    var isStated: Bool { !listed.isEmpty || !authorised.isEmpty }

    func has(_ issuer: String) -> Bool {
        let text = issuer.lowercased()
        let names = IssuerNames.of(issuer)
        return listed.contains { text.contains($0) || names.contains($0) }
            || !names.isDisjoint(with: authorised)
            || Self.organisation(in: issuer).map(served.contains) ?? false
    }

    /// Whether an issuer that is not among them is a stranger for sure: CAA names cannot be compared with authorities
    /// whose CAA names nobody knows.
    func judges(_ issuer: String) -> Bool { !listed.isEmpty || !IssuerNames.of(issuer).isEmpty }

    var words: String { (listed + authorised.filter { !$0.isEmpty }.sorted() + served.sorted()).listed() }

    /// The value of O, in lower case, in a name as RFC 4514 or OpenSSL writes it.
    private static func organisation(in name: String) -> String? {
        statedOrganisation(in: name)?.lowercased()
    }

    /// The same as it is written.
    static func statedOrganisation(in name: String) -> String? {
        let part = parts(of: name).lazy.map { $0.drop { $0 == " " } }.first {
            $0.prefix(2).lowercased() == "o="
        }
        return part.flatMap { $0.count > 2 ? String($0.dropFirst(2)) : nil }
    }

    /// What stands between its commas, without escapes and quotes.
    private static func parts(of name: String) -> [String] {
        var parts = [""]
        var (isQuoted, isEscaped) = (false, false)
        for character in name {
            switch character {
            case _ where isEscaped:
                parts[parts.count - 1].append(character)
                isEscaped = false
            case "\\": isEscaped = true
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: parts.append("")
            default: parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}
