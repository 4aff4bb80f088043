// SPDX-License-Identifier: Apache-2.0

/// Who perceives which node, as far as markup and `style` attributes tell; style sheets are not read.
struct PageSight {
    /// Shown to nobody: not displayed, invisible, in what is closed.
    private(set) var hidden: [Bool] = []
    /// Kept from assistive technology: `aria-hidden`, `inert`.
    private(set) var silent: [Bool] = []
    /// See-through, or far off the screen; assistive technology has it all the same.
    private(set) var unseen: [Bool] = []
    /// Not to be operated: inert, or in a group that is disabled (HTML §4.10.15: its legend is not).
    private(set) var idle: [Bool] = []

    /// What is handed down to the content of a node.
    private struct Inheritance {
        var end: Int
        var isUndisplayed = false
        var isInvisible = false
        var isSilent = false
        var isUnseen = false
        var isInert = false
        var isInDisabledGroup = false
    }

    private static let undisplayed: Set<String> = [
        "head", "title", "meta", "link", "base", "script", "style", "template", "noscript", "datalist",
        "param",
        "rp", "noframes", "source", "track",
    ]

    init(_ tree: PageTree) {
        hidden.reserveCapacity(tree.count)
        var open: [Inheritance] = []
        var drawingEnd = 0
        for node in 0..<tree.count {
            while let last = open.last, last.end <= node { open.removeLast() }
            var state = open.last ?? Inheritance(end: 0)
            state.end = tree.end(node)
            if tree.isElement(node) {
                if tree.name(node) == "svg" { drawingEnd = max(drawingEnd, tree.end(node)) }
                // In drawings neither names nor `hidden` mean what they do in HTML.
                look(tree, node, isDrawn: node < drawingEnd, &state)
            }
            hidden.append(state.isUndisplayed || state.isInvisible)
            silent.append(state.isSilent)
            unseen.append(state.isUnseen)
            idle.append(state.isInert || state.isInDisabledGroup)
            if tree.end(node) > node + 1 {
                if Self.keepsContent(tree, node) { state.isUndisplayed = true }
                if tree.name(node) == "legend" { state.isInDisabledGroup = false }
                if tree.name(node) == "fieldset", tree.has(node, "disabled") {
                    state.isInDisabledGroup = true
                }
                open.append(state)
            }
        }
    }

    private func look(_ tree: PageTree, _ node: Int, isDrawn: Bool, _ state: inout Inheritance) {
        let style = InlineStyle(tree.attribute(node, "style"))
        if let display = style.value("display") {
            if display == "none" { state.isUndisplayed = true }
        } else if !isDrawn, Self.isUndisplayed(tree, node) {
            state.isUndisplayed = true
        }
        if Self.neverShown.contains(tree.name(node)) || Self.isFolded(tree, node) {
            state.isUndisplayed = true
        }
        switch style.value("visibility") {
        case "hidden", "collapse": state.isInvisible = true
        case "visible": state.isInvisible = false
        default: break
        }
        if tree.has(node, "inert") { state.isInert = true }
        if tree.attribute(node, "aria-hidden") == "true" || state.isInert { state.isSilent = true }
        if Double(style.value("opacity") ?? "") == 0 || Self.isOffScreen(style) { state.isUnseen = true }
    }

    static let neverShown: Set<String> = ["style", "script", "noscript", "template"]

    /// By the browsers' own style sheet (HTML §15.3.1), or by attributes.
    private static func isUndisplayed(_ tree: PageTree, _ node: Int) -> Bool {
        let name = tree.name(node)
        if undisplayed.contains(name) || tree.has(node, "popover") { return true }
        if let hidden = tree.attribute(node, "hidden"), hidden.lowercased() != "until-found" { return true }
        switch name {
        case "input": return tree.attribute(node, "type")?.lowercased() == "hidden"
        case "dialog": return !tree.has(node, "open")
        case "audio": return !tree.has(node, "controls")
        default: return false
        }
    }

    /// Whether the content is hidden where the node itself is not.
    private static func keepsContent(_ tree: PageTree, _ node: Int) -> Bool {
        guard tree.isElement(node) else { return false }
        if tree.attribute(node, "hidden")?.lowercased() == "until-found" { return true }
        return InlineStyle(tree.attribute(node, "style")).value("content-visibility") == "hidden"
    }

    /// Stands in a closed `details`, and is not its summary.
    private static func isFolded(_ tree: PageTree, _ node: Int) -> Bool {
        guard let parent = tree.parent(node), tree.name(parent) == "details", !tree.has(parent, "open") else {
            return false
        }
        return tree.name(node) != "summary"
            || tree.children(parent).first { tree.name($0) == "summary" } != node
    }

    /// Moved out by its own style, the way links to the content are kept for those who tab.
    static func isOffScreen(_ style: InlineStyle) -> Bool {
        guard let position = style.value("position"), position == "absolute" || position == "fixed" else {
            return false
        }
        return ["left", "top"].contains { (style.pixels($0) ?? 0) <= -900 }
    }

    /// An area is perceived where an image with its map is.
    mutating func showAreas(_ tree: PageTree, _ index: PageIndex) {
        for node in 0..<tree.count where tree.name(node) == "area" {
            var map = tree.parent(node)
            var steps = 0
            while let current = map, tree.name(current) != "map", steps < 16 {
                map = tree.parent(current)
                steps += 1
            }
            let images = map.flatMap { tree.attribute($0, "name") }.flatMap { index.mapped[$0] } ?? []
            hidden[node] = !images.contains { !hidden[$0] }
            silent[node] = silent[node] || !images.contains { !hidden[$0] && !silent[$0] }
        }
    }
}

extension Page {
    func isHidden(_ node: Int) -> Bool { sight.hidden[node] }

    /// Whether assistive technology has it.
    func isHeard(_ node: Int) -> Bool { !sight.hidden[node] && !sight.silent[node] }

    /// Whether it is on the screen.
    func isSeen(_ node: Int) -> Bool { !sight.hidden[node] && !sight.unseen[node] }
}
