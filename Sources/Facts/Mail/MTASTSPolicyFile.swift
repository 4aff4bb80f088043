// SPDX-License-Identifier: Apache-2.0

/// What lies where a domain's MTA-STS policy should (RFC 8461 §3.3).
package struct MTASTSPolicyFile: Fact {
    package static let kind = FactKind("mail.mta-sts-policy", version: 1)

    /// Of the reply; a redirect is not followed.
    package let status: Int
    /// The media type in lower case, without parameters; nil where the reply names none.
    package let mediaType: String?
    /// At most 64 KiB; text from the peer, so it is hostile until escaped.
    package let body: String
    /// Whether the certificate was trusted and is for the name.
    package let isTrusted: Bool

    package init(status: Int, mediaType: String?, body: String, isTrusted: Bool) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
        self.isTrusted = isTrusted
    }
}
