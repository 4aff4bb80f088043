// SPDX-License-Identifier: Apache-2.0

/// One key with the value in force, for people to see.
package struct ShownSetting: Sendable {
    package let key: String
    /// As a file would say it; empty where the key has no value.
    package let value: String
    package let origin: Origin

    package init(key: String, value: String, origin: Origin) {
        self.key = key
        self.value = value
        self.origin = origin
    }
}

/// Takes typed values out of a section, and keeps what is wrong with them and what was in force.
package struct SectionReader: Sendable {
    package let section: Section
    private var problems: [Diagnostic] = []
    /// The required keys that were asked for in vain.
    private var missing: [String] = []
    /// What was taken so far, in that order.
    package private(set) var settings: [ShownSetting] = []

    package init(_ section: Section) {
        self.section = section
    }

    /// What is wrong so far; all missing keys make one error.
    package var diagnostics: [Diagnostic] {
        guard let last = missing.last else { return problems }
        let others = missing.dropLast().joined(separator: ", ")
        let keys = others.isEmpty ? "key \(last)" : "keys \(others) and \(last)"
        let message = "\(Display.escaped(section.title)) lacks the required \(keys)"
        return problems + [Diagnostic(.error, message, at: section.header)]
    }

    /// The value of a key; nil where no file sets it, or where it is wrong, which is then reported.
    package mutating func take<Value>(_ key: Key<Value>) -> Value? {
        guard let text = section.values(of: key.description).last else {
            if key.description.isRequired { missing.append(key.description.name) }
            show(key.description, "", .standard)
            return nil
        }
        let value = parse(text, as: key.description.name, key.type)
        show(key.description, value.map(key.type.render) ?? text.text, .file(text.span))
        return value
    }

    /// The value of a key; `standard` where no file sets it, or where it is wrong, which is then reported.
    package mutating func take<Value>(_ key: Key<Value>, or standard: Value) -> Value {
        if isSet(key.description) { return take(key) ?? standard }
        show(key.description, key.type.render(standard), .standard)
        return standard
    }

    /// The values of a list in the order of their files; those that are wrong are reported and left out.
    ///
    /// `standard` where no file has any.
    package mutating func take<Element>(_ key: ListKey<Element>, or standard: [Element] = []) -> [Element] {
        let assigned = section.values(of: key.description)
        guard let last = assigned.last else {
            if key.description.isRequired { missing.append(key.description.name) }
            show(key.description, standard.map(key.element.render).joined(separator: ", "), .standard)
            return standard
        }
        var texts: Set<String> = []
        var shown: [String] = []
        var values: [Element] = []
        for item in assigned.flatMap({ $0.separatedByCommas() }) {
            guard !item.text.isEmpty else {
                report(.error, "\(key.description.name) has an empty place in its list", at: item.span)
                continue
            }
            guard let value = parse(item, as: key.description.name, key.element) else { continue }
            let text = key.element.render(value)
            if texts.insert(text).inserted {
                values.append(value)
                shown.append(text)
            } else {
                report(.error, "\(Display.quoted(item.text)) is listed twice", at: item.span)
            }
        }
        show(key.description, shown.joined(separator: ", "), .file(last.span))
        return values
    }

    /// The name of the section as a value; nil where it is wrong, which is then reported.
    package mutating func takeName<Value>(_ type: ValueType<Value>) -> Value? {
        parse(SourceString(section.name, at: section.nameSpan), as: section.kind.name, type)
    }

    package func isSet(_ key: KeyDescription) -> Bool { !section.values(of: key).isEmpty }

    /// Where the value of a key stands; the header where no file sets it.
    package func span(of key: KeyDescription) -> SourceSpan {
        section.values(of: key).last?.span ?? section.header
    }

    package mutating func report(
        _ severity: Diagnostic.Severity,
        _ message: String,
        at span: SourceSpan,
        suggestion: String? = nil
    ) {
        problems.append(Diagnostic(severity, message, at: span, suggestion: suggestion))
    }

    private mutating func parse<Value>(
        _ text: SourceString,
        as what: String,
        _ type: ValueType<Value>
    ) -> Value? {
        do throws(ValueProblem) {
            return try type.parse(text.text)
        } catch {
            var message = error.message ?? "expected \(type.expects), found \(Display.quoted(text.text))"
            if text.text.contains(" #") || text.text.contains(" ;") {
                message += " (a comment must stand on a line of its own)"
            }
            let nearest = NearestWord.nearest(to: text.text, among: error.candidates)
            report(.error, "\(what): \(message)", at: text.span, suggestion: nearest)
            return nil
        }
    }

    private mutating func show(_ key: KeyDescription, _ value: String, _ origin: Origin) {
        settings.append(ShownSetting(key: key.name, value: value, origin: origin))
    }
}
