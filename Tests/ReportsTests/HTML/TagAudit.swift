// SPDX-License-Identifier: Apache-2.0

/// The tags of a template as a tree.
indirect enum TagNode {
    case variable(name: String, id: Int)
    case section(name: String, id: Int, body: [TagNode])
    case partial(name: String)
}

/// Reads the tags that the report's templates use.
enum TagParser {
    struct Unbalanced: Error { let tag: String }

    static func nodes(_ template: String) throws -> [TagNode] {
        var stack: [(name: String, id: Int, body: [TagNode])] = [("", -1, [])]
        for (id, tag) in template.matches(of: /\{\{([#^\/>$<]?)\s*([^}]+?)\s*\}\}/).enumerated() {
            let name = String(tag.output.2)
            switch tag.output.1 {
            case "#", "^", "$", "<":
                // Blocks and parents change no view; their bodies are read where they stand.
                stack.append(
                    ((tag.output.1 == "#" || tag.output.1 == "^" ? String(tag.output.1) : "$") + name, id, [])
                )
            case "/":
                guard let closed = stack.popLast(), closed.name.dropFirst() == name, !stack.isEmpty else {
                    throw Unbalanced(tag: name)
                }
                let node = TagNode.section(name: closed.name, id: closed.id, body: closed.body)
                stack[stack.count - 1].body.append(node)
            case ">": stack[stack.count - 1].body.append(.partial(name: name))
            default: stack[stack.count - 1].body.append(.variable(name: name, id: id))
            }
        }
        guard stack.count == 1 else { throw Unbalanced(tag: stack.last?.name ?? "") }
        return stack[0].body
    }
}

/// Walks templates with views as the renderer would, and notes which tags find nothing.
struct TagAudit {
    let templates: [String: [TagNode]]
    private(set) var problems: Set<String> = []
    private var reached: Set<String> = []

    init(templates: [String: [TagNode]]) { self.templates = templates }

    /// Tags that no view has led to.
    var unreached: Set<String> {
        var all: Set<String> = []
        for (template, nodes) in templates { Self.collect(nodes, template, into: &all) }
        return Set(all.subtracting(reached).map { $0.replacing(/#\d+$/, with: "") })
    }

    mutating func walk(template: String, view: Any) { walk(templates[template] ?? [], template, [view]) }

    private static func key(_ template: String, _ name: String, _ id: Int) -> String {
        "\(template): \(name)#\(id)"
    }

    private static func collect(_ nodes: [TagNode], _ template: String, into all: inout Set<String>) {
        for node in nodes {
            switch node {
            case .variable(let name, let id): all.insert(key(template, name, id))
            case .section(_, _, let body): collect(body, template, into: &all)
            case .partial: break
            }
        }
    }

    private mutating func walk(_ nodes: [TagNode], _ template: String, _ stack: [Any]) {
        for node in nodes {
            switch node {
            case .variable(let name, let id):
                reached.insert(Self.key(template, name, id))
                _ = look(name, template, stack)
            case .partial(let name):
                if templates[name] == nil { problems.insert("\(template): no template \(name)") }
                walk(templates[name] ?? [], name, stack)
            case .section(let name, _, let body):
                enter(String(name.dropFirst()), kind: name.first, body, template, stack)
            }
        }
    }

    private mutating func enter(
        _ name: String,
        kind: Character?,
        _ body: [TagNode],
        _ template: String,
        _ stack: [Any]
    ) {
        if kind == "$" {
            if templates[name] != nil { walk(templates[name] ?? [], name, stack) }
            walk(body, template, stack)
            return
        }
        if name.hasSuffix("()") {
            let member = name.split(separator: ".").dropLast().joined(separator: ".")
            if !member.isEmpty { _ = look(member, template, stack) }
            walk(body, template, stack)
            return
        }
        guard let value = look(name, template, stack) else {
            if kind == "^" { walk(body, template, stack) }
            return
        }
        let mirror = Mirror(reflecting: value)
        if kind == "^" || value is Bool {
            walk(body, template, stack)
        } else if mirror.displayStyle == .collection {
            for child in mirror.children { walk(body, template, stack + [child.value]) }
        } else {
            walk(body, template, stack + [value])
        }
    }

    /// The value behind a tag; nil where the member is there and empty, or where there is none, which is noted.
    private mutating func look(_ name: String, _ template: String, _ stack: [Any]) -> Any? {
        if name == "." { return stack.last }
        var names = name.split(separator: ".").map(String.init)
        let first = names.removeFirst()
        let candidates = name.hasPrefix(".") ? stack.suffix(1) : stack[...]
        guard let owner = candidates.lastIndex(where: { Self.member(first, of: $0) != nil }) else {
            problems.insert("\(template): no member \(name)")
            return nil
        }
        var value = Self.member(first, of: stack[owner]) ?? nil
        if value == nil, !name.hasPrefix("."),
            candidates[..<owner].contains(where: { Self.member(first, of: $0) != nil })
        {
            problems.insert("\(template): \(name) falls through to an outer view")
        }
        for name in names {
            guard let object = value, let next = Self.member(name, of: object) else {
                problems.insert("\(template): no member \(name)")
                return nil
            }
            value = next
        }
        return value
    }

    /// Nil where there is no such member, `.some(nil)` where it is an empty optional.
    private static func member(_ name: String, of object: Any) -> Any?? {
        guard let child = Mirror(reflecting: object).children.first(where: { $0.label == name }) else {
            return nil
        }
        let mirror = Mirror(reflecting: child.value)
        guard mirror.displayStyle == .optional else { return .some(child.value) }
        return .some(mirror.children.first?.value)
    }
}
