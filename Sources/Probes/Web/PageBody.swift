// SPDX-License-Identifier: Apache-2.0
internal import HTTPWire
internal import Markup
internal import Transport

/// The content of a response, read to a bound.
struct PageBody: Sendable {
    let bytes: [UInt8]
    /// In lower case, without parameters; nil where the response names none.
    let mediaType: String?
    /// In lower case.
    let charset: String?
    /// Why `bytes` are not, or not all of, the content; nil where they are.
    let gap: String?

    init(_ reply: WebTalk.Reply, limit: Int) {
        let content = reply.response.content(limit: limit)
        bytes = content.bytes
        let parts = (reply.response.head.values(of: "content-type").first ?? "").split(separator: ";")
        let words = parts.map { $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased() }
        mediaType = words.first.flatMap { $0.isEmpty ? nil : $0 }
        charset = words.dropFirst().first { $0.hasPrefix("charset=") }.map { String($0.dropFirst(8)) }
        gap =
            switch content.obstacle {
            case .coding(let coding): "its content coding \(coding.prefix(32)) is not undone here"
            case .damaged: "its content coding is damaged"
            case nil: content.isWhole ? nil : "only its beginning was read"
            }
    }

    var isHTML: Bool { mediaType == "text/html" || mediaType == "application/xhtml+xml" }

    /// Nil where there is no memory.
    var document: HTMLDocument? { HTMLReader()?.read(bytes, charset: charset) }
}
