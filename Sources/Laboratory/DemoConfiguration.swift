// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Model

/// Makes a configuration from templates, whose dates would go stale if they were written out.
///
/// In a template, `@today@`, `@today+30d@` and `@today-30d@` stand for days, and `@port@` for the
/// laboratory's port.
package enum DemoConfiguration {
    /// The most that is read of one template, in bytes.
    private static let maximumBytes = 1 << 20

    /// Writes every `*.conf` of a folder and of the `*.d` folders in it, filled in, to another folder.
    ///
    /// Files of the same name are replaced; others are left alone. A wrong template leaves all of them alone.
    package static func write(
        from source: String,
        to target: String,
        today: CalendarDay,
        port: UInt16 = Laboratory.standardPort
    ) throws(DemoConfigurationError) {
        var texts: [(path: String, text: String)] = []
        for path in try templates(in: source) {
            let text = try read("\(source)/\(path)")
            texts.append((path, try fill(text, today: today, port: port, name: path)))
        }
        guard !texts.isEmpty else { throw .noTemplates(source) }
        for (path, text) in texts { try save(text, at: "\(target)/\(path)") }
    }

    /// The text with its placeholders filled in; `name` stands in errors.
    package static func fill(
        _ text: String,
        today: CalendarDay,
        port: UInt16,
        name: String
    ) throws(DemoConfigurationError) -> String {
        var lines: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            lines.append(try fill(line, today: today, port: port, at: (name, index + 1)))
        }
        return lines.joined(separator: "\n")
    }

    private static func fill(
        _ line: Substring,
        today: CalendarDay,
        port: UInt16,
        at place: (file: String, line: Int)
    ) throws(DemoConfigurationError) -> String {
        // Comments name the placeholders.
        guard !line.hasPrefix("#") else { return String(line) }
        var filled = ""
        var rest = line
        // The shape needs both signs, so a mail address is none.
        while let match = rest.firstMatch(of: /@([a-z][a-z0-9+\-]*)@/) {
            guard let value = value(of: match.1, today: today, port: port) else {
                throw .unknownPlaceholder(String(match.0), file: place.file, line: place.line)
            }
            filled += rest[..<match.range.lowerBound] + value
            rest = rest[match.range.upperBound...]
        }
        return filled + rest
    }

    private static func value(of placeholder: Substring, today: CalendarDay, port: UInt16) -> String? {
        if placeholder == "port" { return String(port) }
        if placeholder == "today" { return today.description }
        guard let match = placeholder.wholeMatch(of: /today([+\-][0-9]{1,5})d/), let days = Int(match.1)
        else {
            return nil
        }
        return today.adding(days: days).description
    }

    private static func templates(in source: String) throws(DemoConfigurationError) -> [String] {
        let names = try list(source)
        var paths = names.filter { $0.hasSuffix(".conf") }
        for folder in names where folder.hasSuffix(".d") {
            paths += try list("\(source)/\(folder)").filter { $0.hasSuffix(".conf") }.map {
                "\(folder)/\($0)"
            }
        }
        return paths
    }

    private static func list(_ folder: String) throws(DemoConfigurationError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .file(folder, error.localizedDescription)
        }
    }

    private static func read(_ path: String) throws(DemoConfigurationError) -> String {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            let data = try file.read(upToCount: maximumBytes + 1) ?? Data()
            guard data.count <= maximumBytes else {
                throw DemoConfigurationError.file(path, "it is too large")
            }
            guard let text = String(bytes: data, encoding: .utf8) else {
                throw DemoConfigurationError.file(path, "it is not UTF-8")
            }
            return text
        } catch let error as DemoConfigurationError {
            throw error
        } catch {
            throw .file(path, error.localizedDescription)
        }
    }

    private static func save(_ text: String, at path: String) throws(DemoConfigurationError) {
        let file = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw .file(path, error.localizedDescription)
        }
    }
}

/// Why the demo's configuration was not written.
package enum DemoConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    case noTemplates(String)
    case unknownPlaceholder(String, file: String, line: Int)
    case file(String, String)

    package var description: String {
        switch self {
        case .noTemplates(let folder): "\(folder): there is no *.conf file here"
        case .unknownPlaceholder(let text, let file, let line):
            "\(file):\(line): there is no placeholder \(text); known are @today@, @today+30d@ and @port@"
        case .file(let path, let reason): "\(path): \(reason)"
        }
    }
}
