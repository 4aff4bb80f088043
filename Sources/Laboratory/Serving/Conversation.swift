// SPDX-License-Identifier: Apache-2.0

/// What a server says once a client has shaken hands; no socket and no clock.
protocol Conversation {
    mutating func hear(_ bytes: [UInt8]) -> ConversationStep
}

/// What follows on what was heard.
enum ConversationStep: Hashable {
    case wait
    case say([UInt8])
    /// Says it and closes.
    case end([UInt8])
}

/// What is spoken inside TLS.
package enum Talk: Hashable, Sendable {
    case web
    /// SMTP, whose TLS begins by STARTTLS.
    case mail
    /// TURN (RFC 8656).
    case relay
}

/// Answers one request of HTTP/1.1.
struct WebConversation: Conversation {
    private static let maximumRequestBytes = 16_384

    let pages: SitePages
    private var request: [UInt8] = []

    init(_ pages: SitePages) { self.pages = pages }

    mutating func hear(_ bytes: [UInt8]) -> ConversationStep {
        request += bytes
        guard request.count > Self.maximumRequestBytes || request.hasEmptyLine else { return .wait }
        return .end(pages.answer(to: request))
    }
}

extension [UInt8] {
    /// Whether the header section of a request has ended (RFC 9112 §2.1).
    fileprivate var hasEmptyLine: Bool { contains([0x0D, 0x0A, 0x0D, 0x0A]) }
}
