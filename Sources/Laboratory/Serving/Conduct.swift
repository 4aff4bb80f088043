// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import NIOCore

/// What a server does with a connection in place of TLS.
enum PlainConduct: Sendable {
    /// Accepts, and never says a word.
    case mute
    case closesAtOnce
    /// Resets the connection at the first bytes.
    case resets
    /// Answers whatever comes with an HTTP error.
    case http
    /// Speaks first.
    case banner(String)
}

/// What a server does with its connections, ready to be done.
enum Conduct: Sendable {
    /// Shakes hands and talks.
    case tls(TLSServerContext, Blueprint)
    case plain(PlainConduct)
    /// Answers questions for names, in datagrams, too.
    case names(NameAuthority)

    init(_ blueprint: Blueprint, identities: [TLSServerSettings.Identity], staple: [UInt8]?)
        throws(CryptoError)
    {
        if let conduct = blueprint.conduct {
            self = .plain(conduct)
            return
        }
        var settings = blueprint.settings(identities: identities)
        settings.staple = staple
        self = .tls(try TLSServerContext(settings), blueprint)
    }

    /// A mute server outlasts the patience of whoever asks it; the others are brief.
    var longestConnection: TimeAmount {
        if case .plain(.mute) = self { .seconds(60) } else { .seconds(10) }
    }

    var isOverTCP: Bool { if case .names(let authority) = self { authority.isOverTCP } else { true } }

    func makeHandlers() throws -> [any ChannelHandler] {
        switch self {
        case .tls(let context, let blueprint): try Self.handlers(context, blueprint)
        case .names(let authority): [NameStreamHandler(authority)]
        case .plain(.mute): [SilenceHandler()]
        case .plain(.closesAtOnce): [ClosingHandler()]
        case .plain(.resets): [ResettingHandler()]
        case .plain(.http): [PlainHTTPHandler()]
        case .plain(.banner(let text)): [BannerHandler(text)]
        }
    }

    private static func handlers(_ context: TLSServerContext, _ blueprint: Blueprint) throws
        -> [any ChannelHandler]
    {
        switch blueprint.talk {
        case .web: [try TLSHandler(context, WebConversation(blueprint.pages))]
        case .relay: [try TLSHandler(context, RelayConversation(blueprint.relay))]
        case .mail:
            [
                MailGreetingHandler(host: blueprint.host),
                try TLSHandler(context, MailConversation(host: blueprint.host, offersTLS: false)),
            ]
        }
    }
}
