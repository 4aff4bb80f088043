// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backup
internal import Foundation
internal import Pipeline
internal import Reports
internal import Store

/// Standard output for results, standard error for all else.
enum Terminal {
    /// Whether standard error is a terminal, so that progress may be drawn.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether standard output is a terminal that may be coloured (no-color.org).
    static var showsColour: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Prints a result.
    static func print(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// A piece of a result, as it is.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// The same, in UTF-8.
    ///
    /// Where nobody reads any more (`head`, `grep -q`) and SIGPIPE is ignored, as under systemd, or the disk is full, the
    /// rest is of no use, and the status says that it is missing.
    static func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            Foundation.exit(ExitCode.internalError.rawValue)
        }
    }

    /// Says something beside the result.
    static func say(_ text: String) {
        // Nobody listening is no reason to stop.
        try? FileHandle.standardError.write(
            contentsOf: Data((text.hasSuffix("\n") ? text : text + "\n").utf8)
        )
    }

    /// Says what a failed file or store operation was about, and gives the status to exit with; what the
    /// argument parser has words for is left to it.
    static func explained(_ error: any Error) -> any Error {
        let text: String
        switch error {
        case let error as StoreError: text = error.description
        case let error as BackupError: text = error.description
        case let error as InstrumentError: text = error.description
        case let error as CocoaError:
            let path = error.filePath.map { "\($0): " } ?? ""
            text = path + error.localizedDescription
        default: return error
        }
        say("chancery: \(harmless(text))")
        return ExitCode.internalError
    }

    /// `1 cycle`, `2 cycles`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Text that came from the network or a file, made harmless for a terminal.
    static func harmless(_ text: String) -> String { VisibleText.escape(text) }
}

/// A progress bar on standard error; silent where that is no terminal.
actor ProgressBar {
    private let width = 30

    func show(_ finished: Int, of total: Int, _ what: String) {
        guard Terminal.showsProgress, total > 0 else { return }
        let filled = width * finished / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
        write("\r\u{1B}[K\(bar) \(finished)/\(total) \(Terminal.harmless(String(what.prefix(40))))")
    }

    func clear() {
        guard Terminal.showsProgress else { return }
        write("\r\u{1B}[K")
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
