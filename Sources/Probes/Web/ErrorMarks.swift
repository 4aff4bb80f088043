// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation

/// What a page of an error tells of the software behind it.
enum ErrorMarks {
    /// Words of which all must stand in the page.
    private static let traces: [(ErrorPage.Trace, [String])] = [
        (.java, ["Exception", ".java:"]),
        (.java, ["java.lang.", "at "]),
        (.python, ["Traceback (most recent call last)"]),
        (.php, ["Fatal error", " on line "]),
        (.php, ["Stack trace:", "#0 "]),
        (.php, ["Warning: ", ".php on line "]),
        (.ruby, [".rb:", ":in `"]),
        (.node, ["at ", "node_modules/"]),
        (.node, ["at Object.<anonymous>", ".js:"]),
        (.go, ["goroutine ", "[running]"]),
        (.dotNet, ["Stack Trace:", "at System."]),
        (.dotNet, ["Server Error in '/", "Source File:"]),
        (.debugger, ["DEBUG = True", "Django"]),
        (.debugger, ["Werkzeug", "debugger"]),
        (.debugger, ["Symfony\\Component", "Exception"]),
        (.debugger, ["Whoops", "stack frames"]),
        (.debugger, ["Rails.root:"]),
        (.database, ["SQLSTATE["]),
        (.database, ["You have an error in your SQL syntax"]),
        (.database, ["Unclosed quotation mark after the character string"]),
        (.database, ["ORA-0", "SQL"]),
    ]

    private static let names = [
        "Apache", "Tomcat", "Jetty", "nginx", "openresty", "PHP", "OpenSSL", "Microsoft-IIS", "lighttpd",
        "LiteSpeed", "Caddy", "WildFly", "JBoss", "GlassFish", "WebLogic", "Werkzeug", "gunicorn", "Puma",
        "Passenger",
    ]

    static func traces(in text: String) -> [ErrorPage.Trace] {
        let found = traces.filter { mark in mark.1.allSatisfy { text.contains($0) } }.map(\.0)
        return Array(Set(found))
    }

    /// Names with a version behind a slash.
    static func software(in text: String) -> [String] {
        let found = names.compactMap { name -> String? in
            guard let place = text.range(of: "\(name)/"), text[place.upperBound...].first?.isNumber == true
            else { return nil }
            let version = text[place.upperBound...].prefix { character in
                character.isASCII && (character.isNumber || character.isLetter || character == ".")
            }
            return "\(name)/\(version.prefix(24))"
        }
        return Array(Set(found))
    }
}
