// SPDX-License-Identifier: Apache-2.0

/// The lines of a text, which end in a line feed, perhaps with a carriage return before it.
struct TextLines {
    /// As they stand, without the line feed.
    let whole: [ArraySlice<UInt8>]
    /// Without white space at their end: spaces, tabs and carriage returns.
    let lines: [ArraySlice<UInt8>]

    init(_ bytes: [UInt8]) {
        whole = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        lines = whole.map(Self.withoutTrailingSpace)
    }

    static func withoutTrailingSpace(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line.removeLast() }
        return line
    }

    /// The first line from `start` on that says just this.
    func index(of text: StaticText, from start: Int = 0) -> Int? {
        lines.indices.dropFirst(start).first { lines[$0].elementsEqual(text.bytes) }
    }

    func begins(_ index: Int, with text: StaticText) -> Bool { lines[index].starts(with: text.bytes) }
}

/// Words of the format, as bytes.
struct StaticText {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    static let armour = StaticText("-----BEGIN PGP")
    static let signedMessage = StaticText("-----BEGIN PGP SIGNED MESSAGE-----")
    static let signature = StaticText("-----BEGIN PGP SIGNATURE-----")
    static let signatureEnd = StaticText("-----END PGP SIGNATURE-----")
    static let publicKey = StaticText("-----BEGIN PGP PUBLIC KEY BLOCK-----")
    static let publicKeyEnd = StaticText("-----END PGP PUBLIC KEY BLOCK-----")
    static let privateKey = StaticText("-----BEGIN PGP PRIVATE KEY BLOCK-----")
    static let hash = StaticText("Hash:")
}
