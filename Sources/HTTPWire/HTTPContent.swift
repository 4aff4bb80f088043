// SPDX-License-Identifier: Apache-2.0
internal import Inflation

/// A response's content without its content codings (RFC 9110 §8.4), as far as they can be undone.
package struct HTTPContent: Hashable, Sendable {
    package enum Obstacle: Hashable, Sendable {
        /// A coding that this reader does not undo, in the server's word.
        case coding(String)
        case damaged
    }

    package let bytes: [UInt8]
    /// Whether it is all there is.
    package let isWhole: Bool
    /// Why `bytes` are not, or not all of, the content; nil where they are.
    package let obstacle: Obstacle?
}

extension HTTPResponse {
    /// In lower case, in the order in which they were applied.
    package var contentCodings: [String] {
        head.tokens(of: "content-encoding").filter { $0 != "identity" }
    }

    /// At most `limit` bytes come out.
    package func content(limit: Int) -> HTTPContent {
        var bytes = body
        var isWhole = bodyEnd == .complete || bodyEnd == .closed || bodyEnd == .none
        guard contentCodings.count <= 2 else {
            return HTTPContent(
                bytes: [],
                isWhole: false,
                obstacle: .coding("\(contentCodings.count) codings")
            )
        }
        for coding in contentCodings.reversed() where !bytes.isEmpty {
            guard let format = Inflation.Format(coding: coding) else {
                return HTTPContent(bytes: [], isWhole: false, obstacle: .coding(coding))
            }
            let result = Inflation.inflate(bytes, format, limit: limit)
            bytes = result.bytes
            switch result.end {
            case .complete: break
            case .limit, .cutShort: isWhole = false
            case .damaged: return HTTPContent(bytes: bytes, isWhole: false, obstacle: .damaged)
            }
        }
        if bytes.count > limit {
            bytes.removeLast(bytes.count - limit)
            isWhole = false
        }
        return HTTPContent(bytes: bytes, isWhole: isWhole, obstacle: nil)
    }
}

extension Inflation.Format {
    /// Nil for codings that zlib does not undo.
    fileprivate init?(coding: String) {
        switch coding {
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        default: return nil
        }
    }
}
