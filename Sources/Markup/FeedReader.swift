// SPDX-License-Identifier: Apache-2.0
internal import CLibXML

/// A feed of news, as far as its dates go: RSS 2.0, RSS 1.0 or Atom (RFC 4287).
package struct FeedDocument: Hashable, Sendable {
    package enum Format: String, Codable, Hashable, Sendable { case rss, rdf, atom }

    package let format: Format
    /// Of items or entries, in the feed's order, at most 500: seconds since 1970; nil for one without a date that can
    /// be read.
    package let dates: [Int?]

    package init(format: Format, dates: [Int?]) {
        self.format = format
        self.dates = dates
    }
}

/// Reads XML by libxml2's parser, element by element: no tree, no entities but the five of XML, no network.
@safe
package struct FeedReader: ~Copyable {
    private let context: xmlParserCtxtPtr

    package static let longest = 1 << 20

    /// Nil where there is no memory.
    package init?() {
        guard let context = unsafe xmlNewParserCtxt() else { return nil }
        unsafe self.context = context
    }

    deinit { unsafe xmlFreeParserCtxt(context) }

    /// What of the beginning can be read; nil where the root is that of no feed.
    package consuming func read(_ bytes: [UInt8]) -> FeedDocument? {
        let listing = FeedListing()
        let data = unsafe Unmanaged.passUnretained(listing).toOpaque()
        unsafe shim_set_handlers(context, data, feedStart, feedEnd, feedText)
        // Without handlers of entities none is declared, and so none can be expanded.
        let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue
        unsafe bytes.prefix(Self.longest).withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, let count = Int32(exactly: buffer.count) else { return }
            // Nothing is built, so nothing comes back.
            let none = unsafe xmlCtxtReadMemory(
                context,
                start.assumingMemoryBound(to: CChar.self),
                count,
                nil,
                nil,
                Int32(options)
            )
            if unsafe none != nil { unsafe xmlFreeDoc(none) }
        }
        return withExtendedLifetime(listing) { listing.document }
    }
}

/// Gathers what the parser tells.
private final class FeedListing {
    private var format: FeedDocument.Format?
    private var dates: [Int?] = []
    private var depth = 0
    /// Depth of the item that is open.
    private var item: Int?
    /// The date element that is open, and its text.
    private var capture: (depth: Int, text: [UInt8])?
    private var isForeign = false

    private static let most = 500
    private static let longestDate = 64

    var document: FeedDocument? {
        guard !isForeign else { return nil }
        return format.map { FeedDocument(format: $0, dates: dates) }
    }

    func begin(_ name: String) {
        defer { depth += 1 }
        guard !isForeign else { return }
        guard let format else { return root(name) }
        if item == nil, name == (format == .atom ? "entry" : "item"), dates.count < Self.most {
            item = depth
            dates.append(nil)
        } else if item == depth - 1, Self.dateElements[format]?.contains(name) == true {
            capture = (depth, [])
        }
    }

    private func root(_ name: String) {
        switch name {
        case "rss": format = .rss
        case "RDF": format = .rdf
        case "feed": format = .atom
        default: isForeign = true
        }
    }

    private static let dateElements: [FeedDocument.Format: Set<String>] = [
        .rss: ["pubDate", "date"], .rdf: ["date"], .atom: ["updated", "published"],
    ]

    func end() {
        depth = max(0, depth - 1)
        if let open = capture, open.depth == depth {
            capture = nil
            // Of several dates of an item the latest counts.
            guard let date = FeedDate.seconds(String(decoding: open.text, as: UTF8.self)), !dates.isEmpty
            else { return }
            let last = dates.count - 1
            dates[last] = max(date, dates[last] ?? date)
        }
        if item == depth { item = nil }
    }

    func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let open = capture else { return }
        unsafe capture?.text.append(contentsOf: bytes.prefix(max(0, Self.longestDate - open.text.count)))
    }
}

@safe
private func feedStart(
    _ data: UnsafeMutableRawPointer?,
    _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let name = unsafe name else { return }
    // A prefix may be any; the local name tells.
    let qualified = unsafe String(cString: name)
    let local = qualified.split(separator: ":").last.map(String.init) ?? qualified
    unsafe listing(data)?.begin(local)
}

@safe
private func feedEnd(_ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    unsafe listing(data)?.end()
}

@safe
private func feedText(_ data: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let start = unsafe bytes, count > 0 else { return }
    unsafe listing(data)?.read(UnsafeBufferPointer(start: start, count: Int(count)))
}

private func listing(_ data: UnsafeMutableRawPointer?) -> FeedListing? {
    unsafe data.map { unsafe Unmanaged<FeedListing>.fromOpaque($0).takeUnretainedValue() }
}
