// SPDX-License-Identifier: Apache-2.0

extension Fault {
    /// Only a site with an account, or the platform of one, shows them.
    package static let siteFaults = [
        unlinkedAccount, strangeAccount, noTrustFile, strangeSite, unmarkedPicture, generatedPicture,
    ]
    package static let platformFaults = [oneSidedAccount, otherAccount]

    package static let unlinkedAccount = Fault(
        "unlinked-account",
        "its page does not link the account",
        breaks: ["identity.account-unlinked"]
    ) {
        $0.pages.presence?.linksAcross = false
    }

    package static let strangeAccount = Fault(
        "strange-account",
        "its page links an unregistered account",
        breaks: ["identity.account-unregistered"]
    ) {
        $0.pages.presence?.strangers = ["https://platform.example/@minister"]
    }

    package static let noTrustFile = Fault(
        "no-trust-file",
        "it has no trust.txt",
        breaks: ["identity.trust-file-unsound"]
    ) {
        $0.pages.presence?.controlled = []
    }

    package static let strangeSite = Fault(
        "strange-site",
        "its trust.txt names a site that nobody listed",
        breaks: ["identity.trust-file-unsound"]
    ) {
        $0.pages.presence?.controlled.append("campaign.example")
    }

    package static let unmarkedPicture = Fault(
        "unmarked-picture",
        "its picture carries no mark of its origin",
        breaks: ["identity.provenance-missing"]
    ) {
        $0.pages.picture = SitePicture()
    }

    package static let generatedPicture = Fault(
        "generated-picture",
        "a model made its picture, and it does not say so",
        breaks: ["identity.generated-picture-undisclosed", "identity.provenance-missing"]
    ) {
        $0.pages.picture = .generated
    }

    package static let oneSidedAccount = Fault(
        "one-sided-account",
        "the account does not link back",
        breaks: ["identity.account-one-sided"]
    ) {
        $0.pages.presence?.linksAcross = false
    }

    package static let otherAccount = Fault(
        "other-account",
        "WebFinger names another account",
        breaks: ["identity.account-mismatch"]
    ) {
        $0.pages.presence?.namedUser = "impostor"
    }
}
