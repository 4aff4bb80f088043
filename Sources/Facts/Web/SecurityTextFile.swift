// SPDX-License-Identifier: Apache-2.0

/// What lies at `/.well-known/security.txt` (RFC 9116 §3).
package struct SecurityTextFile: Fact {
    package static let kind = FactKind("web.security-txt", version: 1)

    /// Where it was asked for, then every target on the same host; without queries.
    package let addresses: [String]
    /// Of the last answer.
    package let status: Int
    /// Where the last one redirects to, which was not followed.
    package let leadsTo: String?
    /// In lower case, without parameters; nil where the answer names none.
    package let mediaType: String?
    /// In lower case; nil where the answer names none.
    package let charset: String?
    /// Empty unless the status is 200 and the content is text.
    package let body: String
    /// Whether bytes were no UTF-8; they are U+FFFD in `body`.
    package let isUTF8: Bool

    package init(
        addresses: [String],
        status: Int,
        leadsTo: String? = nil,
        mediaType: String? = nil,
        charset: String? = nil,
        body: String = "",
        isUTF8: Bool = true
    ) {
        self.addresses = addresses
        self.status = status
        self.leadsTo = leadsTo
        self.mediaType = mediaType
        self.charset = charset
        self.body = body
        self.isUTF8 = isUTF8
    }
}
