// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model

/// One target of `chancery scan`: `host`, `host:port`, `[v6]:port`, or a service as a scheme before them.
struct ScanTarget: Hashable {
    /// Whether it is a domain, and `host` its name.
    let isDomain: Bool
    let host: String
    let port: UInt16
    let service: Service

    /// Parses a target; throws what is wrong with it, in words.
    init(_ text: String) throws(ScanTargetError) {
        var rest = text[...]
        var service = Service.https
        var hasScheme = false
        if let separator = text.range(of: "://") {
            let scheme = String(text[..<separator.lowerBound]).lowercased()
            guard let named = Service(rawValue: scheme) else {
                throw ScanTargetError(text: text, problem: "'\(scheme)' is no service")
            }
            service = named
            hasScheme = true
            rest = text[separator.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        } else if text.hasPrefix("domain:") {
            let name = text.dropFirst("domain:".count)
            guard Self.isHost(String(name)), IPAddress(String(name)) == nil else {
                throw ScanTargetError(text: text, problem: "'\(name)' is no domain")
            }
            self.host = (name.hasSuffix(".") ? name.dropLast() : name).lowercased()
            self.port = 0
            self.service = .tls
            isDomain = true
            return
        }
        isDomain = false
        let (host, port) = try Self.split(rest, of: text)
        guard Self.isHost(host) else {
            throw ScanTargetError(text: text, problem: "'\(host)' is no host name")
        }
        self.host = host
        self.port = port ?? service.defaultPort
        self.service = hasScheme ? service : Self.service(on: self.port)
    }

    /// Without a scheme, the port says what is spoken; TLS from the first byte where it says nothing.
    private static func service(on port: UInt16) -> Service {
        otherPorts[port] ?? Service.allCases.first { $0.defaultPort == port && $0 != .tls } ?? .https
    }

    /// Ports of IANA's beside the default of a service, and those of services whose TLS begins at once.
    private static let otherPorts: [UInt16: Service] = [
        194: .irc, 6665: .irc, 6666: .irc, 6668: .irc, 6669: .irc,
        // Global catalogues of Active Directory.
        3268: .ldap, 3269: .ldaps,
        // DNS, NNTP, FTP, Telnet, XMPP and IRC over TLS.
        853: .tls, 563: .tls, 990: .tls, 992: .tls, 5223: .tls, 6697: .tls,
    ]

    private static func split(_ rest: Substring, of text: String) throws(ScanTargetError) -> (String, UInt16?)
    {
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else {
                throw ScanTargetError(text: text, problem: "the bracket is not closed")
            }
            let host = String(rest[rest.index(after: rest.startIndex)..<end])
            let tail = rest[rest.index(after: end)...]
            guard !tail.isEmpty else { return (host, nil) }
            guard tail.first == ":" else {
                throw ScanTargetError(text: text, problem: "a port follows after ':'")
            }
            return (host, try port(tail.dropFirst(), of: text))
        }
        // More than one colon without brackets is an IPv6 address and nothing else.
        guard let colon = rest.lastIndex(of: ":"), rest.firstIndex(of: ":") == colon else {
            return (String(rest), nil)
        }
        return (String(rest[..<colon]), try port(rest[rest.index(after: colon)...], of: text))
    }

    private static func port(_ digits: Substring, of text: String) throws(ScanTargetError) -> UInt16 {
        guard let port = UInt16(digits), port > 0, digits.allSatisfy(\.isNumber) else {
            throw ScanTargetError(text: text, problem: "'\(digits)' is no port (1–65535)")
        }
        return port
    }

    private static func isHost(_ host: String) -> Bool {
        if IPAddress(host) != nil { return true }
        let name = host.hasSuffix(".") ? host.dropLast() : host[...]
        guard (1...253).contains(name.utf8.count) else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
                }
        }
    }
}

/// What is wrong with a target.
struct ScanTargetError: Error, Hashable, CustomStringConvertible {
    let text: String
    let problem: String

    var description: String { "target '\(text)': \(problem)" }
}
