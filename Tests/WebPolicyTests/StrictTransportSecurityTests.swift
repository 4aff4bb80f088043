// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import WebPolicy

struct StrictTransportSecurityTests {
    @Test(
        arguments: [
            ("max-age=31536000", 31_536_000, false, false, []),
            ("Max-Age = \"300\" ; includeSubDomains; preload;", 300, true, true, []),
            ("max-age=1; max-age=2", nil, false, false, [.repeatedDirective]),
            ("max-age=x", nil, false, false, [.invalidMaxAge]),
            ("max-age=-1", nil, false, false, [.invalidMaxAge]),
            ("max-age=", nil, false, false, [.invalidMaxAge]),
            ("includeSubDomains", nil, true, false, [.noMaxAge]),
            ("max-age=99999999999999999999999", .max, false, false, []),
            (
                "max-age=1;; includeSubDomains=yes; report=\"a;b\"", 1, true, false,
                [.emptyDirective, .unwantedValue, .unknownDirective]
            ),
            ("", nil, false, false, [.noMaxAge]),
        ] as [(String, Int?, Bool, Bool, Set<StrictTransportSecurity.Problem>)]
    )
    func aFieldIsReadByItsGrammar(
        _ text: String,
        _ maxAge: Int?,
        _ subDomains: Bool,
        _ preload: Bool,
        _ problems: Set<StrictTransportSecurity.Problem>
    ) throws {
        let field = try #require(StrictTransportSecurity(fields: [text]))
        #expect(field.maxAge == maxAge)
        #expect(field.includesSubDomains == subDomains)
        #expect(field.isPreload == preload)
        #expect(field.problems == problems)
    }

    @Test func theFirstFieldCounts() throws {
        let field = try #require(StrictTransportSecurity(fields: ["max-age=0", "max-age=5"]))
        #expect(field.maxAge == 0)
        #expect(!field.isInForce)
        #expect(field.problems == [.severalFields])
        #expect(StrictTransportSecurity(fields: []) == nil)
    }

    static let good = "max-age=31536000; includeSubDomains; preload"

    static func hops(_ hops: (String, String?)...) -> RedirectTrail {
        RedirectTrail(
            hops.compactMap { url, field in
                WebURL(url).map { RedirectTrail.Hop($0, strictTransportSecurity: field.map { [$0] } ?? []) }
            }
        )
    }

    @Test(
        arguments: [
            (good, true, [("http://a.example", nil), ("https://a.example", good)], []),
            (good, true, [], []),
            (nil, true, [], [.noHeader]),
            ("preload", true, [], [.invalidHeader]),
            ("max-age=31535999", true, [], [.shortMaxAge, .noIncludeSubDomains, .noPreload]),
            (good, false, [], [.untrusted]),
            (good, true, [("http://a.example", nil)], [.notRedirected]),
            (good, true, [("http://a.example", nil), ("https://www.a.example", good)], [.otherHostFirst]),
            (
                good, true, [("http://a.example", nil), ("https://a.example", nil)],
                [.firstTargetWithoutHeader]
            ),
            (
                good, true,
                [("http://a.example", nil), ("https://a.example", good), ("http://b.example", nil)],
                [.insecureHop]
            ),
        ] as [(String?, Bool, [(String, String?)], [PreloadObstacle])]
    )
    func theListsRulesAreKept(
        _ field: String?,
        _ isTrusted: Bool,
        _ plain: [(String, String?)],
        _ obstacles: [PreloadObstacle]
    ) {
        let trail = RedirectTrail(
            plain.compactMap { url, field in
                WebURL(url).map { RedirectTrail.Hop($0, strictTransportSecurity: field.map { [$0] } ?? []) }
            }
        )
        let found = PreloadObstacle.all(
            header: StrictTransportSecurity(fields: field.map { [$0] } ?? []),
            isTrusted: isTrusted,
            plain: plain.isEmpty ? nil : trail,
            secure: Self.hops(("https://a.example", field))
        )
        #expect(found == obstacles)
    }

    @Test func fourRedirectsAreTooMany() {
        let many = Self.hops(
            ("https://a.example", Self.good),
            ("https://b.example", nil),
            ("https://c.example", nil),
            ("https://d.example", nil),
            ("https://e.example", nil)
        )
        let found = PreloadObstacle.all(
            header: StrictTransportSecurity(fields: [Self.good]),
            isTrusted: true,
            plain: nil,
            secure: many
        )
        #expect(found == [.tooManyRedirects])
    }
}
