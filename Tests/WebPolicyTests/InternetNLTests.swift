// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import WebPolicy

/// One row a result code of Internet.nl's web test that this program decides from HTTP.
struct InternetNLTests {
    static let sound =
        "default-src 'self' https://static.mfa.example; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

    @Test(
        arguments: [
            (sound, []),
            (
                "default-src 'none'; frame-ancestors 'self'; base-uri 'self'; form-action https://a.example",
                []
            ),
            (sound + "; script-src 'unsafe-inline'", [.unsafeInline]),
            (sound + "; script-src 'unsafe-eval'", [.unsafeEval]),
            (sound + "; script-src 'unsafe-hashes'", [.unsafeHashes]),
            (sound + "; img-src http:", [.http]),
            (sound + "; img-src http://a.example", [.http]),
            (sound + "; img-src https:", [.bareHTTPS]),
            (sound + "; img-src a.example", [.hostWithoutScheme]),
            (sound + "; object-src data:", [.data]),
            (sound + "; img-src data:", []),
            (sound + "; img-src *", [.hostWithoutScheme, .invalidHost]),
            (sound + "; img-src https://127.0.0.1:80", [.invalidHost]),
            (
                "frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
                [.defaultSource]
            ),
            (
                "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
                [.defaultSource, .frameSource]
            ),
            (
                "default-src 'self' https://cdn.example; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
                [.defaultSource]
            ),
            ("default-src 'none'; base-uri 'none'; form-action 'none'", [.frameAncestors]),
            (
                "default-src 'none'; frame-ancestors https://a.example; base-uri 'none'; form-action 'none'",
                [.frameAncestors]
            ),
            ("default-src 'none'; frame-ancestors 'none'; form-action 'none'", [.baseURI]),
            ("default-src 'none'; frame-ancestors 'none'; base-uri 'none'", [.formAction]),
        ] as [(String, [InternetNLPolicyFailure])]
    )
    func aPolicyFailsByEachRule(_ policy: String, _ failures: [InternetNLPolicyFailure]) {
        #expect(InternetNLPolicyFailure.all([policy], host: "mfa.example") == failures)
    }

    @Test(
        arguments: [
            (nil, .full), (["https://a.example"], .full),
            (["https://a.example", "https://b.example"], .full),
            (["https://b.example"], .none), (["http://a.example/x"], .none), ([], .none),
        ] as [([String]?, InternetNLScore.Points)]
    )
    func httpsIsForcedOnTheSameHostFirst(_ targets: [String]?, _ points: InternetNLScore.Points) {
        let trail = targets.map { targets in
            RedirectTrail(
                (["http://a.example"] + targets).compactMap { WebURL($0) }.map { RedirectTrail.Hop($0) }
            )
        }
        #expect(InternetNLJudgement.forcedHTTPS(trail) == points)
    }

    @Test(
        arguments: [
            (["max-age=31536000"], .full), (["max-age=31535999"], .less), ([], .none),
            (["includeSubDomains"], .none),
            (["max-age=31536000", "max-age=0"], .full),
        ] as [([String], InternetNLScore.Points)]
    )
    func aYearOfHSTSGivesFullPoints(_ fields: [String], _ points: InternetNLScore.Points) {
        #expect(InternetNLJudgement.strictTransportSecurity(fields) == points)
    }

    @Test(
        arguments: [
            ([], .recommendation), ([""], .recommendation), (["no-referrer"], .good),
            (["same-origin"], .good),
            (["strict-origin"], .recommendation), (["strict-origin-when-cross-origin"], .recommendation),
            (["origin"], .bad), (["origin-when-cross-origin"], .bad), (["no-referrer-when-downgrade"], .bad),
            (["no-referrer, unsafe-url"], .bad), (["no-referrer, never"], .invalid),
        ] as [([String], InternetNLJudgement.ReferrerVerdict)]
    )
    func theLastReferrerPolicyCounts(_ fields: [String], _ verdict: InternetNLJudgement.ReferrerVerdict) {
        #expect(InternetNLJudgement.referrerPolicy(fields) == verdict)
    }

    @Test func smallHeadersGoByTheirFirstValue() {
        #expect(InternetNLJudgement.contentTypeOptions(["nosniff"]))
        #expect(!InternetNLJudgement.contentTypeOptions(["x, nosniff"]))
        #expect(!InternetNLJudgement.contentTypeOptions([]))
        #expect(InternetNLJudgement.frameOptions(["deny, x"]))
        #expect(!InternetNLJudgement.frameOptions(["ALLOW-FROM https://a.example"]))
        #expect(!InternetNLJudgement.frameOptions([]))
    }

    /// Fourteen subtests of TLS count 10 each; an untrusted certificate costs one of them.
    @Test func percentagesAreThoseOfItsArithmetic() {
        var points = Dictionary(
            uniqueKeysWithValues: InternetNLSubtest.allCases.map { ($0, InternetNLScore.Points.full) }
        )
        points[.keyExchangeHash] = .notTested
        #expect(InternetNLScore(points).total == 100)
        points[.trust] = InternetNLScore.Points.none
        #expect(InternetNLScore(points).percentage(of: .tls) == 92)
        #expect(InternetNLScore(points).total == 98)
        points[.dnssec] = .less
        #expect(InternetNLScore(points).percentage(of: .dnssec) == 20)
        points[.webOverIPv6] = .less
        points[.sameContent] = .less
        #expect(InternetNLScore(points).percentage(of: .ipv6) == 63)
    }

    @Test func whatIsNotMeasuredIsNamed() {
        let score = InternetNLScore([.forcedHTTPS: .full, .strictTransportSecurity: .half])
        #expect(score.percentage(of: .tls) == 75)
        #expect(score.percentage(of: .rpki) == nil)
        #expect(score.total == 75)
        #expect(score.missing.count == InternetNLSubtest.allCases.count - 2)
        #expect(InternetNLScore([:]).total == nil)
    }
}
