// SPDX-License-Identifier: Apache-2.0

extension Fault {
    /// Only a site with an account, or the platform of one, shows them.
    package static let siteFaults = [
        unlinkedAccount, strangeAccount, noTrustFile, strangeSite, unmarkedPicture, generatedPicture,
    ]
    package static let platformFaults = [oneSidedAccount, otherAccount]

    package static let unlinkedAccount = Fault("unlinked-account", "its page does not link the account") {
        $0.pages.presence?.linksAcross = false
    }

    package static let strangeAccount = Fault("strange-account", "its page links an unregistered account") {
        $0.pages.presence?.strangers = ["https://platform.example/@minister"]
    }

    package static let noTrustFile = Fault("no-trust-file", "it has no trust.txt") {
        $0.pages.presence?.controlled = []
    }

    package static let strangeSite = Fault("strange-site", "its trust.txt names a site that nobody listed") {
        $0.pages.presence?.controlled.append("campaign.example")
    }

    package static let unmarkedPicture = Fault(
        "unmarked-picture",
        "its picture carries no mark of its origin"
    ) {
        $0.pages.picture = SitePicture()
    }

    package static let generatedPicture = Fault(
        "generated-picture",
        "a model made its picture, and it does not say so"
    ) {
        $0.pages.picture = .generated
    }

    package static let oneSidedAccount = Fault("one-sided-account", "the account does not link back") {
        $0.pages.presence?.linksAcross = false
    }

    package static let otherAccount = Fault("other-account", "WebFinger names another account") {
        $0.pages.presence?.namedUser = "impostor"
    }
}
