// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Logging

/// Log lines on standard error as journald reads them: a syslog priority in angle brackets, one line an
/// event, whatever the text holds (sd-daemon(3)).
package struct JournalLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level = .info

    package init() {}

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        // A journal that is restarted takes its socket along, which must not end the daemon.
        try? FileHandle.standardError.write(
            contentsOf: Data(
                Self.line(event.level, "\(event.message)", metadata.merging(event.metadata ?? [:]) { $1 })
                    .utf8
            )
        )
    }

    static func line(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) -> String {
        let fields = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(escaped("\($0.value)"))\"" }
        return "<\(priority(of: level))>\(escaped(message))\(fields.joined())\n"
    }

    /// The syslog severity (RFC 5424 §6.2.1).
    private static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// Control characters and bidirectional overrides may come from a scanned server: they are spelled out.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { line, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                line += "\\u{\(String(scalar.value, radix: 16))}"
            default: line.unicodeScalars.append(scalar)
            }
        }
    }
}
