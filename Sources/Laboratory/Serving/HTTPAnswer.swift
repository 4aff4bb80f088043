// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The answers of the laboratory's web servers, byte for byte: a page that leaves nothing to wish for.
enum HTTPAnswer {
    static let plainRequest = answer(
        "400 Bad Request",
        type: "text/plain",
        "This port speaks HTTP without TLS\n"
    )

    /// By method and path alone.
    static func to(_ request: [UInt8]) -> [UInt8] {
        let words = request.prefix { $0 != 0x0D }.split(separator: 0x20)
        guard words.count == 3, words[0].elementsEqual("GET".utf8) else { return methodNotAllowed }
        switch String(decoding: words[1], as: UTF8.self) {
        case "/": return page
        case "/.well-known/security.txt": return securityText()
        default: return notFound
        }
    }

    private static let page = answer(
        "200 OK",
        type: "text/html; charset=utf-8",
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Laboratory</title></head>
        <body><h1>Laboratory</h1><p>This server belongs to a demonstration.</p></body>
        </html>

        """,
        policies
    )
    private static let methodNotAllowed = answer(
        "405 Method Not Allowed",
        type: "text/plain",
        "GET only\n",
        ["Allow: GET"]
    )
    private static let notFound = answer("404 Not Found", type: "text/plain", "There is no such page\n")

    private static let policies = [
        "Strict-Transport-Security: max-age=31536000; includeSubDomains",
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: no-referrer",
        "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
        "Permissions-Policy: camera=(), geolocation=(), microphone=()",
    ]

    /// Valid for half a year from the day on (RFC 9116 §2.5.5).
    private static func securityText() -> [UInt8] {
        let day = (Date().timeIntervalSince1970 / 86_400).rounded(.down) + 180
        let expires = Date(timeIntervalSince1970: day * 86_400).formatted(.iso8601)
        let text = "Contact: mailto:security@mfa.example\nExpires: \(expires)\nPreferred-Languages: en\n"
        return answer("200 OK", type: "text/plain; charset=utf-8", text)
    }

    private static func answer(
        _ status: String,
        type: String,
        _ body: String,
        _ fields: [String] = []
    ) -> [UInt8] {
        let lines =
            ["HTTP/1.1 \(status)", "Content-Type: \(type)", "Content-Length: \(body.utf8.count)"] + fields
            + ["Connection: close", "", body]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}
