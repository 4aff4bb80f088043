// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup
internal import WebPolicy

/// What the words, links and embedded programs of a page say.
struct PageWords: Sendable {
    let chat: ChatPrograms
    let corrections: CorrectionMarks
    /// Phrases that say that a picture was generated.
    let generated: [String]
    /// Why there may be more of all that; nil where there is not.
    let gap: String?

    private static let labels = ["title", "aria-label", "alt", "placeholder", "chat-title", "content"]

    /// Whether it is run, and no block of data (HTML §4.12.1).
    private static func isScript(_ element: HTMLElement) -> Bool {
        guard element.name == "script" else { return false }
        let type = (element["type"] ?? "").lowercased()
        return type.isEmpty || type == "module" || type.contains("javascript") || type.contains("ecmascript")
    }

    /// - Parameters:
    ///   - document: nil where the content is no HTML.
    ///   - gap: why not all of it was read.
    init(_ document: HTMLDocument?, _ anatomy: PageAnatomy?, at url: WebURL, gap: String?) {
        let gap = gap ?? document.flatMap(Self.textGap)
        self.gap = gap
        let text = document.map(Self.seen) ?? []
        generated = GeneratedWords.phrases.found(in: text)
        let hosts = Set((anatomy?.references ?? []).map(\.url.host))
        let programs =
            hosts.compactMap { ChatProgram.loaded(from: $0) }
            + Set((document?.elements ?? []).map(\.name)).compactMap { ChatProgram.shown(by: $0) }
        chat = ChatPrograms(
            programs: programs.map { .init(name: $0.name, isMachine: $0.speaker == .machine ? true : nil) },
            disclosures: programs.isEmpty ? [] : ChatProgram.disclosures.found(in: text),
            unreadScripts: (document?.elements ?? []).count(where: Self.isScript),
            gap: gap
        )
        let links = (document?.elements ?? []).filter { ["a", "area", "link"].contains($0.name) }
            .compactMap { $0["href"] }.compactMap { WebURL($0, relativeTo: url) }
        let leading = (links + (anatomy?.feeds ?? [])).filter { $0.isWeb && CorrectionWords.lead($0.path) }
        corrections = CorrectionMarks(
            addresses: leading.map { String($0.withoutQuery.prefix(300)) },
            words: CorrectionWords.phrases.found(in: text),
            gap: gap
        )
    }

    /// What a reader sees of a document, labels among it.
    private static func seen(in document: HTMLDocument) -> [UInt8] {
        let labelled = document.elements.flatMap { element in labels.compactMap { element[$0] } }
        return Array(([document.text] + labelled).joined(separator: "\n").utf8)
    }

    /// Why there may be more text than that; nil where there is not.
    private static func textGap(_ document: HTMLDocument) -> String? {
        let isCut = document.text.utf8.count >= HTMLLimits().textBytes - 4
        return isCut ? "only the beginning of its text was kept" : nil
    }
}
