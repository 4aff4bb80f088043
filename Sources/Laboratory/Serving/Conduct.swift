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
    /// Shakes hands, answers one request and closes.
    case tls(TLSServerContext, SitePages)
    case plain(PlainConduct)

    init(_ blueprint: Blueprint, authority: Authority, keys: KeyRing) throws(CryptoError) {
        if let conduct = blueprint.conduct {
            self = .plain(conduct)
            return
        }
        var identities: [TLSServerSettings.Identity] = []
        for kind in blueprint.keys {
            let key = try keys.key(kind, of: blueprint.keyHolder)
            identities.append(try authority.identity(for: blueprint, key: key, kind: kind))
        }
        var settings = blueprint.settings(identities: identities)
        settings.staple = try authority.staple(for: blueprint, identities: identities)
        self = .tls(try TLSServerContext(settings), blueprint.pages)
    }

    /// A mute server outlasts the patience of whoever asks it; the others are brief.
    var longestConnection: TimeAmount {
        if case .plain(.mute) = self { .seconds(60) } else { .seconds(10) }
    }

    func makeHandler() throws -> any ChannelHandler {
        switch self {
        case .tls(let context, let pages): try TLSHandler(context, pages)
        case .plain(.mute): SilenceHandler()
        case .plain(.closesAtOnce): ClosingHandler()
        case .plain(.resets): ResettingHandler()
        case .plain(.http): PlainHTTPHandler()
        case .plain(.banner(let text)): BannerHandler(text)
        }
    }
}
