// SPDX-License-Identifier: Apache-2.0

/// What the value of a state or property may be (WAI-ARIA 1.2 §6.2).
struct AttributeKind: Sendable {
    enum Value: Sendable, Hashable {
        case boolean
        case token([String])
        case tokens([String])
        case reference
        case references
        case string
        case decimal
        /// At least so much.
        case integer(Int)
    }

    let value: Value
    let isGlobal: Bool
    let mayBeEmpty: Bool

    var isReference: Bool { value == .reference || value == .references }
}

/// The attributes of WAI-ARIA 1.2 and the global ones of 1.3 that engines honour, by their names without prefix.
enum AttributeTable {
    static func kind(_ name: String) -> AttributeKind? { kinds[name] }

    static let globals: Set<String> = Set(kinds.filter(\.value.isGlobal).keys)

    /// With their prefix.
    static let globalNames: Set<String> = Set(globals.map { "aria-" + $0 })

    static let referenceNames: [String] = kinds.filter(\.value.isReference).keys.map { "aria-" + $0 }.sorted()

    private static let triple = ["true", "false", "undefined"]
    private static let mixed = ["true", "false", "mixed", "undefined"]

    private static func global(_ value: AttributeKind.Value, _ mayBeEmpty: Bool = false) -> AttributeKind {
        AttributeKind(value: value, isGlobal: true, mayBeEmpty: mayBeEmpty)
    }

    private static func local(_ value: AttributeKind.Value, _ mayBeEmpty: Bool = false) -> AttributeKind {
        AttributeKind(value: value, isGlobal: false, mayBeEmpty: mayBeEmpty)
    }

    private static let kinds: [String: AttributeKind] = globalKinds.merging(localKinds) { first, _ in first }

    private static let globalKinds: [String: AttributeKind] = [
        "atomic": global(.boolean),
        "braillelabel": global(.string, true),
        "brailleroledescription": global(.string, true),
        "busy": global(.boolean),
        "controls": global(.references, true),
        "current": global(.token(["page", "step", "location", "date", "time", "true", "false"]), true),
        "describedby": global(.references, true),
        "description": global(.string, true),
        "details": global(.reference, true),
        "disabled": global(.boolean),
        "dropeffect": global(.tokens(["copy", "execute", "link", "move", "none", "popup"])),
        "errormessage": global(.reference, true),
        "flowto": global(.references, true),
        "grabbed": global(.token(triple)),
        "haspopup": global(.token(["true", "false", "menu", "listbox", "tree", "grid", "dialog"]), true),
        "hidden": global(.token(triple)),
        "invalid": global(.token(["grammar", "false", "spelling", "true"])),
        "keyshortcuts": global(.string, true),
        "label": global(.string, true),
        "labelledby": global(.references, true),
        "live": global(.token(["assertive", "off", "polite"])),
        "owns": global(.references, true),
        "relevant": global(.tokens(["additions", "all", "removals", "text"])),
        "roledescription": global(.string, true),
    ]

    private static let localKinds: [String: AttributeKind] = [
        "activedescendant": local(.reference, true),
        "autocomplete": local(.token(["inline", "list", "both", "none"])),
        "checked": local(.token(mixed)),
        "colcount": local(.integer(-1)),
        "colindex": local(.integer(1)),
        "colspan": local(.integer(1)),
        "expanded": local(.token(triple)),
        "level": local(.integer(1)),
        "modal": local(.boolean),
        "multiline": local(.boolean),
        "multiselectable": local(.boolean),
        "orientation": local(.token(["horizontal", "undefined", "vertical"])),
        "placeholder": local(.string, true),
        "posinset": local(.integer(1)),
        "pressed": local(.token(mixed)),
        "readonly": local(.boolean),
        "required": local(.boolean),
        "rowcount": local(.integer(-1)),
        "rowindex": local(.integer(1)),
        "rowspan": local(.integer(0)),
        "selected": local(.token(triple)),
        "setsize": local(.integer(-1)),
        "sort": local(.token(["ascending", "descending", "none", "other"])),
        "valuemax": local(.decimal),
        "valuemin": local(.decimal),
        "valuenow": local(.decimal),
        "valuetext": local(.string, true),
    ]
}
