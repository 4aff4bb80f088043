// SPDX-License-Identifier: Apache-2.0
internal import Markup

/// A page as rules look at it: its tree, and what of it is worked out once.
///
/// Whatever follows references or goes up and down the tree pays for each node from one purse, so that the work is in
/// proportion to the page, however it is tangled.
final class Page {
    let tree: PageTree
    let title: String?
    let index: PageIndex
    let sight: PageSight

    /// What `role(_:)` found.
    var roles: [Int: String?] = [:]
    /// Nodes whose role is being found.
    var rolesUnderWay: Set<Int> = []
    /// Of tables.
    var grids: [Int: TableGrid] = [:]
    /// Levels of headings, and their places among them.
    var keptLevels: (levels: [Int], places: [Int: Int])?
    /// Calls within each other.
    private var nesting = 0
    private var purse: Int
    private(set) var spent = 0
    /// Whether something was left unknown because it would have cost too much.
    private(set) var isExhausted = false

    /// Names within names, roles within names.
    private static let deepest = 120
    /// In steps up or down the tree.
    private static let nestingPrice = 8

    init(_ document: HTMLDocument, workForEachNode: Int = 200) {
        let tree = PageTree(document)
        let index = PageIndex(tree)
        var sight = PageSight(tree)
        sight.showAreas(tree, index)
        title = index.title.map { node in tree.children(node).map { tree.texts[$0] }.joined() }
        purse = 20_000 + workForEachNode * tree.count
        (self.tree, self.index, self.sight) = (tree, index, sight)
    }

    /// False where the purse is empty.
    func pay(_ price: Int = 1) -> Bool {
        guard purse >= price else {
            isExhausted = true
            return false
        }
        purse -= price
        spent += price
        return true
    }

    /// What `body` gives, or `fallback` where calls stand too deep within each other.
    func nested<Result>(or fallback: Result, _ body: () -> Result) -> Result {
        guard nesting < Self.deepest, pay(Self.nestingPrice) else {
            isExhausted = true
            return fallback
        }
        nesting += 1
        defer { nesting -= 1 }
        return body()
    }

    /// The nearest that `isWanted`, from `node` upwards.
    func closest(_ node: Int, _ isWanted: (Int) -> Bool) -> Int? {
        var next: Int? = node
        while let current = next, pay() {
            if isWanted(current) { return current }
            next = tree.parent(current)
        }
        return nil
    }

    /// Whether an element within `node` is wanted; -1 is the document.
    func contains(_ node: Int, _ isWanted: (Int) -> Bool) -> Bool {
        let end = node < 0 ? tree.count : tree.end(node)
        var next = node + 1
        while next < end, pay() {
            if tree.isElement(next), isWanted(next) { return true }
            next += 1
        }
        return false
    }

    func attribute(_ node: Int, _ name: String) -> String? { tree.attribute(node, name) }

    /// Whether it says something: not absent, not blank.
    func says(_ node: Int, _ name: String) -> Bool { !(attribute(node, name) ?? "").isBlank }

    /// Elements whose ids an attribute lists, the first of each id.
    func referred(_ node: Int, _ name: String) -> [Int] {
        (attribute(node, name) ?? "").words.compactMap { word in pay() ? index.ids[word] : nil }
    }
}

extension StringProtocol {
    var isBlank: Bool { allSatisfy { $0.isWhitespace } }

    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    /// At most 512 of them.
    var words: [String] {
        split(maxSplits: 512, whereSeparator: \.isWhitespace).prefix(512).map { String($0) }
    }
}
