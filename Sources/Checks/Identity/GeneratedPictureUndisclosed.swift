// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a picture says of itself that a model made it, and the page does not tell its readers.
package struct GeneratedPictureUndisclosed: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.generated-picture-undisclosed",
        title: "A picture that a model made is not told as such",
        measures:
            "Digital source types of trained models in manifests of C2PA and in XMP of up to two pictures of a host of "
            + "statements, seen and not verified, against words in several languages on the page at /. A picture "
            + "without such a mark may be generated all the same.",
        scope: .endpoint,
        levels: ["undisclosed"],
        references: [
            "Regulation (EU) 2024/1689 Article 50(4)", "IPTC NewsCodes Digital Source Type",
            "C2PA 2.2 §18.12",
        ],
        remedy: "Say beside the picture that it was generated, and keep the mark that it carries."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (pages, gaps) = try view.publishedFiles()
        let pictures: [ProvenanceMarks.Picture]
        do {
            pictures = try view.picturesRead(of: pages)
        } catch  where error.phase == .notApplicable {
            throw gaps.foremost ?? error
        }
        let labelled = pictures.filter { !$0.generated.isEmpty }
        guard !labelled.isEmpty else {
            if let gap = pictures.compactMap(\.lost).foremost { throw gap }
            return .notApplicable(because: "no picture that was read says that a model made it")
        }
        if pages.contains(where: { !$0.disclosures.isEmpty }) { return .pass }
        if let gap = gaps.foremost { throw gap }
        return .fail(
            level: "undisclosed",
            seen: labelled.map { "\($0.path) (\($0.generated.joined(separator: ", ")))" }.listed(
                separator: "; "
            ),
            expected: "words on the page that say so"
        )
    }
}
