// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation

/// A file of targets: one a line, blank lines and what follows a '#' left out.
enum TargetList {
    /// Reads the file, or standard input for `-`.
    ///
    /// Throws an exit status after saying every bad line as `file:line: what is wrong`.
    static func read(_ path: String) throws -> [ScanTarget] {
        let text: String
        do {
            let bytes =
                path == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(filePath: path))
            text = String(decoding: bytes, as: UTF8.self)
        } catch {
            Terminal.say("chancery: cannot read \(Terminal.harmless(path)): \(error.localizedDescription)")
            throw ExitCode.badConfiguration
        }
        let (targets, problems) = parse(text, name: path == "-" ? "standard input" : path)
        guard problems.isEmpty else {
            problems.forEach(Terminal.say)
            throw ExitCode.validationFailure
        }
        return targets
    }

    /// The targets of a text, and what is wrong with its lines.
    static func parse(_ text: String, name: String) -> (targets: [ScanTarget], problems: [String]) {
        var targets: [ScanTarget] = []
        var problems: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !content.isEmpty else { continue }
            do throws(ScanTargetError) {
                targets.append(try ScanTarget(content))
            } catch {
                problems.append(Terminal.harmless("\(name):\(index + 1): \(error)"))
            }
        }
        return (targets, problems)
    }
}
