// SPDX-License-Identifier: Apache-2.0

/// Kinds of documents that tell who made them.
package enum DocumentFormat: String, Codable, Hashable, Sendable, CaseIterable {
    case pdf
    /// Office Open XML and OpenDocument: a zip archive.
    case office
    /// JPEG.
    case photo

    /// By the ending of a path; nil where it is another.
    package init?(path: String) {
        let name = path.split(separator: "/").last ?? ""
        switch name.split(separator: ".").dropFirst().last?.lowercased() {
        case "pdf": self = .pdf
        case "docx", "xlsx", "pptx", "odt", "ods", "odp": self = .office
        case "jpg", "jpeg": self = .photo
        default: return nil
        }
    }

    /// What the bytes tell; where they are the document's beginning and its end, what lies between may tell more.
    ///
    /// Nil where they are no such document, or it cannot be read.
    package func traces(in document: some Collection<UInt8>) -> Set<DocumentTrace>? {
        let bytes = Array(document)
        guard isBegun(by: bytes) else { return nil }
        return switch self {
        case .pdf: PDFPiece(bytes).traces
        case .office: OfficePiece(bytes).traces
        case .photo: PhotoPiece(bytes)?.traces
        }
    }

    private func isBegun(by bytes: [UInt8]) -> Bool {
        switch self {
        // Readers let some bytes stand before it (ISO 32000-1 §7.5.2, note).
        case .pdf: Array(bytes.prefix(1024)).index(of: Array("%PDF-".utf8), from: 0) != nil
        case .office: bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
        case .photo: bytes.starts(with: [0xFF, 0xD8, 0xFF])
        }
    }
}

/// What the metadata of a document gives away.
package enum DocumentTrace: String, Codable, Hashable, Sendable, CaseIterable {
    /// A person, an account or an organisation.
    case author
    /// Where a picture was taken.
    case location
    /// A program with its version.
    case software

    /// A program counts only with a number in its name.
    static func software(in text: String) -> DocumentTrace? {
        text.contains(where: \.isNumber) ? .software : nil
    }

    static func author(in text: String) -> DocumentTrace? {
        text.contains(where: \.isLetter) ? .author : nil
    }
}

extension Array where Element == UInt8 {
    /// Where `word` begins next, at `start` or later; nil where it does not come.
    func index(of word: [UInt8], from start: Int) -> Int? {
        guard let first = word.first, start >= 0, start < count else { return nil }
        var place = start
        while let next = self[place...].firstIndex(of: first) {
            guard next + word.count <= count else { return nil }
            if self[next..<(next + word.count)].elementsEqual(word) { return next }
            place = next + 1
            guard place < count else { return nil }
        }
        return nil
    }

    /// The text of the first elements of that name, in markup that is not read any further.
    func texts(of element: String, atMost limit: Int = 8) -> [String] {
        let open = Array("<\(element)".utf8)
        let close = Array("</\(element)>".utf8)
        var texts: [String] = []
        var place = 0
        while texts.count < limit, let start = index(of: open, from: place) {
            place = start + open.count
            guard let end = index(of: close, from: place) else { break }
            defer { place = end + close.count }
            guard let content = self[place..<Swift.min(end, place + 4096)].firstIndex(of: 0x3E) else {
                continue
            }
            texts.append(Self.withoutTags(self[(content + 1)..<Swift.max(content + 1, end)]))
        }
        return texts
    }

    private static func withoutTags(_ bytes: ArraySlice<UInt8>) -> String {
        var isTag = false
        let text = bytes.prefix(4096).filter { byte in
            if byte == 0x3C { isTag = true }
            defer { if byte == 0x3E { isTag = false } }
            return !isTag
        }
        return String(decoding: text, as: UTF8.self)
    }
}
