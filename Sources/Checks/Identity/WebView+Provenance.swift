// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

extension WebView {
    /// What the pages of the endpoint's addresses publish, and why there may be more.
    ///
    /// Throws where the question does not arise, or nothing is known of them.
    func publishedFiles() throws(Unestablished) -> (pages: [PublishedFiles], gaps: [Unestablished]) {
        guard endpoint?.role == .statementHost else { throw Self.idle("it is no host of statements") }
        let addresses = evidence.addresses(of: subject.name)
        guard !addresses.isEmpty else {
            throw evidence.reason(Question(PublishedFiles.self), of: subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        var pages: [PublishedFiles] = []
        var gaps: [Unestablished] = []
        for address in addresses {
            do throws(Unestablished) {
                _ = try WebView(of: address, in: evidence).document()
                let page = try evidence.one(PublishedFiles.self, of: address).fact
                pages.append(page)
                guard let gap = page.gap else { continue }
                gaps.append(Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1))
            } catch {
                gaps.append(error)
            }
        }
        return (pages, gaps)
    }

    /// What was seen of pictures that the pages name on their own host; throws where there is none, or none was read.
    func picturesRead(of pages: [PublishedFiles]) throws(Unestablished) -> [ProvenanceMarks.Picture] {
        guard pages.contains(where: { !$0.pictures.isEmpty }) else {
            let foreign = pages.map(\.foreignPictures).max() ?? 0
            guard foreign > 0 else { throw Self.idle("the page at / has no picture that is read") }
            throw Unestablished(
                phase: .notOurs,
                reason: "the pictures of the page at / lie on other hosts, which are not asked"
            )
        }
        let pictures = try evidence.one(ProvenanceMarks.self, of: subject).fact.pictures
        guard !pictures.isEmpty else {
            throw Unestablished(phase: .notMeasured, reason: "no picture of the page was asked for")
        }
        return pictures
    }
}
