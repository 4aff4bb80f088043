// SPDX-License-Identifier: Apache-2.0
internal import Model

/// A host's registrable domain, as far as its letters tell.
///
/// Without the Public Suffix List: the last two labels, or three where a country's second level looks like one of the
/// usual categories (`gov.xx`, `co.xx`). An unusual suffix makes two sites one, never one site two.
struct Site: Hashable, Sendable {
    let name: String

    private static let categories: Set<String> = [
        "ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gub", "int", "mil", "ne", "net", "nic",
        "or", "org",
    ]

    init(_ host: String) {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard IPAddress(bare) == nil else {
            name = bare
            return
        }
        let labels = bare.split(separator: ".")
        let isCategory =
            labels.count > 2 && labels[labels.count - 1].count == 2
            && Self.categories.contains(String(labels[labels.count - 2]))
        name = labels.suffix(isCategory ? 3 : 2).joined(separator: ".")
    }

    func isSame(as other: Site) -> Bool { name == other.name }
}
