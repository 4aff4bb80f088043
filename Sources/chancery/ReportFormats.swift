// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Pipeline

/// The formats that the command line asks for: those that are written, and the PDF printed of the pages.
struct ReportFormats: Hashable {
    /// In the order in which they are written; the pages are among them where a PDF is wanted.
    let written: [ReportFormat]
    let isPrinted: Bool

    /// Every format that needs no program beside this one.
    static let all = ReportFormats(written: ReportFormat.allCases, isPrinted: false)

    static let words = ReportFormat.allCases.map(\.rawValue) + [printed]

    private static let printed = "pdf"

    private init(written: [ReportFormat], isPrinted: Bool) {
        self.written = written
        self.isPrinted = isPrinted
    }

    /// Words joined by commas; throws where one is none of `words`.
    init(_ text: String) throws(ValidationError) {
        let words = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        if let unknown = words.first(where: { !Self.words.contains($0) }) {
            throw ValidationError("unknown format '\(Terminal.harmless(unknown))'")
        }
        guard !words.isEmpty else { throw ValidationError("no format is named") }
        let isPrinted = words.contains(Self.printed)
        self.init(
            written: ReportFormat.allCases.filter {
                words.contains($0.rawValue) || (isPrinted && $0 == .html)
            },
            isPrinted: isPrinted
        )
    }
}
