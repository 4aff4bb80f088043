// SPDX-License-Identifier: Apache-2.0

/// Codes of what a picture was made from (IPTC NewsCodes, Digital Source Type).
package enum SourceType {
    /// Those that say that a trained model made all of it or a part, and C2PA's for what is like it.
    package static let generated: Set<String> = [
        "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "trainedAlgorithmicData",
    ]

    private static let longest = 64
    private static let most = 8
    private static let mark = Array("digitalsourcetype/".utf8)

    /// The last part of the address that stands for a code, or the code itself; nil where it is none.
    static func code(_ text: String) -> String? {
        let code = text.utf8.reversed().prefix { isLetter($0) }.reversed()
        guard !code.isEmpty, code.count <= longest else { return nil }
        return String(decoding: Array(code), as: UTF8.self)
    }

    /// Those that stand in a text with their addresses, such as a packet of XMP.
    static func codes(in bytes: ArraySlice<UInt8>) -> [String] {
        let bytes = Array(bytes)
        var codes: [String] = []
        var place = 0
        while codes.count < most, let start = bytes.index(of: mark, from: place) {
            place = start + mark.count
            let code = bytes[place...].prefix(longest + 1).prefix { isLetter($0) }
            if !code.isEmpty, code.count <= longest { codes.append(String(decoding: code, as: UTF8.self)) }
        }
        return codes
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
