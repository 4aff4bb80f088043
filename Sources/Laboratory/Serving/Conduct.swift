// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import NIOCore

/// What a server does with its connections, ready to be done.
enum Conduct: Sendable {
    case tls(TLSServerContext)
    case mute
    case closesAtOnce
    case resets
    case plainHTTP
    case banner(String)

    init(_ blueprint: Blueprint, authority: Authority, keys: KeyRing) throws(CryptoError) {
        switch blueprint.conduct {
        case .mute: self = .mute
        case .closesAtOnce: self = .closesAtOnce
        case .resets: self = .resets
        case .plainHTTP: self = .plainHTTP
        case .banner(let text): self = .banner(text)
        case .tls:
            var identities: [TLSServerSettings.Identity] = []
            for kind in blueprint.keys {
                let key = try keys.key(kind, of: blueprint.keyHolder)
                identities.append(try authority.identity(for: blueprint, key: key, kind: kind))
            }
            self = .tls(try TLSServerContext(blueprint.settings(identities: identities)))
        }
    }

    /// A mute server outlasts the patience of whoever asks it; the others are brief.
    var longestConnection: TimeAmount {
        switch self {
        case .mute: .seconds(60)
        default: .seconds(10)
        }
    }

    func makeHandler() throws -> any ChannelHandler {
        switch self {
        case .tls(let context): try TLSHandler(context)
        case .mute: SilenceHandler()
        case .closesAtOnce: ClosingHandler()
        case .resets: ResettingHandler()
        case .plainHTTP: PlainHTTPHandler()
        case .banner(let text): BannerHandler(text)
        }
    }
}
