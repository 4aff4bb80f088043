// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import HTTPWire

/// Fails where a visitor who types the name without a scheme stays on plain HTTP, or is led off before HTTPS.
package struct HTTPSNotForced: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.https-not-forced",
        title: "HTTPS is not forced",
        measures: "Where the first answer over plain HTTP at / leads: to HTTPS on the same host, or not.",
        scope: .endpoint,
        levels: ["late", "not-forced"],
        references: ["RFC 9110 §4.2.2", "NIST SP 800-52r2 §3"],
        remedy:
            "Redirect every request on port 80 to HTTPS on the same host (301 or 308), or close "
            + "port 80."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let plain = try view.plain()
        switch plain.state {
        case .refused: return .pass
        case .notHTTP: return .notApplicable(because: "the port of plain HTTP does not speak HTTP")
        case .answered: break
        }
        guard let first = plain.hops.first.flatMap({ WebURL($0.address) }) else { return .pass }
        let expected = "a redirect to https://\(first.host)/ first"
        if let target = plain.firstTarget, target.scheme == "https" {
            guard target.host != first.host else { return .pass }
            return .fail(
                level: "late",
                seen:
                    "\(first) leads to \(target.withoutQuery) first, so browsers keep no HSTS of \(first.host)",
                expected: expected
            )
        }
        guard plain.leadsTo?.hasPrefix("https:") != true, plain.hops.last?.address.hasPrefix("https:") != true
        else {
            return .fail(level: "late", seen: "\(first) leads to HTTPS by way of HTTP", expected: expected)
        }
        guard plain.end == .page, let last = plain.hops.last else {
            let target = plain.leadsTo ?? "no address"
            // Where the way was not seen to its end, HTTPS may still come.
            return .fail(
                level: plain.end == .lost ? "late" : "not-forced",
                seen: "\(first) leads to \(target)",
                expected: expected
            )
        }
        return try Self.served(last, expected)
    }

    private static func served(_ last: PageResponse.Hop, _ expected: String) throws(Unestablished) -> Verdict
    {
        switch last.status {
        case 500...:
            throw Unestablished(phase: .reply, reason: "HTTP \(last.status) at \(last.address)", attempts: 1)
        case 400..<500 where last.status != 401:
            // Nothing is shown there that a visitor could stay on.
            return .pass
        default:
            return .fail(
                level: "not-forced",
                seen: "\(last.address) is served over HTTP (\(last.status))",
                expected: expected
            )
        }
    }
}
