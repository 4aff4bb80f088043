// SPDX-License-Identifier: Apache-2.0

/// What a document for paper has beside the style of pages: contents with page numbers, the marking at the foot, and plain
/// blocks where the pages have grids, as programs that make PDF lay these out badly.
enum PrintStyle {
    static let pages = """
        @page { @bottom-center { content: element(running); } }
        .running { position: running(running); text-align: center; font-weight: 700; font-size: 8pt; }
        .cover .house { font-size: 16pt; margin: 4cm 0 1.5cm; }
        .contents, .contents ol { display: block; list-style: none; margin: 0; padding: 0; font-size: 11pt; }
        .contents li { margin: .35rem 0; }
        .contents a { display: block; padding: 0; }
        .contents a::after { content: leader(".") target-counter(attr(href), page); }
        .sheet { break-before: page; }
        .band { display: inline; white-space: nowrap; }
        td .band { white-space: normal; }
        .band svg { width: 1.5em; height: .875em; margin-right: .35em; }
        .interval { width: 3.2cm; height: .8em; }
        .opening, .charts { display: block; }
        .meta { display: block; }
        .meta > span { margin-right: 1em; }
        ol.steps > li { display: block; padding-left: 1cm; }
        ol.steps > li::before { float: left; margin-left: -1cm; }
        dl.figures { display: block; }
        dl.figures > div { display: inline-block; width: 2.7cm; vertical-align: top; margin: 0 .25cm .3cm 0; }
        dl.facts { display: block; }
        dl.facts > dt { float: left; clear: left; width: 3.9cm; }
        dl.facts > dd { margin: 0 0 .15cm 4.2cm; }
        ul.inline > li { display: inline; margin-right: 1em; }

        """

    /// Stands in each drawing, as those that are drawn apart from the page do not see its style.
    static let drawings = """
        .b0 { color: #333 } .b1 { color: #1d5151 } .b2 { color: #664800 } .b3 { color: #8a340a } .b4 { color: #7d1016 }
        .bx { color: #444 }
        text { font-size: 11px; font-family: sans-serif; fill: currentColor } .ink { fill: #000 } .tick { fill: #444; font-size: 10px }
        .mid { text-anchor: middle } .end { text-anchor: end }
        .bin { stroke: #bbb; fill: none } .axis, .scale { stroke: #777; fill: none }
        .span { fill: currentColor; opacity: .38 } .full, .point { fill: currentColor }
        .open, .line { fill: none; stroke: currentColor; stroke-width: 1.7 }
        .whisker { stroke: currentColor; stroke-width: 4; opacity: .3 }
        .break { fill: none; stroke: #777; stroke-dasharray: 4 3 }
        """
}
