// SPDX-License-Identifier: Apache-2.0

extension Fault {
    static let webFaults = [
        barePages, foreignParts, reflectedOrigins, staleContact, toldTraces, openFiles, heavyPage,
    ]

    package static let barePages = Fault(
        "bare-pages",
        "its pages come without protection",
        breaks: [
            "web.cookie-insecure", "web.csp-missing", "web.framing", "web.hsts-missing", "web.isolation",
            "web.nosniff-missing", "web.version-disclosed",
        ]
    ) {
        $0.pages.fields = ["Server: nginx/1.18.0", "Set-Cookie: PHPSESSID=1f; Path=/"]
    }

    package static let foreignParts = Fault(
        "foreign-parts",
        "its page is made of parts of others",
        breaks: ["web.integrity-missing", "web.mixed-content"]
    ) {
        $0.pages.elements =
            "<script src=\"https://cdn.example/x.js\"></script><img src=\"http://images.example/x.png\">"
    }

    package static let reflectedOrigins = Fault(
        "reflected-origins",
        "any page may read its answers",
        breaks: ["web.cors-reflection"]
    ) {
        $0.pages.reflectsOrigins = true
    }

    package static let staleContact = Fault(
        "stale-contact",
        "its security.txt has expired",
        breaks: ["web.security-txt-broken"]
    ) {
        $0.pages.contactDays = -30
    }

    package static let toldTraces = Fault(
        "told-traces",
        "its pages of errors show traces of calls",
        breaks: ["web.error-page-leaks"]
    ) {
        $0.pages.absence = "Traceback (most recent call last):\n  File \"app.py\", line 7, in view\n"
    }

    /// Only an endpoint with `Exposure=yes` shows it.
    package static let openFiles = Fault(
        "open-files",
        "files lie on it that are for nobody",
        breaks: ["exposure.backup", "exposure.document-metadata", "exposure.repository", "exposure.secrets"]
    ) {
        $0.pages.elements = "<a href=\"/treaty.pdf\">The treaty</a>"
        $0.pages.files = [
            "/.git/HEAD": "ref: refs/heads/main\n", "/.env": "APP_ENV=production\nDB_PASSWORD=laboratory\n",
            "/backup.sql": "-- MySQL dump 10.13\n--\n",
            "/treaty.pdf": "%PDF-1.4\n1 0 obj << /Author (A. Clerk) >> endobj\n%%EOF\n",
        ]
    }

    /// Only an endpoint with `PageCost=yes` shows it.
    package static let heavyPage = Fault(
        "heavy-page",
        "its page is heavy and not compressed",
        breaks: ["inclusion.page-slow", "inclusion.page-uncached", "inclusion.page-uncompressed"]
    ) {
        $0.pages.elements =
            "<link rel=\"stylesheet\" href=\"/site.css\"><p><img alt=\"The embassy\" src=\"/embassy.jpg\"> "
            + "<img alt=\"Its hall\" src=\"/hall.jpg\"></p>"
        $0.pages.files = [
            "/site.css": String(repeating: "p { color: #123456; }\n", count: 3000),
            "/embassy.jpg": String(repeating: "picture ", count: 160_000),
            "/hall.jpg": String(repeating: "picture ", count: 120_000),
        ]
    }
}
