// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What one web server of the laboratory says to requests; as it is made, it leaves nothing to wish for.
struct SitePages: Sendable {
    /// Header fields of the page.
    var fields = [
        "Strict-Transport-Security: max-age=31536000; includeSubDomains",
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: no-referrer",
        "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
        "Permissions-Policy: camera=(), geolocation=(), microphone=()",
    ]
    /// Elements behind the page's text.
    var elements = ""
    /// Days from today to the end of security.txt (RFC 9116 §2.5.5).
    var contactDays = 180.0
    /// Text of the page that comes where there is none.
    var absence = "There is no such page\n"
    /// What lies beside the page, by path.
    var files: [String: String] = [:]
    /// What it says of an account, or as the platform of one; nil for nothing.
    var presence: Presence?
    /// What the page shows; nil for no picture.
    var picture: SitePicture?
    /// Whether whatever origin asks may read the page, with credentials.
    var reflectsOrigins = false

    /// By method and path alone.
    func answer(to request: [UInt8]) -> [UInt8] {
        let words = request.prefix { $0 != 0x0D }.split(separator: 0x20)
        guard words.count == 3, words[0].elementsEqual("GET".utf8) else { return HTTPAnswer.methodNotAllowed }
        let path = String(decoding: words[1], as: UTF8.self)
        if let file = files[path] { return HTTPAnswer.answer("200 OK", type: "text/plain", file) }
        if let picture, path == SitePicture.path {
            return HTTPAnswer.answer("200 OK", type: "image/png", picture.bytes)
        }
        if let part = presence?.document(at: path, port: Self.port(in: request)) {
            return HTTPAnswer.answer("200 OK", type: part.type, part.text)
        }
        switch path {
        case "/": return page(for: request)
        case "/robots.txt":
            return HTTPAnswer.answer("200 OK", type: "text/plain", "User-agent: GPTBot\nDisallow: /\n")
        case "/.well-known/security.txt":
            return HTTPAnswer.answer("200 OK", type: "text/plain; charset=utf-8", contact)
        default: return HTTPAnswer.answer("404 Not Found", type: "text/plain", absence)
        }
    }

    private func page(for request: [UInt8]) -> [UInt8] {
        let shown = picture == nil ? "" : SitePicture.element
        let links = presence?.links(port: Self.port(in: request)) ?? ""
        return HTTPAnswer.answer(
            "200 OK",
            type: "text/html; charset=utf-8",
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Laboratory</title></head>
            <body><nav aria-label="Languages"><a href="/fr" lang="fr">Français</a> <a href="/id" lang="id">Bahasa Indonesia</a></nav>
            <main><h1>Laboratory</h1><p>This server belongs to a demonstration.</p>\(shown)\(elements)\(links)</main></body>
            </html>

            """,
            fields + (reflectsOrigins ? Self.access(for: request) : [])
        )
    }

    private var contact: String {
        let day = (Date().timeIntervalSince1970 / 86_400).rounded(.down) + contactDays
        let end = Date(timeIntervalSince1970: day * 86_400).formatted(.iso8601)
        return "Contact: mailto:security@mfa.example\nExpires: \(end)\nPreferred-Languages: en\n"
    }

    private static func access(for request: [UInt8]) -> [String] {
        guard let origin = field("Origin", in: request) else { return [] }
        return ["Access-Control-Allow-Origin: \(origin)", "Access-Control-Allow-Credentials: true"]
    }

    private static func field(_ name: String, in request: [UInt8]) -> Substring? {
        let lines = String(decoding: request, as: UTF8.self).split(separator: "\r\n")
        return lines.first { $0.hasPrefix("\(name): ") }?.dropFirst(name.utf8.count + 2)
    }

    /// The port that the client asked: all servers of a laboratory have the same.
    private static func port(in request: [UInt8]) -> String {
        let host = field("Host", in: request) ?? ""
        return host.lastIndex(of: ":").map { String(host[$0...].dropFirst()) } ?? "443"
    }
}
