// SPDX-License-Identifier: Apache-2.0

/// The elements of HTML.
enum ElementTable {
    static func has(_ name: String) -> Bool { names.contains(name) }

    private static let names = Set(
        """
        a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col
        colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1
        h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map math mark
        menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s
        samp script search section select slot small source span strong style sub summary sup svg table tbody
        template textarea tfoot thead time title td th tr track u ul var video wbr
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
}
