// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import HTTPWire
package import Model

/// Fails where the page of a registered account does not say which website is its own.
package struct AccountOneSided: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.account-one-sided",
        title: "An account does not link back to its website",
        measures:
            "rel=me on the pages of accounts, where the host that they lie on is listed; other platforms are not asked.",
        scope: .endpoint,
        levels: ["one-sided"],
        references: ["HTML rel=me"],
        remedy: "Enter the address of the website in the account's profile."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        var oneSided: [String] = []
        var gaps: [Unestablished] = []
        for account in try view.ownAccounts() {
            do throws(Unestablished) {
                guard try !Self.linksBack(account, view) else { continue }
                oneSided.append("\(account.id) (\(account.profile))")
            } catch {
                gaps.append(error)
            }
        }
        guard oneSided.isEmpty else {
            return .fail(
                level: "one-sided",
                seen: oneSided.listed(),
                expected: "a link with rel=me to \(view.endpoint?.referenceName ?? view.subject.name)"
            )
        }
        if let gap = gaps.foremost { throw gap }
        return .pass
    }

    private static func linksBack(_ account: Account, _ view: WebView) throws(Unestablished) -> Bool {
        let origin = WebURL(account.profile)?.origin
        let host = view.evidence.estate.endpoints.first { endpoint in
            endpoint.service == .https && origin == endpoint.origin
        }
        guard let host else {
            throw Unestablished(
                phase: .notOurs,
                reason: "the host of \(account.profile) is not listed, so its page is not asked for"
            )
        }
        let page = try view.evidence.one(AccountPage.self, account.profile, of: .endpoint(host.id)).fact
        guard page.status == 200, let links = page.links else {
            throw Unestablished(
                phase: .reply,
                reason: "HTTP \(page.status) at \(account.profile), and no page",
                attempts: 1
            )
        }
        let own = view.endpoint
        if links.contains(where: { link in WebURL(link).map { own?.serves($0.host) ?? false } ?? false }) {
            return true
        }
        if let gap = page.gap {
            throw Unestablished(phase: .reply, reason: "of \(account.profile), \(gap)", attempts: 1)
        }
        return false
    }
}

extension Endpoint {
    /// Of its page at `/`.
    fileprivate var origin: String {
        let name = referenceName.contains(":") ? "[\(referenceName)]" : referenceName
        return WebURL(scheme: "https", host: name, port: port).origin
    }
}
