// SPDX-License-Identifier: Apache-2.0

/// What a response does that RFC 9110 to 9112 forbid or that two readers may read differently.
package enum HTTPIrregularity: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    /// Empty lines before the status line.
    case leadingEmptyLine = "leading-empty-line"
    /// The status line is not `HTTP/1.0` or `HTTP/1.1`, a space and three digits.
    case statusLine = "status-line"
    /// A line of the head ends in a line feed alone (RFC 9112 §2.2).
    case bareLineFeed = "bare-line-feed"
    /// A value goes on in the next line (RFC 9112 §5.2).
    case foldedLine = "folded-line"
    case lineWithoutColon = "line-without-colon"
    /// White space between name and colon (RFC 9112 §5.1).
    case spaceBeforeColon = "space-before-colon"
    /// A field's name is no token (RFC 9110 §5.1).
    case invalidName = "invalid-name"
    /// NUL, CR or another control character in a value (RFC 9110 §5.5).
    case controlInValue = "control-in-value"
    case notUTF8 = "not-utf-8"
    /// More fields than are read.
    case tooManyFields = "too-many-fields"
    /// A field that may stand once stands with several values.
    case conflictingFields = "conflicting-fields"
    case invalidLength = "invalid-length"
    case conflictingLengths = "conflicting-lengths"
    /// Content-Length beside Transfer-Encoding (RFC 9112 §6.3).
    case lengthBesideCoding = "length-beside-coding"
    case unknownTransferCoding = "unknown-transfer-coding"
    case malformedChunk = "malformed-chunk"
    /// The body ends before its length.
    case cutShort = "cut-short"

    package static func < (left: HTTPIrregularity, right: HTTPIrregularity) -> Bool {
        left.rawValue < right.rawValue
    }
}
