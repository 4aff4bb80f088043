// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[HTTP]`: metrics, health, the report site and the interface for other programs.
enum HTTPSection: SectionDefinition {
    static let listen = ListKey(
        "Listen",
        ValueType<ListenAddress>(
            expects: "an address and port such as 127.0.0.1:9810 or [::1]:9810, or the path of a Unix socket",
            parseOrNil: { ListenAddress($0) },
            render: \.description
        ),
        summary: "Where the read-only HTTP side listens: ADDRESS:PORT or /PATH, a list; without it nowhere."
    )
    static let socketMode = Key(
        "SocketMode",
        ValueType<Int>(
            expects: "octal permissions from 0600 to 0666",
            parseOrNil: { text in
                let digits = text.count == 4 && text.hasPrefix("0") ? text.dropFirst() : text[...]
                guard digits.count == 3, let mode = Int(digits, radix: 8) else { return nil }
                return mode & 0o600 == 0o600 && mode & ~0o666 == 0 ? mode : nil
            },
            render: { "0\(String($0, radix: 8))" }
        ),
        standard: "0660",
        summary: "The permissions of Unix sockets, octal; who may write may ask."
    )
    static let socketGroup = Key(
        "SocketGroup",
        .groupName,
        summary: "The group that Unix sockets belong to; the service must be a member of it."
    )
    static let token = Key(
        "Token",
        ValueType<TokenSource>(
            expects: "the name of a systemd credential such as http-token, or the absolute path of a file",
            parseOrNil: { TokenSource($0) },
            render: \.description
        ),
        summary: "Where the token is read that callers must present: a credential's name or a file."
    )
    static let hostName = ListKey(
        "HostName",
        .host,
        summary: "Names beside localhost by which the site is called without a token, behind a proxy."
    )
    static let allowPlainText = Key(
        "AllowPlainText",
        .boolean,
        standard: "no",
        summary: "Whether addresses that others reach are served without TLS."
    )
    static let maximumConnections = Key(
        "MaximumConnections",
        .integer(in: 1...1024),
        standard: "64",
        summary: "Open connections at once, 1 to 1024; further ones are answered 503."
    )

    static let kind = SectionKind(
        "HTTP",
        .unnamed,
        keys: [
            listen.description, socketMode.description, socketGroup.description, token.description,
            hostName.description, allowPlainText.description, maximumConnections.description,
        ],
        summary: "What is served over HTTP, read-only, and to whom."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> HTTPSettings? {
        var settings = HTTPSettings()
        settings.listen = reader.take(listen)
        settings.socketMode = reader.take(socketMode, or: settings.socketMode)
        settings.socketGroup = reader.take(socketGroup)
        settings.token = reader.take(token)
        settings.hostNames = reader.take(hostName)
        settings.allowsPlainText = reader.take(allowPlainText, or: settings.allowsPlainText)
        settings.maximumConnections = reader.take(maximumConnections, or: settings.maximumConnections)
        if let exposed = settings.listen.first(where: \.isExposed) {
            let span = reader.span(of: listen.description)
            if settings.token == nil {
                reader.report(
                    .error,
                    "Listen=\(exposed) is reached by others, so Token= must say what they have to present",
                    at: span
                )
            }
            if !settings.allowsPlainText {
                reader.report(
                    .error,
                    "Listen=\(exposed) is reached by others, and there is no TLS here; put a proxy with TLS before a "
                        + "loopback address, or say AllowPlainText=yes",
                    at: span
                )
            }
        }
        return settings
    }
}
