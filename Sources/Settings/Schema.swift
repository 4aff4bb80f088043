// SPDX-License-Identifier: Apache-2.0

/// What is known of a key without its type: enough to find it, to document it and to merge its values.
package struct KeyDescription: Sendable {
    package let name: String
    /// What is accepted, as it completes "expected …".
    package let expects: String
    /// What holds where no file sets the key, as the shipped file shows it; nil where nothing does.
    package let standard: String?
    package let isRequired: Bool
    /// Whether values of several assignments add up; else the last file decides.
    package let isList: Bool
    /// One sentence for the manual, with the unit.
    package let summary: String
}

/// A key with one value.
package struct Key<Value: Sendable>: Sendable {
    package let description: KeyDescription
    package let type: ValueType<Value>

    package init(
        _ name: String,
        _ type: ValueType<Value>,
        standard: String? = nil,
        isRequired: Bool = false,
        summary: String
    ) {
        self.type = type
        description = KeyDescription(
            name: name,
            expects: type.expects,
            standard: standard,
            isRequired: isRequired,
            isList: false,
            summary: summary
        )
    }
}

/// A key that may be repeated.
///
/// Every assignment adds its values, separated by commas; an empty one removes those before it.
package struct ListKey<Element: Sendable>: Sendable {
    package let description: KeyDescription
    package let element: ValueType<Element>

    package init(
        _ name: String,
        _ element: ValueType<Element>,
        standard: String? = nil,
        isRequired: Bool = false,
        summary: String
    ) {
        self.element = element
        description = KeyDescription(
            name: name,
            expects: element.expects,
            standard: standard,
            isRequired: isRequired,
            isList: true,
            summary: summary
        )
    }
}

/// A kind of section, `[Endpoint …]`, with its keys.
package struct SectionKind: Sendable {
    package enum Naming: Sendable {
        /// `[Kind]`, at most once.
        case unnamed
        /// `[Kind name]`; `example` shows such a name.
        case named(example: String)
    }

    package let name: String
    package let naming: Naming
    /// The keys that every section of the kind has.
    package let keys: [KeyDescription]
    /// Further keys of a section by its name.
    package let keysByName: @Sendable (String) -> [KeyDescription]
    /// One sentence for the manual.
    package let summary: String

    package init(
        _ name: String,
        _ naming: Naming,
        keys: [KeyDescription],
        keysByName: @escaping @Sendable (String) -> [KeyDescription] = { _ in [] },
        summary: String
    ) {
        self.name = name
        self.naming = naming
        self.keys = keys
        self.keysByName = keysByName
        self.summary = summary
    }
}

/// The kinds of sections that a set of files may hold.
package struct Schema: Sendable {
    package let kinds: [SectionKind]

    package init(_ kinds: [SectionKind]) {
        self.kinds = kinds
    }

    package func kind(_ name: String) -> SectionKind? { kinds.first { $0.name == name } }
}
