// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The written reports as pages: the index above the periods, and the files of each period's folder, as they are.
package struct ReportSite: Sendable {
    /// The first segment of its paths.
    package static let root = "reports"
    /// Folders of a report within each other, at most.
    static let deepest = 6
    /// Of a page, for its styles; they stand at its head.
    private static let headBytes = 256 << 10

    private let directory: URL

    /// - Parameter directory: the folder of all reports.
    package init(directory: URL) { self.directory = directory.standardizedFileURL }

    /// - Parameter path: what comes after `/reports/`; a last empty segment asks for a folder's index.
    package func answer(_ path: [String]) throws(Problem) -> WebAnswer {
        guard let first = path.first, path.count <= Self.deepest else { throw .notFound }
        guard !path.dropLast().contains(where: { $0.hasPrefix(".") }), path.last?.hasPrefix(".") != true
        else {
            throw .notFound
        }
        switch first {
        case "" where path.count == 1, "index.html" where path.count == 1: return try file("index.html", [])
        case "latest":
            // The link is followed here and nowhere else, and only to a neighbour.
            let link = directory.appending(path: first).path
            guard let name = try? FileManager.default.destinationOfSymbolicLink(atPath: link),
                Self.isPeriod(name)
            else { throw .notFound }
            return try inside(name, Array(path.dropFirst()), shown: path)
        default:
            if path.count == 1, first.hasSuffix(".pdf"), Self.isPeriod(String(first.dropLast(4))) {
                return try file(first, [])
            }
            guard Self.isPeriod(first) else { throw .notFound }
            return try inside(first, Array(path.dropFirst()), shown: path)
        }
    }

    /// The names of folders that reports of periods have: `2026-11-23`, `2026-W48`, `2026-11`, `2026-Q4`.
    static func isPeriod(_ name: String) -> Bool {
        name.wholeMatch(of: /[0-9]{4}-(?:[0-9]{2}(?:-[0-9]{2})?|W[0-9]{2}|Q[1-4])/) != nil
    }

    private func inside(_ folder: String, _ rest: [String], shown: [String]) throws(Problem) -> WebAnswer {
        // A page's links start from its folder, so that the folder is named with its slash.
        guard !rest.isEmpty else { return .seeOther("/\(Self.root)/\(shown.joined(separator: "/"))/") }
        var rest = rest
        if rest.last == "" { rest[rest.count - 1] = "index.html" }
        return try file(folder, rest)
    }

    /// A plain file below the folder of all reports; nothing on the way to it is a link.
    private func file(_ first: String, _ rest: [String]) throws(Problem) -> WebAnswer {
        var place = directory
        var attributes: [FileAttributeKey: Any] = [:]
        for (position, name) in ([first] + rest).enumerated() {
            place.append(path: name, directoryHint: .notDirectory)
            guard let found = try? FileManager.default.attributesOfItem(atPath: place.path),
                found[.type] as? FileAttributeType
                    == (position == rest.count ? .typeRegular : .typeDirectory)
            else { throw .notFound }
            attributes = found
        }
        guard let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
        else {
            throw .notFound
        }
        let number = attributes[.systemFileNumber] as? Int ?? 0
        let instant = Int64(changed.timeIntervalSince1970 * 1_000_000)
        return WebAnswer(
            type: Self.type(of: place.lastPathComponent),
            body: .file(place, length: size),
            tag: "\"\(String(number, radix: 16))-\(String(size, radix: 16))-\(String(instant, radix: 16))\"",
            fields: place.pathExtension == "html" ? [try policy(of: place)] : []
        )
    }

    /// By the name's end (IANA's registry, and RFC 7468 and OASIS SARIF 2.1.0).
    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "json": "application/json"
        case "sarif": "application/sarif+json"
        case "csv": "text/csv; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        case "ics": "text/calendar; charset=utf-8"
        case "pdf": "application/pdf"
        case "pem": "application/x-pem-file"
        case "svg": "image/svg+xml"
        case "tsr": "application/timestamp-reply"
        default: "application/octet-stream"
        }
    }

    /// A page may use the styles that stand in it, and nothing from elsewhere.
    private func policy(of page: URL) throws(Problem) -> WebAnswer.Field {
        guard let handle = try? FileHandle(forReadingFrom: page) else { throw .notFound }
        defer { try? handle.close() }
        let head = (try? handle.read(upToCount: Self.headBytes)).map { [UInt8]($0) } ?? []
        return .init(CommonFields.policyName, CommonFields.policy(styles: Self.styles(in: head)))
    }

    /// The texts of `<style>` elements without attributes, as the pages of reports have them.
    static func styles(in page: [UInt8]) -> [[UInt8]] {
        let (opening, closing) = (Data("<style>".utf8), Data("</style>".utf8))
        let data = Data(page)
        var styles: [[UInt8]] = []
        var place = data.startIndex
        while let start = data.range(of: opening, in: place..<data.endIndex),
            let end = data.range(of: closing, in: start.upperBound..<data.endIndex)
        {
            styles.append([UInt8](data[start.upperBound..<end.lowerBound]))
            place = end.upperBound
        }
        return styles
    }
}
