// SPDX-License-Identifier: Apache-2.0
internal import Markup

/// The elements and texts of a document in their order, each with what it stands in and where it ends.
///
/// What browsers do not make elements of is left out: the content of templates, of frames, and, because pages are seen
/// with scripts, that of `noscript`.
struct PageTree {
    private(set) var elements: [HTMLElement?] = []
    private(set) var texts: [String] = []
    private var parents: [Int] = []
    private var ends: [Int] = []

    init(_ document: HTMLDocument) {
        var builder = Builder()
        var texts = document.texts[...]
        for (index, element) in document.elements.enumerated() {
            while let text = texts.first, text.place <= index {
                add(text, &builder)
                texts.removeFirst()
            }
            add(element, &builder)
        }
        for text in texts { add(text, &builder) }
        close(to: 0, &builder)
    }

    var count: Int { parents.count }

    /// `#text` for a text.
    func name(_ node: Int) -> String { elements[node]?.name ?? "#text" }

    func isElement(_ node: Int) -> Bool { elements[node] != nil }

    func attribute(_ node: Int, _ name: String) -> String? { elements[node]?.attributes[name] }

    func attributes(_ node: Int) -> [String: String] { elements[node]?.attributes ?? [:] }

    func has(_ node: Int, _ name: String) -> Bool { attribute(node, name) != nil }

    func parent(_ node: Int) -> Int? { parents[node] < 0 ? nil : parents[node] }

    /// The first node behind all that stands in this one.
    func end(_ node: Int) -> Int { ends[node] }

    /// Nodes that stand directly in this one.
    func children(_ node: Int) -> Children { Children(tree: self, node: node + 1, end: ends[node]) }

    struct Children: Sequence, IteratorProtocol {
        let tree: PageTree
        var node: Int
        let end: Int

        mutating func next() -> Int? {
            guard node < end else { return nil }
            defer { node = tree.ends[node] }
            return node
        }
    }

    /// What is open while the tree is made.
    private struct Builder {
        /// Nodes within each other, each with its depth in the document.
        var open: [(node: Int, depth: Int)] = []
        /// Depth of the element whose content is no part of the tree, and whether its texts are.
        var closed: (depth: Int, keepsText: Bool)?
    }

    private static let opaque: Set<String> = [
        "template", "noscript", "iframe", "noframes", "noembed", "script", "style",
    ]
    /// Nothing but text stands in them.
    private static let plain: Set<String> = ["title", "textarea", "option"]

    private mutating func add(_ element: HTMLElement, _ builder: inout Builder) {
        if let closed = builder.closed, element.depth > closed.depth { return }
        close(to: element.depth, &builder)
        leaveHead(for: element, &builder)
        let node = append(element, "", builder.open.last?.node)
        builder.open.append((node, element.depth))
        builder.closed =
            if Self.opaque.contains(element.name) {
                (element.depth, false)
            } else if Self.plain.contains(element.name) {
                (element.depth, true)
            } else {
                nil
            }
    }

    private static let metadata: Set<String> = [
        "title", "meta", "link", "base", "script", "style", "noscript", "template", "basefont", "bgsound",
    ]

    /// Where the tags of head and body are left out, the parser keeps elements that it does not know in the head, and the
    /// body begins with them (HTML §13.2.6.4.4).
    private mutating func leaveHead(for element: HTMLElement, _ builder: inout Builder) {
        guard let head = builder.open.last, name(head.node) == "head", !Self.metadata.contains(element.name)
        else {
            return
        }
        close(to: head.depth, &builder)
        let body = HTMLElement(name: "body", attributes: [:], depth: head.depth, line: element.line)
        builder.open.append((append(body, "", builder.open.last?.node), head.depth))
    }

    private mutating func add(_ text: HTMLText, _ builder: inout Builder) {
        if let closed = builder.closed {
            if text.depth > closed.depth {
                guard closed.keepsText else { return }
            } else {
                builder.closed = nil
            }
        }
        if builder.closed == nil { close(to: text.depth, &builder) }
        _ = append(nil, text.text, builder.open.last?.node)
    }

    private mutating func append(_ element: HTMLElement?, _ text: String, _ parent: Int?) -> Int {
        elements.append(element)
        texts.append(text)
        parents.append(parent ?? -1)
        ends.append(parents.count)
        return parents.count - 1
    }

    private mutating func close(to depth: Int, _ builder: inout Builder) {
        while let last = builder.open.last, last.depth >= depth {
            ends[last.node] = parents.count
            builder.open.removeLast()
        }
    }
}
