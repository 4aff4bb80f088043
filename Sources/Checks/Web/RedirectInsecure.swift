// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where redirects lead from HTTPS back to HTTP, or in a circle.
package struct RedirectInsecure: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.redirect-insecure",
        title: "Redirects leave HTTPS or go in circles",
        measures:
            "Every redirect from / on, over plain HTTP and over HTTPS, as far as it stays on the "
            + "endpoint.",
        scope: .endpoint,
        levels: ["long", "loop", "downgrade"],
        references: ["RFC 9110 §15.4", "RFC 6797 §7.2"],
        remedy: "Redirect once, to the final HTTPS address."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (pages, gaps) = try view.answers()
        var ways = pages.map { RedirectWay($0.fact) }
        var doubt = gaps.foremost
        var end: PlainRedirects.End?
        do throws(Unestablished) {
            let plain = try view.plain()
            ways.append(RedirectWay(plain))
            end = plain.end
        } catch {
            if !error.isDeliberate { doubt = doubt ?? error }
        }
        if let (from, to) = ways.lazy.compactMap(\.downgrade).first {
            return .fail(level: "downgrade", seen: "\(from) leads to \(to)", expected: "HTTPS to the end")
        }
        for way in ways where way.isCircle {
            let circle = way.steps.joined(separator: " → ")
            guard !way.setsCookies else {
                let reason = "\(circle) is a circle for who sends no cookies back"
                doubt = doubt ?? Unestablished(phase: .reply, reason: reason, attempts: 1)
                continue
            }
            return .fail(level: "loop", seen: circle, expected: "a page in the end")
        }
        if end == .tooMany {
            return .fail(level: "long", seen: "more than 3 redirects", expected: "3 redirects at most")
        }
        if let doubt { throw doubt }
        return .pass
    }
}

/// Addresses from a first one over its redirects.
private struct RedirectWay {
    let steps: [String]
    let isCircle: Bool
    let setsCookies: Bool

    init(_ page: PageResponse) {
        self.init(page.hops, page.leadsTo, isCircle: page.hops.count < 3)
    }

    init(_ plain: PlainRedirects) {
        self.init(plain.hops, plain.leadsTo, isCircle: plain.end == .loop)
    }

    /// `isCircle`: whether a target that was asked before is why it was not followed; queries may tell two apart.
    private init(_ hops: [PageResponse.Hop], _ target: String?, isCircle: Bool) {
        steps = hops.map(\.address) + (target.map { [$0] } ?? [])
        self.isCircle = isCircle && target.map { step in hops.contains { $0.address == step } } == true
        setsCookies = hops.contains(where: \.setsCookies)
    }

    /// From HTTPS to HTTP; nil where that does not happen.
    var downgrade: (from: String, to: String)? {
        zip(steps, steps.dropFirst()).first { $0.hasPrefix("https:") && $1.hasPrefix("http:") }
            .map { ($0, $1) }
    }
}
