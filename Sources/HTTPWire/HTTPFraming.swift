// SPDX-License-Identifier: Apache-2.0

/// Where the body of a response ends (RFC 9112 §6.3).
enum HTTPFraming: Hashable {
    case none
    case counted(Int)
    case chunked, untilClose

    /// What contradicts itself is read to the end of the connection, and said so.
    static func of(_ head: HTTPHead, answering method: HTTPRequest.Method) -> (
        HTTPFraming, Set<HTTPIrregularity>
    ) {
        guard method != .head, !(100..<200).contains(head.status), head.status != 204, head.status != 304
        else { return (.none, []) }
        let lengths = head.tokens(of: "content-length")
        let codings = head.tokens(of: "transfer-encoding").filter { $0 != "identity" }
        if let last = codings.last {
            var odd: Set<HTTPIrregularity> = lengths.isEmpty ? [] : [.lengthBesideCoding]
            let isKnown = codings.dropLast().allSatisfy { known.contains($0) }
            if !isKnown || (last != "chunked" && !known.contains(last)) { odd.insert(.unknownTransferCoding) }
            return (last == "chunked" ? .chunked : .untilClose, odd)
        }
        guard let first = lengths.first else { return (.untilClose, []) }
        guard lengths.allSatisfy({ $0 == first }) else { return (.untilClose, [.conflictingLengths]) }
        guard first.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return (.untilClose, [.invalidLength])
        }
        // A length beyond all bounds is one all the same.
        return (.counted(Int(first) ?? .max - 1), [])
    }

    private static let known: Set<String> = ["gzip", "x-gzip", "deflate", "compress", "x-compress"]
}
