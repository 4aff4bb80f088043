// SPDX-License-Identifier: Apache-2.0

/// The address of a store in a PostgreSQL database: a connection URI of libpq, `postgresql://[user@]host[:port]/database`.
package struct StoreAddress: Hashable, Sendable, CustomStringConvertible {
    /// How to come to a program that knows such stores.
    package static let means = "build it with 'make install TRAITS=PostgreSQL'"

    package static let schemes = ["postgresql://", "postgres://"]

    /// As it is given to libpq.
    package let text: String
    private let scheme: String
    private let userinfo: Substring?
    private let rest: Substring

    /// Nil for what does not begin with `postgresql://` or `postgres://`, or has white space in it.
    package init?(_ text: String) {
        guard let scheme = Self.schemes.first(where: text.hasPrefix),
            !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
        else { return nil }
        self.text = text
        self.scheme = scheme
        let body = text.dropFirst(scheme.count)
        let end = body.firstIndex { $0 == "/" || $0 == "?" } ?? body.endIndex
        if let at = body[..<end].lastIndex(of: "@") {
            userinfo = body[..<at]
            rest = body[body.index(after: at)...]
        } else {
            userinfo = nil
            rest = body
        }
    }

    /// Whether a password stands in it: where others can read it, in a file of configuration or a list of processes.
    package var hasPassword: Bool {
        userinfo?.contains(":") == true || parameters.contains { Self.secrets.contains($0.name) }
    }

    /// Without any password, for messages.
    package var shown: String {
        let user = userinfo.map { $0.prefix { $0 != ":" } + "@" } ?? ""
        let query = parameters.filter { !Self.secrets.contains($0.name) }.map(\.text)
        let path = rest.prefix { $0 != "?" }
        return scheme + user + path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    package var description: String { shown }

    private static let secrets: Set = ["password", "sslpassword"]

    private var parameters: [(name: String, text: String)] {
        guard let mark = rest.firstIndex(of: "?") else { return [] }
        return rest[rest.index(after: mark)...].split(separator: "&").map {
            (name: $0.prefix { $0 != "=" }.lowercased(), text: String($0))
        }
    }
}
