// SPDX-License-Identifier: Apache-2.0

/// What of a page is looked up by name.
struct PageIndex {
    /// The first element of each id.
    private(set) var ids: [String: Int] = [:]
    private(set) var idCounts: [String: Int] = [:]
    /// Ids that a label or an attribute of WAI-ARIA names.
    private(set) var referredIds: Set<String> = []
    /// Labels by the id of what they are for.
    private(set) var labels: [String: [Int]] = [:]
    /// Elements with `aria-owns`, by what they own.
    private(set) var owners: [String: Int] = [:]
    /// Ids of what opens from a field that chooses.
    private(set) var popups: Set<String> = []
    /// Images by the name of their map.
    private(set) var mapped: [String: [Int]] = [:]
    /// Elements with names that are linked to like ids.
    private(set) var anchors: [String: Int] = [:]
    /// Frames by their titles.
    private(set) var titles: [String: [Int]] = [:]
    private(set) var accessKeys: [String: [Int]] = [:]
    private(set) var headings: [Int] = []
    /// The first title that is not that of a drawing.
    private(set) var title: Int?
    private(set) var body: Int?
    private(set) var hasLink = false
    /// The first link that leads to another page.
    private(set) var firstPageLink: Int?

    init(_ tree: PageTree) {
        var drawingEnd = 0
        for node in 0..<tree.count where tree.isElement(node) {
            let name = tree.name(node)
            if name == "svg" { drawingEnd = max(drawingEnd, tree.end(node)) }
            if name == "title", title == nil, node >= drawingEnd { title = node }
            if name == "body", body == nil { body = node }
            take(node, name, tree.attributes(node))
        }
    }

    private mutating func take(_ node: Int, _ name: String, _ attributes: [String: String]) {
        if let id = attributes["id"]?.trimmed, !id.isEmpty {
            if ids[id] == nil { ids[id] = node }
            idCounts[id, default: 0] += 1
        }
        if name == "label", let control = attributes["for"] {
            labels[control, default: []].append(node)
            referredIds.insert(control)
        }
        for attribute in attributes.keys where attribute.hasPrefix("aria-") {
            guard AttributeTable.kind(String(attribute.dropFirst(5)))?.isReference == true else { continue }
            let words = (attributes[attribute] ?? "").words
            referredIds.formUnion(words)
            if attribute == "aria-owns" {
                for word in words where owners[word] == nil { owners[word] = node }
            }
        }
        if name != "select", attributes["role"]?.words.contains("combobox") == true {
            popups.formUnion(
                (attributes["aria-owns"] ?? "").words + (attributes["aria-controls"] ?? "").words
            )
        }
        if name == "img", let map = attributes["usemap"], map.hasPrefix("#") {
            mapped[String(map.dropFirst()), default: []].append(node)
        }
        if let anchor = attributes["name"], anchors[anchor] == nil { anchors[anchor] = node }
        if name == "iframe" || name == "frame", let title = attributes["title"]?.trimmed.lowercased() {
            titles[title, default: []].append(node)
        }
        if let key = attributes["accesskey"] { accessKeys[key.uppercased(), default: []].append(node) }
        takeLink(node, name, attributes["href"])
        if Self.headingNames.contains(name) || attributes["role"] == "heading" { headings.append(node) }
    }

    static let headingNames: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]

    private mutating func takeLink(_ node: Int, _ name: String, _ href: String?) {
        guard name == "a", let href else { return }
        hasLink = true
        let leadsAway = !href.hasPrefix("#") && !href.hasPrefix("/#") && !href.hasPrefix("javascript:")
        if leadsAway, !href.isEmpty, firstPageLink == nil { firstPageLink = node }
    }
}
