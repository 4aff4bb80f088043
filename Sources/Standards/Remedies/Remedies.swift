// SPDX-License-Identifier: Apache-2.0

/// Whose configuration a line belongs to.
package enum ConfiguredProgram: String, Codable, Sendable, CaseIterable {
    case nginx
    case apache = "Apache"
    case haproxy = "HAProxy"
    case postfix = "Postfix"
    case dovecot = "Dovecot"
    case dns = "DNS"
}

/// Configuration lines that mend what a check found.
package struct Remedies: Hashable, Sendable {
    /// As the file has them, by check and program.
    private let lines: [String: [ConfiguredProgram: [String]]]

    package init(_ lines: [String: [ConfiguredProgram: [String]]]) { self.lines = lines }

    package static let none = Remedies([:])

    /// The checks that have lines.
    package var checks: Set<String> { Set(lines.keys) }

    /// The lines for one check, with names in the place of `{host}` and `{domain}`; empty where there are none.
    ///
    /// - Parameters:
    ///   - host: of the endpoint; nil leaves the place as it is.
    ///   - domain: likewise.
    package func lines(for check: String, host: String?, domain: String?) -> [ConfiguredProgram: [String]] {
        (lines[check] ?? [:]).mapValues { texts in
            texts.map { text in
                var text = text
                if let host { text = text.replacing("{host}", with: host) }
                if let domain { text = text.replacing("{domain}", with: domain) }
                return text
            }
        }
    }
}
