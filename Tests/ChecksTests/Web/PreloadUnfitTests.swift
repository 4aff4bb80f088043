// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct PreloadUnfitTests {
    private static let asking = PageResponse.sound(security: ["max-age=31536000; includeSubDomains; preload"])

    @Test func anEligibleSitePasses() throws {
        #expect(try Scene.page(Self.asking).verdict(of: PreloadUnfit.self) == .pass)
    }

    @Test func whoDoesNotAskIsNotJudged() throws {
        #expect(try Scene.page(.sound()).verdict(of: PreloadUnfit.self).state == .notApplicable)
    }

    @Test(arguments: [
        (
            PageResponse.sound(security: ["max-age=300; preload"]), PlainRedirects.way("https://www/"),
            "short-max-age, no-include-sub-domains, first-target-without-header"
        ),
        (asking, .way(status: 200, end: .page), "not-redirected"),
        (asking, .way("https://other/", end: .elsewhere), "other-host-first"),
    ])
    func everyObstacleIsNamed(_ page: PageResponse, _ plain: PlainRedirects, _ obstacles: String) throws {
        guard
            case .fail("obstacles", let seen, _) = try Scene.page(page, plain).verdict(of: PreloadUnfit.self)
        else {
            Issue.record("does not fail")
            return
        }
        #expect(seen == obstacles)
    }

    @Test func anUntrustedCertificateStandsAgainstIt() throws {
        let scene = try Scene.page(Self.asking).trust(.unknownRoot)
        guard case .fail(_, let seen, _) = try scene.verdict(of: PreloadUnfit.self) else {
            Issue.record("does not fail")
            return
        }
        #expect(seen == "untrusted")
    }

    @Test func withoutAnAnswerOfPort80ItIsUnknown() throws {
        let scene = try Scene.page(Self.asking).missing(Question(PlainRedirects.self), on: Scene.endpoint)
        #expect(try scene.verdict(of: PreloadUnfit.self) == .unknown(because: Scene.silence))
    }
}
