// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import HTTPWire
package import Model
internal import WebPolicy

/// Fails where a website says of an account that it is its own, and the register does not know it.
package struct AccountUnregistered: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.account-unregistered",
        title: "The website names an account that nobody registered",
        measures:
            "Accounts outside the listed estate that rel=me of the page at / or social= of trust.txt names and "
            + "no [Account] section has.",
        scope: .endpoint,
        levels: ["unregistered"],
        references: ["HTML rel=me", "draft-org-trust-relationship-protocol-00 §4"],
        remedy: "Enter the account in the register with its owners, or take the link away."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let register = view.evidence.estate.accounts
        guard !register.isEmpty else { throw WebView.idle("no accounts are registered") }
        let (named, gaps) = try view.namedAccounts()
        let known = register.reduce(into: Set<ProfileAddress>()) { $0.formUnion($1.addresses) }
        let strangers = named.filter { address, text in
            !known.contains(address) && !view.isOfEstate(WebURL(text)?.host ?? "")
        }
        guard strangers.isEmpty else {
            return .fail(
                level: "unregistered",
                seen: strangers.values.sorted().listed(),
                expected: "accounts of the register"
            )
        }
        if let gap = gaps.foremost { throw gap }
        return .pass
    }
}

extension WebView {
    /// Whether a host is a listed endpoint's, lies in a listed domain, or belongs to the endpoint's own site.
    func isOfEstate(_ host: String) -> Bool {
        let estate = evidence.estate
        return endpoint.map { Site(host).isSame(as: Site($0.referenceName)) } ?? false
            || estate.endpoints.contains { $0.host == host || $0.referenceName == host }
            || estate.domains.contains { host == $0.name || host.hasSuffix(".\($0.name)") }
    }
}
