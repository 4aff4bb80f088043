// SPDX-License-Identifier: Apache-2.0

extension Fault {
    static let webFaults = [barePages, foreignParts, reflectedOrigins, staleContact, toldTraces]

    package static let barePages = Fault("bare-pages", "its pages come without protection") {
        $0.pages.fields = ["Server: nginx/1.18.0", "Set-Cookie: PHPSESSID=1f; Path=/"]
    }

    package static let foreignParts = Fault("foreign-parts", "its page is made of parts of others") {
        $0.pages.elements =
            "<script src=\"https://cdn.example/x.js\"></script><img src=\"http://images.example/x.png\">"
    }

    package static let reflectedOrigins = Fault("reflected-origins", "any page may read its answers") {
        $0.pages.reflectsOrigins = true
    }

    package static let staleContact = Fault("stale-contact", "its security.txt has expired") {
        $0.pages.contactDays = -30
    }

    package static let toldTraces = Fault("told-traces", "its pages of errors show traces of calls") {
        $0.pages.absence = "Traceback (most recent call last):\n  File \"app.py\", line 7, in view\n"
    }
}
