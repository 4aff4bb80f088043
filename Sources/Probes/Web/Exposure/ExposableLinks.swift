// SPDX-License-Identifier: Apache-2.0
internal import HTTPWire
internal import Markup
internal import WebPolicy

/// What a page names on its own origin: folders, scripts and documents, each without a query, once, in its order.
struct ExposableLinks: Sendable {
    private(set) var folders: [WebURL] = []
    private(set) var scripts: [WebURL] = []
    private(set) var documents: [WebURL] = []

    private static let mostFolders = 6
    private static let mostScripts = 8
    private static let mostDocuments = 20

    init(_ document: HTMLDocument, at page: WebURL) {
        let base = document.base(at: page)
        for element in document.elements where element.name != "link" || Self.isPart(element) {
            guard let text = element[element.name == "a" || element.name == "link" ? "href" : "src"],
                ["a", "link", "img", "script"].contains(element.name),
                let url = WebURL(text, relativeTo: base), url.origin == page.origin
            else { continue }
            take(url.at(url.path), element.name)
        }
    }

    private mutating func take(_ url: WebURL, _ element: String) {
        if element == "script" {
            Self.add(url, to: &scripts, atMost: Self.mostScripts)
        } else if DocumentFormat(path: url.path) != nil {
            Self.add(url, to: &documents, atMost: Self.mostDocuments)
        }
        guard element != "a" || DocumentFormat(path: url.path) != nil else { return }
        var path = url.path[...]
        while let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            Self.add(url.at(String(path[...slash])), to: &folders, atMost: Self.mostFolders)
            path = path[..<slash]
        }
    }

    /// Whether the page is made with it.
    private static func isPart(_ link: HTMLElement) -> Bool {
        let kinds = Set((link["rel"] ?? "").lowercased().split(separator: " "))
        return !kinds.isDisjoint(with: ["stylesheet", "icon", "preload", "modulepreload", "manifest"])
    }

    private static func add(_ url: WebURL, to list: inout [WebURL], atMost limit: Int) {
        guard list.count < limit, !list.contains(url) else { return }
        list.append(url)
    }
}
