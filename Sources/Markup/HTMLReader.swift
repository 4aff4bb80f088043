// SPDX-License-Identifier: Apache-2.0
internal import CLibXML

/// Reads HTML by libxml2's lenient parser, element by element: no tree, no recursion, bounds on everything.
@safe
package struct HTMLReader: ~Copyable {
    private let context: htmlParserCtxtPtr

    /// Nil where there is no memory.
    package init?() {
        guard let context = unsafe htmlNewParserCtxt() else { return nil }
        unsafe self.context = context
    }

    deinit { unsafe htmlFreeParserCtxt(context) }

    /// `charset`: what the transport says; nil for nothing.
    package consuming func read(
        _ bytes: [UInt8],
        charset: String? = nil,
        limits: HTMLLimits = HTMLLimits()
    ) -> HTMLDocument {
        let isCut = bytes.count > limits.bytes
        let text = HTMLBytes.thinned(HTMLBytes.text(bytes.prefix(limits.bytes), charset: charset))
        let listing = unsafe HTMLListing(limits, context)
        let data = unsafe Unmanaged.passUnretained(listing).toOpaque()
        unsafe shim_set_handlers(context, data, htmlStart, htmlEnd, htmlText)
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue
        unsafe text.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, let count = Int32(exactly: buffer.count) else { return }
            // Nothing is built, so nothing comes back.
            let none = unsafe htmlCtxtReadMemory(
                context,
                start.assumingMemoryBound(to: CChar.self),
                count,
                nil,
                "UTF-8",
                Int32(options)
            )
            if unsafe none != nil { unsafe xmlFreeDoc(none) }
        }
        return withExtendedLifetime(listing) { listing.document(isCut: isCut) }
    }
}

/// Gathers what the parser tells.
@safe
private final class HTMLListing {
    private let limits: HTMLLimits
    /// Outlives the listing's use.
    private let context: htmlParserCtxtPtr
    private var texts = HTMLTexts()
    private var elements: [HTMLElement] = []
    private var depth = 0
    private var title: [UInt8]?
    private var text: [UInt8] = []
    private var cut: HTMLDocument.Cut?
    /// Depths of the elements whose text nobody sees.
    private var silent: Int?
    private var titleDepth: Int?

    private var data: [[UInt8]] = []
    private var dataDepth: Int?
    private var isDataCut = false

    private var styles = HTMLAside(element: "style", longest: 1 << 18)
    private var appeal = HTMLAside(element: "noscript", longest: 4096)

    private static let longestData = 65_536
    private static let mostData = 16
    private static let silentElements: Set<String> = ["script", "style", "template", "noscript"]

    init(_ limits: HTMLLimits, _ context: htmlParserCtxtPtr) {
        self.limits = limits
        unsafe self.context = context
    }

    func begin(_ name: String, _ attributes: [String: String]) {
        guard cut == nil else { return }
        guard depth < limits.depth else {
            cut = .depth
            return
        }
        guard elements.count < limits.elements else {
            cut = .elements
            return
        }
        let line = unsafe Int(shim_line(context))
        elements.append(HTMLElement(name: name, attributes: attributes, depth: depth, line: line))
        if silent == nil, Self.silentElements.contains(name) { silent = depth }
        if name == "script", Self.isData(attributes["type"]) { beginData() }
        if silent == depth {
            styles.begin(name, depth: depth)
            appeal.begin(name, depth: depth)
        }
        if name == "title", title == nil {
            title = []
            titleDepth = depth
        }
        depth += 1
    }

    private static func isData(_ type: String?) -> Bool {
        (type ?? "").prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased() == "application/ld+json"
    }

    private func beginData() {
        guard data.count < Self.mostData else {
            isDataCut = true
            return
        }
        data.append([])
        dataDepth = depth
    }

    func end() {
        guard cut == nil else { return }
        depth = max(0, depth - 1)
        if silent == depth { silent = nil }
        styles.end(depth: depth)
        appeal.end(depth: depth)
        if dataDepth == depth { dataDepth = nil }
        if titleDepth == depth { titleDepth = nil }
    }

    func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard cut == nil else { return }
        if dataDepth != nil, !data.isEmpty {
            let room = Self.longestData - data[data.count - 1].count
            if bytes.count > room { isDataCut = true }
            return unsafe data[data.count - 1].append(contentsOf: bytes.prefix(max(0, room)))
        }
        guard silent == nil else {
            unsafe styles.read(bytes)
            return unsafe appeal.read(bytes)
        }
        unsafe texts.add(bytes, place: elements.count, depth: depth, room: limits.textBytes)
        if titleDepth != nil {
            let room = 1024 - (title?.count ?? 0)
            unsafe title?.append(contentsOf: bytes.prefix(max(0, room)))
        } else {
            unsafe text.append(contentsOf: bytes.prefix(max(0, limits.textBytes - text.count)))
        }
    }

    func document(isCut: Bool) -> HTMLDocument {
        HTMLDocument(
            elements: elements,
            texts: texts.all,
            title: title.map { HTMLBytes.trimmed(String(decoding: $0, as: UTF8.self)) },
            text: String(decoding: text, as: UTF8.self),
            data: data.map { String(decoding: $0, as: UTF8.self) },
            isDataCut: isDataCut,
            styles: styles.text,
            appeal: appeal.text,
            cut: cut ?? (isCut ? .bytes : nil)
        )
    }

    var isDone: Bool { cut != nil }
}

@safe
private func htmlStart(
    _ data: UnsafeMutableRawPointer?,
    _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let listing = unsafe listing(data), !listing.isDone, let name = unsafe name else { return }
    var read: [String: String] = [:]
    if var next = unsafe attributes {
        while let key = unsafe next.pointee, read.count < 64 {
            let value = unsafe (next + 1).pointee.map { unsafe String(cString: $0) } ?? ""
            let word = unsafe String(cString: key).lowercased()
            if read[word] == nil { read[word] = value }
            unsafe next += 2
        }
    }
    unsafe listing.begin(String(cString: name).lowercased(), read)
}

@safe
private func htmlEnd(_ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    unsafe listing(data)?.end()
}

@safe
private func htmlText(_ data: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let start = unsafe bytes, count > 0 else { return }
    unsafe listing(data)?.read(UnsafeBufferPointer(start: start, count: Int(count)))
}

private func listing(_ data: UnsafeMutableRawPointer?) -> HTMLListing? {
    unsafe data.map { unsafe Unmanaged<HTMLListing>.fromOpaque($0).takeUnretainedValue() }
}
