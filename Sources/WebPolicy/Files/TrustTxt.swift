// SPDX-License-Identifier: Apache-2.0

/// A `trust.txt`: whom a site belongs to, what it controls, and which accounts are its own
/// (draft-org-trust-relationship-protocol-00).
package struct TrustTxt: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// In lower case.
        package let name: String
        package let value: String
    }

    /// What longer files say behind it is not read.
    package static let longest = 65_536
    package static let most = 256

    /// Names that the draft has.
    package static let names: Set<String> = [
        "belongto", "contact", "control", "controlledby", "customer", "datatrainingallowed", "disclosure",
        "member", "social", "vendor",
    ]

    /// Of known names, in their order; at most `most`.
    package private(set) var entries: [Entry] = []
    /// Whether there was more than is kept.
    package private(set) var isCut: Bool

    package init(_ bytes: some Collection<UInt8>) {
        isCut = bytes.count > Self.longest
        let text = String(decoding: bytes.prefix(Self.longest), as: UTF8.self)
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
            let record = String(String.UnicodeScalarView(line)).trimmed
            guard !record.hasPrefix("#") else { continue }
            let (name, value) = String(record).assignment
            guard let value, !value.isEmpty, Self.names.contains(name.lowercased()) else { continue }
            guard entries.count < Self.most else {
                isCut = true
                return
            }
            entries.append(Entry(name: name.lowercased(), value: String(value.prefix(300))))
        }
    }

    package func values(of name: String) -> [String] { entries.filter { $0.name == name }.map(\.value) }
}
