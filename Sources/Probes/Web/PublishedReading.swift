// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup

extension PublishedFiles {
    private static let documentEndings: Set<String> = [
        "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "rtf",
    ]
    /// Of OpenPGP (RFC 9580), of CMS (RFC 5652), of minisign.
    private static let signatureEndings: Set<String> = ["asc", "sig", "p7s", "p7m", "minisig"]
    /// The likeliest photographs first; kinds that are not read, and what is drawn, stay out.
    private static let pictureEndings: [String: Int] = [
        "jpg": 0, "jpeg": 0, "webp": 0, "avif": 0, "heic": 0, "heif": 0, "png": 1, "": 2,
    ]
    private static let pictureLength = 300

    /// - Parameters:
    ///   - document: at `url`; nil where the content is no HTML.
    ///   - words: of the document.
    init(_ document: HTMLDocument?, at url: WebURL, _ words: PageWords) {
        guard let document else {
            self.init(gap: words.gap)
            return
        }
        let base = document.base(at: url)
        var own: [(rank: Int, address: String)] = []
        var listed: Set<String> = []
        var foreign: Set<String> = []
        var links: [String: Set<String>] = [:]
        for element in document.elements {
            if element.name == "a", let link = element["href"].flatMap({ WebURL($0, relativeTo: base) }),
                link.isWeb
            {
                links[Self.ending(link.path), default: []].insert(link.withoutQuery)
            }
            for picture in Self.pictures(of: element).compactMap({ WebURL($0, relativeTo: base) }) {
                guard picture.isWeb, let rank = Self.rank(picture, element) else { continue }
                if picture.origin != url.origin {
                    foreign.insert(picture.withoutQuery)
                } else {
                    let address = picture.description
                    guard address.count <= Self.pictureLength, listed.insert(address).inserted else {
                        continue
                    }
                    own.append((rank, address))
                }
            }
        }
        func count(_ endings: Set<String>) -> Int { endings.reduce(0) { $0 + (links[$1]?.count ?? 0) } }
        self.init(
            pictures: (0...2).flatMap { rank in own.filter { $0.rank == rank }.map(\.address) },
            foreignPictures: foreign.count,
            documents: count(Self.documentEndings),
            signatures: count(Self.signatureEndings),
            disclosures: words.generated,
            gap: words.gap
        )
    }

    /// Addresses of pictures that an element shows, names or, with a picture's ending, leads to.
    private static func pictures(of element: HTMLElement) -> [String] {
        switch element.name {
        case "img":
            let candidates = (element["srcset"] ?? "").split(separator: ",").first
            let candidate = candidates?.split(whereSeparator: \.isWhitespace).first.map(String.init)
            return [element["src"] ?? candidate].compactMap(\.self)
        case "video": return [element["poster"]].compactMap(\.self)
        case "a": return [element["href"]].compactMap(\.self)
        case "meta": return element["property"]?.lowercased() == "og:image" ? [element["content"] ?? ""] : []
        default: return []
        }
    }

    /// Nil where it is none that is read.
    private static func rank(_ picture: WebURL, _ element: HTMLElement) -> Int? {
        let rank = pictureEndings[ending(picture.path)]
        return element.name == "a" && rank == 2 ? nil : rank
    }

    /// In lower case; empty where there is none.
    private static func ending(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    }
}
