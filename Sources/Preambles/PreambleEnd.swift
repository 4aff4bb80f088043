// SPDX-License-Identifier: Apache-2.0

/// What a service's plain-text start came to.
///
/// Only `absent` and `refused` say something about the service; what is postponed or failed says nothing.
package enum PreambleEnd: Hashable, Sendable {
    /// TLS begins with the next byte.
    case accepted
    /// The service said what it can, and TLS is not among it.
    case absent(PreambleReply)
    /// TLS was advertised, or asked for all the same, and declined.
    case refused(PreambleReply)
    /// The service does not serve at the moment: SMTP's 421, too many connections, a host that starts.
    case postponed(PreambleReply)
    /// Not this protocol, or not as it should be; in words, with text of the peer.
    case failed(String)

    /// In words, with text of the peer where it gave a reason; nil where TLS was accepted.
    package var reason: String? {
        switch self {
        case .accepted: nil
        case .absent(let reply): "TLS is not offered\(reply.inBrackets)"
        case .refused(let reply): "TLS is refused\(reply.inBrackets)"
        case .postponed(let reply): "turned away for now\(reply.inBrackets)"
        case .failed(let reason): reason
        }
    }
}

/// The reply that decided, by the protocol's own code.
package struct PreambleReply: Hashable, Sendable {
    /// `454`, `NO`, `52`; empty where the decision rests on no code.
    ///
    /// The same for the same conduct.
    package let code: String
    /// What the peer said beside it: printable ASCII, at most 100 bytes.
    package let text: String

    package init(_ code: String, _ text: some Collection<UInt8> = []) {
        self.code = code
        self.text = PrintableText.of(text, atMost: 100)
    }

    fileprivate var inBrackets: String {
        let words = text.isEmpty || text.hasPrefix(code) ? text : "\(code) \(text)"
        let shown = words.isEmpty ? code : words
        return shown.isEmpty ? "" : " (\(shown.trimmingSpaces))"
    }
}

/// Bytes of the peer as text that is safe to keep.
enum PrintableText {
    /// ASCII as it is, everything else as dots.
    static func of(_ bytes: some Collection<UInt8>, atMost limit: Int) -> String {
        String(decoding: bytes.prefix(limit).map { (0x20...0x7E).contains($0) ? $0 : 0x2E }, as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0 == " " }
        return start.prefix(start.count - start.reversed().prefix { $0 == " " }.count)
    }
}
