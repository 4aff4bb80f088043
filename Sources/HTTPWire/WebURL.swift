// SPDX-License-Identifier: Apache-2.0

/// An address of the web, read as browsers read them: leniently (WHATWG URL §4), without fragment and user.
package struct WebURL: Hashable, Sendable {
    /// In lower case; `http` and `https` alone have a host here.
    package let scheme: String
    /// In lower case, an IPv6 literal in brackets; empty for other schemes.
    package let host: String
    /// Nil for the scheme's own port.
    package let port: UInt16?
    /// Begins with `/` where the scheme has a host.
    package let path: String
    /// Without the question mark; nil where there is none.
    package let query: String?

    package static let longest = 8_192

    package init(scheme: String, host: String, port: UInt16? = nil, path: String = "/", query: String? = nil)
    {
        self.scheme = scheme
        self.host = host
        self.port = port == Self.defaultPort(of: scheme) ? nil : port
        self.path = path
        self.query = query
    }

    /// Nil where it is no address, or a relative one without a base.
    package init?(_ text: String, relativeTo base: WebURL? = nil) {
        guard text.utf8.count <= Self.longest else { return nil }
        var bytes = Array(text.utf8).filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }[...]
        while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
        if let hash = bytes.firstIndex(of: 0x23) { bytes = bytes[..<hash] }
        if let (scheme, rest) = Self.scheme(of: bytes) {
            guard scheme == "http" || scheme == "https" else {
                self.init(scheme: scheme, host: "", path: String(decoding: rest, as: UTF8.self))
                return
            }
            guard base?.scheme == scheme, !Self.isSlash(rest.first) else {
                guard let made = Self.withAuthority(rest.drop(while: Self.isSlash), scheme: scheme) else {
                    return nil
                }
                self = made
                return
            }
            bytes = rest
        }
        guard let base, base.isWeb, let made = Self.relative(bytes, to: base) else { return nil }
        self = made
    }

    package var isWeb: Bool { !host.isEmpty }

    package var effectivePort: UInt16? { port ?? Self.defaultPort(of: scheme) }

    /// Host and port as a request names them (RFC 9110 §7.2).
    package var authority: String { port.map { "\(host):\($0)" } ?? host }

    /// `https://host:port`, without the scheme's own port (RFC 6454 §6.2).
    package var origin: String { isWeb ? "\(scheme)://\(authority)" : "\(scheme):" }

    /// What stands in a request line (RFC 9112 §3.2.1).
    package var requestTarget: String { query.map { "\(path)?\($0)" } ?? path }

    /// Without its query, which may differ from visit to visit.
    package var withoutQuery: String { isWeb ? origin + path : "\(scheme):" }

    private static func defaultPort(of scheme: String) -> UInt16? {
        switch scheme {
        case "http": 80
        case "https": 443
        default: nil
        }
    }

    private static func isSlash(_ byte: UInt8?) -> Bool { byte == 0x2F || byte == 0x5C }

    private static func scheme(of bytes: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
        guard let first = bytes.first, isLetter(first), let colon = bytes.firstIndex(of: 0x3A) else {
            return nil
        }
        let name = bytes[..<colon]
        guard
            name.allSatisfy({
                isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
            })
        else { return nil }
        return (String(decoding: name, as: UTF8.self).lowercased(), bytes[(colon + 1)...])
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// `host:port/path?query`.
    private static func withAuthority(_ bytes: ArraySlice<UInt8>, scheme: String) -> WebURL? {
        let end = bytes.firstIndex { isSlash($0) || $0 == 0x3F } ?? bytes.endIndex
        var authority = bytes[..<end]
        if let at = authority.lastIndex(of: 0x40) { authority = authority[(at + 1)...] }
        guard let (host, port) = hostAndPort(authority) else { return nil }
        let (path, query) = pathAndQuery(bytes[end...])
        return WebURL(scheme: scheme, host: host, port: port, path: path, query: query)
    }

    private static func hostAndPort(_ authority: ArraySlice<UInt8>) -> (String, UInt16?)? {
        var host = authority
        var port: UInt16?
        let afterBracket = authority.lastIndex(of: 0x5D).map { $0 + 1 } ?? authority.startIndex
        if let colon = authority[afterBracket...].lastIndex(of: 0x3A) {
            host = authority[..<colon]
            let digits = authority[(colon + 1)...]
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            if !digits.isEmpty {
                guard let number = UInt16(String(decoding: digits, as: UTF8.self)) else { return nil }
                port = number
            }
        }
        let isLiteral = host.first == 0x5B && host.last == 0x5D
        let isSound = host.allSatisfy { $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) }
        guard !host.isEmpty, isLiteral || isSound else { return nil }
        guard !isLiteral || host.dropFirst().dropLast().allSatisfy(isAddressByte) else { return nil }
        return (String(decoding: host, as: UTF8.self).lowercased(), port)
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        (0x30...0x3A).contains(byte) || (0x61...0x66).contains(byte | 0x20) || byte == 0x2E
    }

    /// Of a host (WHATWG URL §3.5).
    private static let forbidden = Set("#%/:<>?@[\\]^|\"{}`".utf8)

    private static func relative(_ bytes: ArraySlice<UInt8>, to base: WebURL) -> WebURL? {
        if isSlash(bytes.first) {
            if isSlash(bytes.dropFirst().first) {
                return withAuthority(bytes.drop(while: isSlash), scheme: base.scheme)
            }
            let (path, query) = pathAndQuery(bytes)
            return WebURL(scheme: base.scheme, host: base.host, port: base.port, path: path, query: query)
        }
        guard let first = bytes.first else { return base }
        let folder = base.path.utf8.lastIndex(of: 0x2F).map { Array(base.path.utf8[...$0]) } ?? [0x2F]
        let whole = first == 0x3F ? Array(base.path.utf8) + bytes : folder + bytes
        let (path, query) = pathAndQuery(whole[...])
        return WebURL(scheme: base.scheme, host: base.host, port: base.port, path: path, query: query)
    }

    /// Dot segments are taken out (RFC 3986 §5.2.4); what no request line may hold is percent-encoded.
    private static func pathAndQuery(_ bytes: ArraySlice<UInt8>) -> (String, String?) {
        let mark = bytes.firstIndex(of: 0x3F)
        let query = mark.map { encoded(bytes[($0 + 1)...]) }
        var segments: [ArraySlice<UInt8>] = []
        let parts = bytes[..<(mark ?? bytes.endIndex)].split(
            omittingEmptySubsequences: false,
            whereSeparator: { isSlash($0) }
        )
        let named = isSlash(bytes.first) ? parts.dropFirst() : parts[...]
        for (position, part) in named.enumerated() {
            let isLast = position == named.count - 1
            switch String(decoding: part, as: UTF8.self).lowercased() {
            case ".", "%2e": if isLast { segments.append([]) }
            case "..", ".%2e", "%2e.", "%2e%2e":
                _ = segments.popLast()
                if isLast { segments.append([]) }
            default: segments.append(part)
            }
        }
        return ("/" + segments.map { encoded($0) }.joined(separator: "/"), query)
    }

    private static func encoded(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in bytes {
            if byte > 0x20, byte < 0x7F, byte != 0x22, byte != 0x3C, byte != 0x3E {
                out.append(byte)
            } else {
                out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension WebURL: CustomStringConvertible {
    package var description: String { isWeb ? origin + requestTarget : "\(scheme):\(path)" }
}
