// SPDX-License-Identifier: Apache-2.0

/// A role as WAI-ARIA 1.2, DPUB-ARIA 1.1 or the Graphics module define it, as far as rules ask.
struct Role: Sendable {
    /// What it is a kind of, as `widget` or `landmark`; of roles for publishing the role that they are made of.
    let type: String
    let isNamedByContent: Bool
    let hasPlainChildren: Bool
    let needsName: Bool
    let forbidsNames: Bool
    let isDeprecated: Bool
    /// Without their prefix, as all attributes here.
    let required: [String]
    let owned: [String]
    let context: [String]
    let supported: Set<String>
}

/// The roles by name.
///
/// In a row: name, type, marks, attributes that are required, roles that must be owned, roles of which
/// one must be around it, attributes that it supports beside the global ones.
///
/// Marks: `c` is named by its content, `p` has presentational children, `n` needs a name, `x` must not be named, `d` is
/// deprecated. Where engines still honour what ARIA 1.2 dropped (`expanded`), the row has it.
enum RoleTable {
    static func role(_ name: String) -> Role? { roles[name] }

    /// Roles of a table's kind, under which cells stand in a grid.
    static let presentational: Set<String> = ["none", "presentation"]

    static let landmarks: Set<String> = names { $0.type == "landmark" && !$0.isDeprecated }

    private static func names(_ isWanted: (Role) -> Bool) -> Set<String> {
        Set(roles.filter { isWanted($0.value) }.keys)
    }

    private static let roles: [String: Role] = {
        var read: [String: Role] = [:]
        for row in (widgets + structures + publishing).split(whereSeparator: \.isNewline) {
            let cells = row.split(omittingEmptySubsequences: false) { $0 == "|" }.map { words($0) }
            guard cells.count == 6, cells[0].count >= 2 else { continue }
            let marks = cells[0].count > 2 ? cells[0][2] : ""
            let role = Role(
                type: cells[0][1],
                isNamedByContent: marks.contains("c"),
                hasPlainChildren: marks.contains("p"),
                needsName: marks.contains("n"),
                forbidsNames: marks.contains("x"),
                isDeprecated: marks.contains("d"),
                required: cells[1],
                owned: cells[2],
                context: cells[3],
                supported: Set(cells[4] + cells[1])
            )
            // Several names of one row share it.
            for name in [cells[0][0]] + cells[5] { read[name] = role }
        }
        return read
    }()

    private static func words(_ cell: some StringProtocol) -> [String] {
        cell.split { $0 == " " }.map { String($0) }
    }

    // name type marks|required|owned|context|supported|further names
    private static let widgets = """
        alertdialog window n||||expanded modal|dialog
        button widget cpn||||expanded pressed|
        checkbox widget cpn|checked|||readonly expanded required|switch
        combobox widget n|expanded controls|||owns autocomplete readonly required activedescendant orientation|
        grid composite||rowgroup row||level multiselectable readonly activedescendant colcount expanded rowcount|
        gridcell widget c|||row|readonly required selected colindex colspan expanded rowindex rowspan|
        link widget cn||||expanded|
        listbox widget n||group option||multiselectable readonly required activedescendant expanded orientation|
        menu composite||group menuitemradio menuitem menuitemcheckbox menu separator||activedescendant expanded orientation|menubar
        menuitem widget cn|||menu menubar group|posinset setsize expanded|
        menuitemcheckbox widget cpn|checked||menu menubar group|expanded posinset readonly setsize|menuitemradio
        option widget cpn|||group listbox|selected checked posinset setsize|
        progressbar widget pn||||expanded valuemax valuemin valuenow valuetext|
        radio widget cpn|checked|||posinset setsize required|
        radiogroup composite||||readonly required activedescendant expanded orientation|
        scrollbar widget p|valuenow|||controls orientation valuemax valuemin valuetext|
        searchbox widget n||||activedescendant autocomplete multiline placeholder readonly required|textbox
        slider widget pn|valuenow|||valuemax valuemin orientation readonly required valuetext|
        spinbutton widget n||||valuemax valuemin readonly required activedescendant valuetext valuenow|
        tab widget cp|||tablist|posinset selected setsize expanded|
        tablist composite||tab||level multiselectable orientation activedescendant expanded|
        tree composite||group treeitem||multiselectable required activedescendant expanded orientation|
        treegrid composite||rowgroup row||activedescendant colcount expanded level multiselectable orientation readonly required rowcount|
        treeitem widget cn|||group tree|checked expanded level posinset selected setsize|

        """

    private static let structures = """
        alert structure||||expanded|definition document log marquee note status tabpanel timer
        application landmark n||||activedescendant expanded|
        article structure||||posinset setsize expanded|
        banner landmark||||expanded|complementary contentinfo form main navigation region search
        blockquote structure|||||time
        caption structure x|||figure table grid treegrid||
        cell structure c|||row|colindex colspan rowindex rowspan expanded|
        code structure x|||||deletion emphasis insertion mark none paragraph presentation strong subscript superscript
        columnheader structure c|||row|sort colindex colspan expanded readonly required rowindex rowspan selected|rowheader
        command abstract|||||composite input landmark range roletype select structure widget window
        comment structure||||level posinset setsize|
        directory structure cd||||expanded|
        feed structure||article||expanded|
        figure structure c||||expanded|term tooltip
        group structure||||activedescendant expanded|
        heading structure c|level|||expanded|
        img structure pn||||expanded|
        list structure||listitem||expanded|
        listitem structure c|||list|level posinset setsize expanded|
        math structure p||||expanded|
        meter structure pn|valuenow|||valuemax valuemin valuetext|
        row structure c||cell columnheader gridcell rowheader|grid rowgroup table treegrid|colindex level rowindex selected activedescendant expanded posinset setsize|
        rowgroup structure c||row|grid table treegrid||
        section abstract c|||||sectionhead
        separator structure p|valuenow|||valuemax valuemin orientation valuetext|
        suggestion structure x||insertion deletion|||
        table structure c||rowgroup row||colcount rowcount expanded|
        text structure c|||||graphics-object
        toolbar structure n||||orientation activedescendant expanded|
        graphics-document structure n|||||
        graphics-symbol structure pn|||||

        """

    private static let publishing = """
        doc-abstract section||||expanded|doc-colophon doc-credit doc-dedication doc-epigraph doc-example doc-footnote doc-qna
        doc-acknowledgments landmark||||expanded|doc-afterword doc-appendix doc-bibliography doc-chapter doc-conclusion doc-credits doc-endnotes doc-epilogue doc-errata doc-foreword doc-glossary doc-introduction doc-part doc-preface doc-prologue
        doc-backlink link c||||expanded|doc-biblioref doc-glossref doc-noteref
        doc-biblioentry listitem d||||expanded level posinset setsize|doc-endnote
        doc-cover img||||expanded|
        doc-index navigation||||expanded|doc-pagelist doc-toc
        doc-notice note||||expanded|doc-tip
        doc-pagebreak separator p||||expanded orientation|
        doc-pullquote none|||||
        doc-subtitle sectionhead||||expanded|
        """
}
