// SPDX-License-Identifier: Apache-2.0
import Model

/// Lines of text under construction; everything that is added as a value is escaped here.
struct TerminalPage {
    enum Style: String {
        case strong = "1"
        case bad = "31"
        case warning = "33"
        case good = "32"
        case faint = "2"
    }

    /// Where values begin, where nothing else is said.
    static let column = 16
    /// Where the entries of a long list begin.
    static let listColumn = 4

    let colour: Bool
    /// The day against which dates are marked; nil marks none.
    let today: CalendarDay?
    private(set) var text = ""

    init(colour: Bool, today: CalendarDay?) {
        self.colour = colour
        self.today = today
    }

    mutating func blank() { text += "\n" }

    mutating func heading(_ value: String) { text += styled(VisibleText.escape(value), .strong) + "\n" }

    mutating func section(_ title: String) {
        blank()
        heading(title)
    }

    /// A label and a value; the lines of a long value stand below each other.
    ///
    /// `column`: where values begin.
    mutating func row(
        _ label: String,
        _ value: String,
        _ style: Style? = nil,
        column: Int = TerminalPage.column
    ) {
        let lines = WrappedText.lines(VisibleText.escape(value), width: WrappedText.width - column)
        for (position, line) in lines.enumerated() {
            let visible = VisibleText.escape(position == 0 ? label : "")
            let padding = String(repeating: " ", count: max(1, column - 2 - visible.count))
            text += "  " + styled(visible, .faint) + padding + (style.map { styled(line, $0) } ?? line) + "\n"
        }
    }

    private func styled(_ text: String, _ style: Style) -> String {
        colour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
