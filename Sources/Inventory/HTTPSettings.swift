// SPDX-License-Identifier: Apache-2.0
package import Model

/// Where the read-only HTTP side listens: `127.0.0.1:9810`, `[::1]:9810`, or the absolute path of a Unix socket.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    case network(IPAddress, port: UInt16)
    /// At most 107 bytes long (unix(7)).
    case local(path: String)

    package init?(_ text: String) {
        guard !text.hasPrefix("/") else {
            guard text.utf8.count <= 107, !text.hasSuffix("/"), !text.utf8.contains(0) else { return nil }
            self = .local(path: text)
            return
        }
        guard let colon = text.lastIndex(of: ":"),
            let port = Port.parse(String(text[text.index(after: colon)...]))
        else { return nil }
        let host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        guard let address = IPAddress(String(isBracketed ? host.dropFirst().dropLast() : host)),
            (address.family == .v6) == isBracketed
        else { return nil }
        self = .network(address, port: port)
    }

    package var description: String {
        switch self {
        case .network(let address, let port):
            address.family == .v6 ? "[\(address)]:\(port)" : "\(address):\(port)"
        case .local(let path): path
        }
    }

    /// Whether others than this machine can reach it.
    package var isExposed: Bool {
        switch self {
        case .network(let address, _): !address.isLoopback
        case .local: false
        }
    }
}

/// Where the token of the HTTP side is read.
package enum TokenSource: Hashable, Sendable, CustomStringConvertible {
    /// A file of its own, by its absolute path.
    case file(String)
    /// A credential that systemd hands over, by its name (systemd.exec(5), LoadCredential=).
    case credential(String)

    package init?(_ text: String) {
        if text.hasPrefix("/") {
            self = .file(text)
        } else {
            let isName = text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.".utf8.contains(byte)
                }
            }
            guard isName, !text.hasPrefix("."), (1...255).contains(text.utf8.count) else { return nil }
            self = .credential(text)
        }
    }

    package var description: String {
        switch self {
        case .file(let path): path
        case .credential(let name): name
        }
    }
}

/// The section `[HTTP]`: what is served of what the service knows, and to whom.
package struct HTTPSettings: Hashable, Sendable {
    /// Empty where only sockets that systemd hands over are served.
    package var listen: [ListenAddress] = []
    /// Permission bits of Unix sockets.
    package var socketMode = 0o660
    /// The group that Unix sockets belong to; nil for that of the process.
    package var socketGroup: String?
    /// What callers must present; nil where nobody must.
    package var token: TokenSource?
    /// Names beside `localhost` by which the site may be called, in lower case, each without a port.
    package var hostNames: [String] = []
    /// Whether addresses that others reach are served without TLS.
    package var allowsPlainText = false
    /// Open connections at once.
    package var maximumConnections = 64

    /// What is in force where no file says anything.
    package init() {}
}
