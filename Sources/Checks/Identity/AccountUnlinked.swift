// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where a website does not name an account that the register says is the ministry's.
package struct AccountUnlinked: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.account-unlinked",
        title: "A registered account is not named by its website",
        measures:
            "Accounts of the register that neither rel=me of the page at / nor social= of trust.txt names; "
            + "what scripts add is not seen.",
        scope: .endpoint,
        levels: ["unlinked"],
        references: ["HTML rel=me", "draft-org-trust-relationship-protocol-00 §4"],
        remedy: "Link the account from the page with rel=\"me\", or list it as social= in trust.txt."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let own = try view.ownAccounts()
        let (named, gaps) = try view.namedAccounts()
        let unlinked = own.filter { $0.addresses.isDisjoint(with: named.keys) }
        guard !unlinked.isEmpty else { return .pass }
        if let gap = gaps.foremost { throw gap }
        return .fail(
            level: "unlinked",
            seen: unlinked.map { "\($0.id) (\($0.profile))" }.listed(),
            expected: "each of \(own.count) is named"
        )
    }
}
