// SPDX-License-Identifier: Apache-2.0
import DNSWire
import MailPolicy
import Testing

/// One walk: the records that stand in the tree, and what follows for a domain.
struct TreeWalkCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let domain: String
    /// Domain to record behind `v=DMARC1;`; several records stand in one text with `|` between, `!` is a failure.
    let zone: [String: String]
    var exists = true
    let organization: String
    /// Where the record is that speaks for the domain; nil for none.
    let policyAt: String?
    let effective: DMARCPolicy?

    init(
        _ description: String,
        _ domain: String,
        _ zone: [String: String],
        exists: Bool = true,
        organization: String,
        policyAt: String?,
        _ effective: DMARCPolicy?
    ) {
        testDescription = description
        self.domain = domain
        self.zone = zone
        self.exists = exists
        self.organization = organization
        self.policyAt = policyAt
        self.effective = effective
    }

    static let all: [TreeWalkCase] = own + inherited + suffixes + depth + broken

    static let own: [TreeWalkCase] = [
        .init(
            "own record",
            "mfa.example",
            ["mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "own record below the organization's",
            "paris.mfa.example",
            ["mfa.example": "p=reject", "paris.mfa.example": "p=none"],
            organization: "mfa.example",
            policyAt: "paris.mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "sp does not count for the domain itself",
            "mfa.example",
            ["mfa.example": "p=none;sp=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "np does not count for the domain itself",
            "mfa.example",
            ["mfa.example": "p=none;np=reject"],
            exists: false,
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "testing lowers reject",
            "mfa.example",
            ["mfa.example": "p=reject;t=y"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .quarantine
        ),
        .init(
            "testing lowers quarantine",
            "mfa.example",
            ["mfa.example": "p=quarantine;t=y"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "testing leaves none",
            "mfa.example",
            ["mfa.example": "p=none;t=y"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "t=n changes nothing",
            "mfa.example",
            ["mfa.example": "p=reject;t=n"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "policy in upper case",
            "mfa.example",
            ["mfa.example": "P=REJECT"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "no record anywhere",
            "www.mfa.example",
            [:],
            organization: "www.mfa.example",
            policyAt: nil,
            nil
        ),
        .init(
            "no record and no such name",
            "www.mfa.example",
            [:],
            exists: false,
            organization: "www.mfa.example",
            policyAt: nil,
            nil
        ),
    ]

    static let inherited: [TreeWalkCase] = [
        .init(
            "organization's p",
            "www.mfa.example",
            ["mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "organization's sp",
            "www.mfa.example",
            ["mfa.example": "p=reject;sp=none"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "np does not count for names that exist",
            "www.mfa.example",
            ["mfa.example": "p=none;np=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "np for a name that does not exist",
            "x.mfa.example",
            ["mfa.example": "p=none;np=reject"],
            exists: false,
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "sp for a name that does not exist, without np",
            "x.mfa.example",
            ["mfa.example": "p=none;sp=quarantine"],
            exists: false,
            organization: "mfa.example",
            policyAt: "mfa.example",
            .quarantine
        ),
        .init(
            "p for a name that does not exist, without sp and np",
            "x.mfa.example",
            ["mfa.example": "p=reject"],
            exists: false,
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "np before sp",
            "x.mfa.example",
            ["mfa.example": "p=reject;sp=reject;np=none"],
            exists: false,
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "the organization is the highest of several",
            "a.b.mfa.example",
            ["b.mfa.example": "p=none", "mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "a record between does not speak for what is below",
            "a.b.mfa.example",
            ["b.mfa.example": "p=reject", "mfa.example": "p=none"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "the only record on the way is the organization's",
            "a.b.mfa.example",
            ["b.mfa.example": "p=quarantine"],
            organization: "b.mfa.example",
            policyAt: "b.mfa.example",
            .quarantine
        ),
        .init(
            "testing lowers sp, too",
            "www.mfa.example",
            ["mfa.example": "p=none;sp=reject;t=y"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .quarantine
        ),
    ]

    static let suffixes: [TreeWalkCase] = [
        .init(
            "psd=n makes an organization below another",
            "a.paris.mfa.example",
            ["paris.mfa.example": "p=reject;psd=n", "mfa.example": "p=none"],
            organization: "paris.mfa.example",
            policyAt: "paris.mfa.example",
            .reject
        ),
        .init(
            "psd=n on the domain itself stops at once",
            "paris.mfa.example",
            ["paris.mfa.example": "p=reject;psd=n", "mfa.example": "!"],
            organization: "paris.mfa.example",
            policyAt: "paris.mfa.example",
            .reject
        ),
        .init(
            "psd=y above makes the name below it the organization",
            "www.mfa.example",
            ["example": "p=reject;psd=y"],
            organization: "mfa.example",
            policyAt: "example",
            .reject
        ),
        .init(
            "psd=y above, organization with a record",
            "www.mfa.example",
            ["mfa.example": "p=none", "example": "p=reject;psd=y"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "psd=y above, own record",
            "www.mfa.example",
            ["www.mfa.example": "p=quarantine", "example": "p=reject;psd=y"],
            organization: "mfa.example",
            policyAt: "www.mfa.example",
            .quarantine
        ),
        .init(
            "public suffix of two labels",
            "www.mfa.gov.example",
            ["gov.example": "p=reject;psd=y;np=reject"],
            organization: "mfa.gov.example",
            policyAt: "gov.example",
            .reject
        ),
        .init(
            "sp of a public suffix",
            "mfa.gov.example",
            ["gov.example": "p=none;sp=quarantine;psd=y"],
            organization: "mfa.gov.example",
            policyAt: "gov.example",
            .quarantine
        ),
        .init(
            "np of a public suffix",
            "nobody.gov.example",
            ["gov.example": "p=none;np=reject;psd=y"],
            exists: false,
            organization: "nobody.gov.example",
            policyAt: "gov.example",
            .reject
        ),
        .init(
            "the walk stops at psd=y and sees nothing above",
            "www.mfa.gov.example",
            ["gov.example": "p=reject;psd=y", "example": "!"],
            organization: "mfa.gov.example",
            policyAt: "gov.example",
            .reject
        ),
        .init(
            "psd=y on the start is its own organization",
            "gov.example",
            ["gov.example": "p=reject;psd=y", "example": "p=none"],
            organization: "gov.example",
            policyAt: "gov.example",
            .reject
        ),
        .init(
            "psd=u is as good as none",
            "www.mfa.example",
            ["mfa.example": "p=reject;psd=u"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "a record of a top-level domain without psd is the organization's",
            "www.mfa.example",
            ["example": "p=quarantine"],
            organization: "example",
            policyAt: "example",
            .quarantine
        ),
        .init(
            "an unknown psd is as good as none",
            "www.mfa.example",
            ["mfa.example": "p=reject;psd=maybe"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
    ]

    static let depth: [TreeWalkCase] = [
        .init(
            "seven labels are all seen",
            "a.b.c.d.e.mfa.example",
            ["b.c.d.e.mfa.example": "p=none", "mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "of eight labels, one goes",
            "a.b.c.d.e.f.mfa.example",
            ["b.c.d.e.f.mfa.example": "p=reject"],
            organization: "b.c.d.e.f.mfa.example",
            policyAt: "b.c.d.e.f.mfa.example",
            .reject
        ),
        .init(
            "of nine labels, two go",
            "a.b.c.d.e.f.g.mfa.example",
            ["b.c.d.e.f.g.mfa.example": "p=reject"],
            organization: "a.b.c.d.e.f.g.mfa.example",
            policyAt: nil,
            nil
        ),
        .init(
            "of nine labels, the seventh is seen",
            "a.b.c.d.e.f.g.mfa.example",
            ["c.d.e.f.g.mfa.example": "p=reject"],
            organization: "c.d.e.f.g.mfa.example",
            policyAt: "c.d.e.f.g.mfa.example",
            .reject
        ),
        .init(
            "of thirteen labels, the organization's is seen",
            "a.b.c.d.e.f.g.h.i.j.mail.mfa.example",
            ["mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "a single label",
            "example",
            ["example": "p=reject"],
            organization: "example",
            policyAt: "example",
            .reject
        ),
    ]

    static let broken: [TreeWalkCase] = [
        .init(
            "several records count as none",
            "mfa.example",
            ["mfa.example": "p=reject|p=none"],
            organization: "mfa.example",
            policyAt: nil,
            nil
        ),
        .init(
            "several records below, one above",
            "www.mfa.example",
            ["www.mfa.example": "p=none|p=none", "mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "a record that cannot be read counts as none",
            "www.mfa.example",
            ["www.mfa.example": "p", "mfa.example": "p=reject"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "invalid p with rua is none",
            "mfa.example",
            ["mfa.example": "p=block;rua=mailto:d@mfa.example"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "invalid p without rua is not applied",
            "mfa.example",
            ["mfa.example": "p=block"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            nil
        ),
        .init(
            "absent p with rua is none",
            "mfa.example",
            ["mfa.example": "rua=mailto:d@mfa.example"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "invalid sp with rua is none for all",
            "mfa.example",
            ["mfa.example": "p=reject;sp=x;rua=mailto:d@mfa.example"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            DMARCPolicy.none
        ),
        .init(
            "unknown tags are passed over",
            "mfa.example",
            ["mfa.example": "p=reject;colour=blue"],
            organization: "mfa.example",
            policyAt: "mfa.example",
            .reject
        ),
        .init(
            "a failure ends the walk",
            "www.mfa.example",
            ["mfa.example": "!", "example": "p=reject"],
            organization: "www.mfa.example",
            policyAt: nil,
            nil
        ),
    ]
}
