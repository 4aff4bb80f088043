// SPDX-License-Identifier: Apache-2.0

/// One page of a written report as a section of one long document: its anchors get a prefix, and links between pages
/// lead to sections.
struct PrintSheet {
    /// Of the page's first heading, with its markup; the path where it has none.
    let title: String
    /// The anchor of the section.
    let anchor: String
    /// What stood in `main`.
    let content: String

    /// - Parameters:
    ///   - path: relative to the report's folder, `missions/paris.html`.
    ///   - pages: the paths of all pages of the document; links to other files of the report are left out.
    init(_ html: String, path: String, pages: Set<String>) {
        anchor = Self.anchor(of: path)
        let main =
            Self.between("<main", "</main>", in: html).map { $0.drop { $0 != ">" }.dropFirst() } ?? html[...]
        title =
            Self.between("<h1", "</h1>", in: main).map { String($0.drop { $0 != ">" }.dropFirst()) } ?? path
        var rewriter = Rewriter(path: path, anchor: anchor, pages: pages)
        content = rewriter.rewrite(main)
    }

    /// `missions-paris` for `missions/paris.html`.
    static func anchor(of path: String) -> String {
        (path.hasSuffix(".html") ? String(path.dropLast(5)) : path).replacing("/", with: "-")
    }

    /// What stands between the first `start` and the next `end`; nil where there is none.
    static func between(_ start: String, _ end: String, in text: some StringProtocol) -> Substring? {
        let text = Substring(text)
        guard let first = text.firstRange(of: start) else { return nil }
        let rest = text[first.upperBound...]
        guard let last = rest.firstRange(of: end) else { return nil }
        return rest[..<last.lowerBound]
    }

    /// Goes over the bytes once, as pages are long.
    private struct Rewriter {
        let path: String
        let anchor: String
        let pages: Set<String>

        private static let names: Set<String> = [
            "id", "href", "aria-labelledby", "aria-describedby", "headers", "for",
        ]

        mutating func rewrite(_ text: Substring) -> String {
            let bytes = Array(text.utf8)
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + bytes.count / 8)
            var copied = 0
            var position = 0
            while position + 1 < bytes.count {
                guard bytes[position] == UInt8(ascii: "="), bytes[position + 1] == UInt8(ascii: "\"") else {
                    position += 1
                    continue
                }
                let start = position + 2
                guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { break }
                let name = Self.name(before: position, in: bytes)
                if Self.names.contains(name) {
                    let value = String(decoding: bytes[start..<end], as: UTF8.self)
                    if let new = name == "href" ? link(value) : anchors(value) {
                        output += bytes[copied..<start] + Array(new.utf8)
                        copied = end
                    } else {
                        output += bytes[copied..<(position - name.utf8.count - 1)]
                        copied = end + 1
                    }
                }
                position = end + 1
            }
            output += bytes[copied...]
            return String(decoding: output, as: UTF8.self)
        }

        private static func name(before position: Int, in bytes: [UInt8]) -> String {
            var start = position
            while start > 0, bytes[start - 1] != UInt8(ascii: " "), position - start < 20 { start -= 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        private func anchors(_ value: String) -> String? {
            value.split(separator: " ").map { "\(anchor)--\($0)" }.joined(separator: " ")
        }

        /// Another host's stays, one within the document becomes an anchor; nil for a file that is not in it.
        private func link(_ value: String) -> String? {
            guard !value.contains(":") else { return value }
            let parts = value.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let target = parts[0].isEmpty ? path : resolved(String(parts[0]))
            guard pages.contains(target) else { return nil }
            let page = PrintSheet.anchor(of: target)
            return parts.count == 2 ? "#\(page)--\(parts[1])" : "#\(page)"
        }

        /// Relative to the report's folder.
        private func resolved(_ link: String) -> String {
            var folders = path.split(separator: "/").dropLast().map(String.init)
            for part in link.split(separator: "/").map(String.init) {
                if part == ".." { _ = folders.popLast() } else if part != "." { folders.append(part) }
            }
            return folders.joined(separator: "/")
        }
    }
}
