// SPDX-License-Identifier: Apache-2.0
import Logging
import Testing

@testable import Service

struct JournalLogHandlerTests {
    @Test(arguments: [
        (Logger.Level.critical, 2), (.error, 3), (.warning, 4), (.notice, 5), (.info, 6), (.debug, 7),
        (.trace, 7),
    ])
    func aLineBeginsWithItsSyslogPriority(level: Logger.Level, priority: Int) {
        #expect(JournalLogHandler.line(level, "ready", [:]) == "<\(priority)>ready\n")
    }

    @Test func whatTheNetworkSaidStaysOnOneLineAndMovesNoCursor() {
        let line = JournalLogHandler.line(.error, "banner\n<2>fake", ["host": "a\u{1B}[2J\u{202E}b"])
        #expect(line == "<3>banner\\u{a}<2>fake host=\"a\\u{1b}[2J\\u{202e}b\"\n")
    }

    @Test func fieldsAreInOrder() {
        let line = JournalLogHandler.line(.info, "cycle closed", ["b": "2", "a": "1"])
        #expect(line == "<6>cycle closed a=\"1\" b=\"2\"\n")
    }
}
