// SPDX-License-Identifier: Apache-2.0
internal import Model

/// An http:// or https:// URL, as far as a fetch needs it (RFC 9110 §4.2); nothing else is fetched.
struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    enum Scheme: String, Sendable {
        case http, https

        var port: UInt16 { self == .http ? 80 : 443 }
    }

    /// Stays what it is, wherever redirects lead.
    let scheme: Scheme
    /// A name in lower case, or an address without brackets.
    let host: String
    let port: UInt16
    /// Path and query, from its slash on.
    let target: String

    /// Why a text is no such URL.
    enum Fault: Error, Hashable, Sendable {
        /// Its scheme in lower case, at most 16 characters.
        case otherScheme(String)
        case malformed
    }

    private static let longest = 2_048

    /// - Parameter wanted: another scheme is a fault.
    init(_ text: String, over wanted: Scheme = .http) throws(Fault) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy(Self.isLegal),
            let colon = text.firstIndex(of: ":")
        else { throw .malformed }
        let scheme = text[..<colon].lowercased()
        guard scheme == wanted.rawValue else {
            let isScheme = scheme.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
            }
            guard isScheme, !scheme.isEmpty else { throw .malformed }
            throw .otherScheme(String(scheme.prefix(16)))
        }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { throw .malformed }
        let afterSlashes = rest.dropFirst(2).prefix { $0 != "#" }
        let authority = afterSlashes.prefix { $0 != "/" && $0 != "?" }
        let target = afterSlashes.dropFirst(authority.count)
        (host, port) = try Self.split(authority, otherwise: wanted.port)
        self.scheme = wanted
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    private init(_ scheme: Scheme, host: String, port: UInt16, target: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }

    /// Printable ASCII but for what delimits URLs in text, and the backslash that escapes (RFC 3986 Appendix A, C).
    private static func isLegal(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !#""<>\"#.utf8.contains(byte)
    }

    /// User names in URLs lead nowhere good, so they are no part of one here.
    private static func split(_ authority: Substring, otherwise standard: UInt16) throws(Fault) -> (
        String, UInt16
    ) {
        var host = authority
        var digits: Substring = ""
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .malformed }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let tail = authority[authority.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { throw .malformed }
            digits = tail.dropFirst()
            guard let address = IPAddress(String(host)), address.family == .v6 else { throw .malformed }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                digits = authority[authority.index(after: colon)...]
            }
            guard isName(host) else { throw .malformed }
        }
        guard digits.isEmpty || digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = digits.isEmpty ? standard : UInt16(digits), port > 0
        else { throw .malformed }
        return (host.lowercased(), port)
    }

    private static func isName(_ host: Substring) -> Bool {
        let name = host.hasSuffix(".") ? host.dropLast() : host
        guard (1...253).contains(name.utf8.count) else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
                }
        }
    }

    /// Host and port as they stand in a Host field.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == scheme.port ? name : "\(name):\(port)"
    }

    var description: String { "\(scheme.rawValue)://\(authority)\(target)" }

    /// Where a Location leads to that stands in a response from here (RFC 3986 §5.2, dots left as they are).
    func following(_ location: String) throws(Fault) -> WebAddress {
        if location.hasPrefix("//") { return try WebAddress("\(scheme.rawValue):" + location, over: scheme) }
        if Self.hasScheme(location) { return try WebAddress(location, over: scheme) }
        let path = target.prefix { $0 != "?" }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        let base = location.hasPrefix("/") ? "" : location.hasPrefix("?") ? String(path) : String(folder)
        return try WebAddress("\(scheme.rawValue)://\(authority)\(base)\(location)", over: scheme)
    }

    private static func hasScheme(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        return !text[..<colon].contains { "/?#".contains($0) }
    }

    /// With segments behind the path, as a responder is asked by GET (RFC 6960 §A.1).
    func appending(_ segment: String) -> WebAddress {
        WebAddress(
            scheme,
            host: host,
            port: port,
            target: target + (target.hasSuffix("/") ? "" : "/") + segment
        )
    }
}
