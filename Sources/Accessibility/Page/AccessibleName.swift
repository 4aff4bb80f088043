// SPDX-License-Identifier: Apache-2.0

/// What a name is computed for (Accessible Name and Description Computation 1.2 §4.3.2).
struct NameContext {
    /// The element whose name is asked for.
    var start: Int
    /// Within an element that `aria-labelledby` names.
    var isReferred = false
    /// Within a label.
    var isLabel = false
    /// Within the content of what is named by its content.
    var isContent = false
    /// Whether what is hidden counts, since a reference led there; nil where that is not decided.
    var includesHidden: Bool?
    /// What was read already, in whatever context of this name.
    let seen = SeenNodes()
}

/// Nodes that were read.
final class SeenNodes {
    private var nodes: Set<Int> = []

    /// False where it was read before.
    func insert(_ node: Int) -> Bool { nodes.insert(node).inserted }
}

/// Names, each cut to so many characters that an empty one is told from one that is not.
extension Page {
    private static let longest = 256

    /// Empty where it has none; what lies too deep for this to follow counts as said.
    func name(of node: Int) -> String {
        var context = NameContext(start: node)
        return nameOf(node, &context)
    }

    /// By `aria-labelledby` alone.
    func isLabelledByOthers(_ node: Int) -> Bool {
        var context = NameContext(start: node)
        return !nameByReference(node, &context).isBlank
    }

    /// By its content alone.
    func contentName(of node: Int, asContent: Bool = false, includesHidden: Bool? = nil) -> String {
        var context = NameContext(start: node)
        context.isContent = asContent
        context.includesHidden = includesHidden
        return nameByContent(node, &context).trimmed
    }

    /// What a label around a control, or one for it, says of it.
    func name(of label: Int, for control: Int) -> String {
        var context = NameContext(start: control)
        context.isLabel = true
        return nameOf(label, &context).trimmed
    }

    func nameOf(_ node: Int, _ context: inout NameContext) -> String {
        guard tree.isElement(node) else { return tree.texts[node] }
        if context.isReferred, context.includesHidden == nil { context.includesHidden = !isHeard(node) }
        if !isHeard(node), context.includesHidden != true || PageSight.neverShown.contains(tree.name(node)) {
            return ""
        }
        return nested(or: "…") {
            for step in NamingStep.allCases {
                let text = self.text(of: node, by: step, &context)
                let found = context.start == node ? text.trimmed : text
                if !found.isEmpty { return String(found.prefix(Self.longest)) }
            }
            return ""
        }
    }

    /// The ways to a name, in their order.
    private enum NamingStep: CaseIterable { case reference, attribute, native, value, content, title }

    private func text(of node: Int, by step: NamingStep, _ context: inout NameContext) -> String {
        switch step {
        case .reference: nameByReference(node, &context)
        case .attribute: attribute(node, "aria-label") ?? ""
        case .native: nativeName(node, &context)
        case .value: nameByValue(node, &context)
        case .content: nameByContent(node, &context)
        case .title: nameByTitle(node, &context)
        }
    }

    private func nameByReference(_ node: Int, _ context: inout NameContext) -> String {
        guard !context.isReferred, !context.isLabel, tree.has(node, "aria-labelledby") else { return "" }
        var parts: [String] = []
        for other in referred(node, "aria-labelledby").prefix(64) {
            var within = context
            within.isReferred = true
            let part = nameOf(other, &within)
            if !part.isEmpty { parts.append(part) }
        }
        return parts.joined(separator: " ")
    }

    private func nameByTitle(_ node: Int, _ context: inout NameContext) -> String {
        guard let title = attribute(node, "title") else { return "" }
        let isPlain = role(node).map(RoleTable.presentational.contains) ?? false
        return isPlain && tree.name(node) != "iframe" ? "" : title
    }

    private static let valued: Set<String> = [
        "textbox", "progressbar", "scrollbar", "slider", "spinbutton", "combobox", "listbox",
    ]

    /// What a control within a name holds.
    private func nameByValue(_ node: Int, _ context: inout NameContext) -> String {
        guard context.start != node, let role = role(node), role != "progressbar", Self.valued.contains(role)
        else {
            return ""
        }
        switch tree.name(node) {
        case "input":
            let type = inputType(node)
            return ["password", "color", "file", "hidden"].contains(type)
                ? "" : attribute(node, "value") ?? ""
        case "textarea": return text(in: node)
        case "select": return chosen(node)
        default: break
        }
        switch role {
        case "textbox": return text(in: node)
        case "slider", "spinbutton", "scrollbar": return attribute(node, "aria-valuenow") ?? ""
        default: return ""
        }
    }

    private func chosen(_ select: Int) -> String {
        var first: Int?
        var next = select + 1
        while next < tree.end(select), pay() {
            if tree.name(next) == "option" {
                if tree.has(next, "selected") { return text(in: next) }
                first = first ?? next
            }
            next += 1
        }
        return first.map { text(in: $0) } ?? ""
    }

    /// All texts within it that are not hidden.
    func text(in node: Int) -> String {
        var found = ""
        var next = node + 1
        while next < tree.end(node), found.utf8.count < Self.longest, pay() {
            if !tree.isElement(next), isHeard(next) { found += tree.texts[next] }
            next += 1
        }
        return found
    }

    func nameByContent(_ node: Int, _ context: inout NameContext) -> String {
        guard tree.isElement(node), context.seen.insert(node),
            !NativeNames.embedded.contains(tree.name(node))
        else { return "" }
        let role = role(node)
        if let role, Self.valued.contains(role) { return "" }
        guard context.isContent || context.isReferred || isNamedByContent(role) else { return "" }
        var within = context
        within.isContent = !context.isLabel && !context.isReferred
        var text = ""
        for child in content(of: node) {
            guard text.utf8.count < Self.longest, pay() else { break }
            let part = nameOf(child, &within)
            text += NativeNames.isPhrase(tree.name(child)) ? part : " \(part) "
        }
        return text
    }

    private func isNamedByContent(_ role: String?) -> Bool {
        guard let role, let definition = RoleTable.role(role) else { return true }
        return definition.isNamedByContent || RoleTable.presentational.contains(role)
    }

    /// Children, and behind them what it owns.
    func content(of node: Int) -> [Int] {
        guard tree.has(node, "aria-owns") else { return Array(tree.children(node)) }
        var owned: [Int] = []
        for other in referred(node, "aria-owns") where !owned.contains(other) { owned.append(other) }
        let theirs = Set(owned)
        return tree.children(node).filter { !theirs.contains($0) } + owned
    }

    /// Labels for it, and the one around it.
    func labels(of node: Int) -> [Int] {
        var found = (attribute(node, "id").flatMap { index.labels[$0] } ?? []).prefix(16).map(\.self)
        if let around = closest(node, { tree.name($0) == "label" }), !found.contains(around) {
            found.append(around)
        }
        return found
    }

    func labelText(_ node: Int, _ context: inout NameContext) -> String {
        guard !context.isLabel, !context.isReferred, context.seen.insert(node) else { return "" }
        var parts: [String] = []
        for label in labels(of: node) where label != context.start {
            var within = context
            within.isLabel = true
            let part = nameOf(label, &within)
            if !part.isEmpty { parts.append(part) }
        }
        return parts.joined(separator: " ")
    }
}
