// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where what a host of statements publishes carries no mark of where it is from.
package struct ProvenanceMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.provenance-missing",
        title: "What is published carries no mark of where it is from",
        measures:
            "Signed manifests of C2PA in up to two pictures that the page at / of a host of statements names on its own host, "
            + "or named beside them, and links to signatures in files of their own; marks that are seen, none is "
            + "verified.",
        scope: .endpoint,
        levels: ["missing"],
        references: ["C2PA 2.2 §11", "ISO/IEC 19566-5", "NIST SP 800-53r5 AU-10"],
        remedy:
            "Let the press office sign its pictures with Content Credentials (C2PA) and keep them when pictures are "
            + "resized, or publish statements with a signature beside them."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (pages, gaps) = try view.publishedFiles()
        if pages.contains(where: { $0.signatures > 0 }) { return .pass }
        let pictures: [ProvenanceMarks.Picture]
        do {
            pictures = try view.picturesRead(of: pages)
        } catch  where error.phase == .notApplicable {
            if let gap = gaps.foremost { throw gap }
            guard pages.contains(where: { $0.documents > 0 }) else { throw error }
            throw Unestablished(
                phase: .notMeasured,
                reason: "the page has no picture that is read, and its documents are not looked into"
            )
        }
        if pictures.contains(where: \.isMarked) { return .pass }
        if let gap = pictures.compactMap(\.lost).foremost ?? gaps.foremost { throw gap }
        return .fail(
            level: "missing",
            seen: "no signed manifest in \(pictures.map(\.path).listed())",
            expected: "a signed manifest of C2PA in pictures, or a signature beside statements"
        )
    }
}

extension ProvenanceMarks.Picture {
    /// Why it may carry more than was seen; nil where all of it was read.
    var lost: Unestablished? {
        gap.map { Unestablished(phase: .reply, reason: "\(path): \($0)", attempts: 1) }
    }
}
