// SPDX-License-Identifier: Apache-2.0

/// STARTTLS of XMPP (RFC 6120 §5).
struct XMPPPreamble: Preamble {
    private enum Stage: Hashable { case stream, features, request, error }

    /// `jabber:client` or `jabber:server`.
    let namespace: String
    let domain: String
    private var stage = Stage.stream
    private var isInFeatures = false
    private var isAdvertised = false
    /// The element whose end tag ends the preamble.
    private var open: PreambleEnd?

    init(namespace: String, domain: String) {
        self.namespace = namespace
        self.domain = domain
    }

    var opening: [UInt8] {
        let to = domain.filter { !"<>&'\"".contains($0) }
        return Array(
            ("<?xml version='1.0'?><stream:stream to='\(to)' xmlns='\(namespace)' "
                + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>").utf8
        )
    }

    let farewell = Array("</stream:stream>".utf8)

    var awaited: String {
        switch stage {
        case .stream: "the stream"
        case .features: "the stream's features"
        case .request: "the reply to starttls"
        case .error: "the stream's error"
        }
    }

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        guard let first = input.unread.first else { return nil }
        // Text may stand between tags once the stream is open.
        guard stage != .stream || first == UInt8(ascii: "<") || Tag.isSpace(first) else {
            return .end(ForeignProtocol.failure(expecting: "XMPP", found: input.unread.prefix(80)))
        }
        guard let bytes = Tag.take(from: &input) else { return nil }
        let tag = Tag(bytes)
        if let open, tag.isEnd { return .end(open) }
        switch stage {
        case .stream: return streamOpens(with: tag, bytes)
        case .features: return features(tag)
        case .request: return reply(tag)
        case .error: return tag.isEnd || tag.name == "text" ? .go : error(tag)
        }
    }

    private mutating func streamOpens(with tag: Tag, _ bytes: ArraySlice<UInt8>) -> PreambleStep {
        if tag.name.hasPrefix("?") { return .go }
        guard tag.name == "stream", !tag.isEnd else {
            return .end(ForeignProtocol.failure(expecting: "XMPP", found: bytes))
        }
        stage = .features
        // Streams before version 1.0 have no features (RFC 6120 §4.7.5); an error may stand in their place.
        return .go
    }

    private mutating func features(_ tag: Tag) -> PreambleStep {
        switch (tag.name, tag.isEnd) {
        case ("error", false):
            stage = .error
            return .go
        case ("features", _):
            isInFeatures = !tag.isEnd && !tag.isEmpty
            return isInFeatures ? .go : featuresEnd()
        case ("starttls", false) where isInFeatures: isAdvertised = true
        case ("stream", true): return .end(.failed("the stream was closed before its features"))
        default: break
        }
        return .go
    }

    private mutating func featuresEnd() -> PreambleStep {
        guard isAdvertised else { return .end(.absent(PreambleReply(""))) }
        stage = .request
        return .send(Array("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>".utf8))
    }

    private mutating func reply(_ tag: Tag) -> PreambleStep {
        switch (tag.name, tag.isEnd) {
        case ("proceed", false): return close(tag, .accepted)
        case ("failure", false): return close(tag, .refused(PreambleReply("failure")))
        case ("error", false):
            stage = .error
            return .go
        case ("stream", true): return .end(.failed("the stream was closed instead of a reply"))
        default: return .go
        }
    }

    private mutating func close(_ tag: Tag, _ end: PreambleEnd) -> PreambleStep {
        guard !tag.isEmpty else { return .end(end) }
        open = end
        return .go
    }

    /// The first child of the error is its condition (RFC 6120 §4.9.3).
    private func error(_ tag: Tag) -> PreambleStep {
        let temporary = [
            "resource-constraint", "policy-violation", "system-shutdown", "reset", "internal-server-error",
        ]
        guard temporary.contains(tag.name) else { return .end(.failed("stream error \(tag.name)")) }
        return .end(.postponed(PreambleReply(tag.name)))
    }
}

/// One tag of XML with what stands before it.
private struct Tag: Hashable {
    /// Without its prefix; `?xml` for the declaration.
    let name: String
    let isEnd: Bool
    let isEmpty: Bool

    init(_ bytes: ArraySlice<UInt8>) {
        var inner = bytes.drop { $0 != UInt8(ascii: "<") }.dropFirst().dropLast()
        isEnd = inner.first == UInt8(ascii: "/")
        if isEnd { inner.removeFirst() }
        isEmpty = inner.last == UInt8(ascii: "/")
        let qualified = inner.prefix { !Tag.isSpace($0) && $0 != UInt8(ascii: "/") }
        let local = qualified.lastIndex(of: UInt8(ascii: ":")).map { qualified[($0 + 1)...] } ?? qualified
        name = PrintableText.of(local, atMost: 40)
    }

    static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// Takes text and the tag after it, through its `>`; nil where the tag is not whole.
    static func take(from input: inout PreambleInput) -> ArraySlice<UInt8>? {
        var quote: UInt8?
        var isInside = false
        for (offset, byte) in input.unread.enumerated() {
            switch byte {
            case quote: quote = nil
            case _ where quote != nil: continue
            case UInt8(ascii: "<"): isInside = true
            case UInt8(ascii: "'"), UInt8(ascii: "\""): if isInside { quote = byte }
            case UInt8(ascii: ">") where isInside: return input.take(offset + 1)
            default: continue
            }
        }
        return nil
    }
}
