// SPDX-License-Identifier: Apache-2.0

/// OPTIONS, the question what a server can do, which changes nothing (RFC 3261 §11).
package struct SIPRequest: Sendable {
    package let bytes: [UInt8]

    /// With Max-Forwards 0, so that the first server answers and nothing is passed on (RFC 3261 §16.3).
    ///
    /// - Parameters:
    ///   - host: whom it asks, an IPv6 literal without brackets.
    ///   - clientName: the host part of the asker's addresses.
    ///   - token: random letters and digits, for branch, tag and Call-ID.
    package init(options host: String, clientName: String, userAgent: String, token: String) {
        let host = Self.safe(host.contains(":") ? "[\(host)]" : host)
        let (client, token) = (Self.safe(clientName), Self.safe(token))
        let lines = [
            "OPTIONS sip:\(host) SIP/2.0",
            // The magic cookie of RFC 3261 §8.1.1.7 before it.
            "Via: SIP/2.0/TLS \(client);branch=z9hG4bK\(token);rport",
            "Max-Forwards: 0",
            "To: <sip:\(host)>",
            "From: <sip:chancery@\(client)>;tag=\(token)",
            "Call-ID: \(token)@\(client)",
            "CSeq: 1 OPTIONS",
            "User-Agent: \(Self.safe(userAgent))",
            "Accept: application/sdp",
            "Content-Length: 0",
        ]
        bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// No line may end where its author did not end it.
    private static func safe(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }))
    }
}
