// SPDX-License-Identifier: Apache-2.0

/// The changes of one label that keep the rest of the domain; spellings that no host may have are among them.
struct NameChanges {
    typealias Spelling = [Unicode.Scalar]

    let name: Spelling

    /// The second round of letters that look alike multiplies the first.
    static let mostPairs = 4096
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars)
    private static let vowels = Array("aeiou".unicodeScalars)
    private static let hyphen: Unicode.Scalar = "-"

    func addition() -> [Spelling] { Self.alphabet.map { name + [$0] } }

    func bitsquatting() -> [Spelling] {
        changes { scalar in
            guard scalar.isASCII else { return [] }
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            var turned: Spelling = []
            for bit in 0..<7 { turned.append(Unicode.Scalar(byte ^ (1 << bit))) }
            return turned.filter { Self.alphabet.contains($0) || $0 == Self.hyphen }
        }
    }

    /// All letters, as far as the script has them, then one at a time.
    func cyrillic() -> [Spelling] {
        let whole = name.map { Glyphs.cyrillic[$0] ?? $0 }
        return [whole] + changes { Glyphs.cyrillic[$0].map { [$0] } ?? [] }
    }

    func dictionary(_ words: [String]) -> [Spelling] {
        var found: [Spelling] = []
        for word in words.map({ Array($0.unicodeScalars) }) {
            found.append(name + [Self.hyphen] + word)
            found.append(word + [Self.hyphen] + name)
            found.append(name + word)
            found.append(word + name)
        }
        return found
    }

    func hyphenation() -> [Spelling] { inner.map { replacing($0..<$0, by: [Self.hyphen]) } }

    func insertion() -> [Spelling] {
        name.indices.flatMap { index in
            Keyboard.neighbours(of: name[index]).flatMap { key in
                [replacing(index..<index, by: [key]), replacing(index + 1..<index + 1, by: [key])]
            }
        }
    }

    func omission() -> [Spelling] { name.indices.map { replacing($0..<$0 + 1, by: []) } }

    /// Of the whole, and of each part that ends at a hyphen.
    func plural() -> [Spelling] {
        let ends = [name.count] + name.indices.filter { name[$0] == Self.hyphen }
        return ends.filter { $0 > 0 }.map { end in
            let isHissing = "sxz".unicodeScalars.contains(name[end - 1])
            return replacing(end..<end, by: isHissing ? ["e", "s"] : ["s"])
        }
    }

    func repetition() -> [Spelling] {
        name.indices.filter { name[$0] != Self.hyphen }.map { replacing($0..<$0, by: [name[$0]]) }
    }

    func replacement() -> [Spelling] { changes(Keyboard.neighbours) }

    func transposition() -> [Spelling] {
        name.indices.dropLast().map { replacing($0..<$0 + 2, by: [name[$0 + 1], name[$0]]) }
    }

    func vowelSwap() -> [Spelling] {
        changes { scalar in Self.vowels.contains(scalar) ? Self.vowels.filter { $0 != scalar } : [] }
    }

    /// Where a dot may stand: each part by itself.
    func subdomains() -> [(Spelling, Spelling)] { inner.map { (Array(name[..<$0]), Array(name[$0...])) } }

    /// One letter, or two, that look like another: within ASCII alone, or with marks, too.
    func homoglyphs(inASCII: Bool) -> (once: [Spelling], twice: [Spelling]) {
        let once = alike(inASCII: inASCII)
        var twice: [Spelling] = []
        for spelling in once {
            guard twice.count < Self.mostPairs else { break }
            twice += NameChanges(name: spelling).alike(inASCII: inASCII)
        }
        return (once, Array(twice.prefix(Self.mostPairs)))
    }

    private func alike(inASCII: Bool) -> [Spelling] {
        var found: [Spelling] = []
        for (text, all) in Glyphs.plain {
            let from = Array(text.unicodeScalars)
            for start in name.indices where name[start...].starts(with: from) {
                for instead in all {
                    found.append(replacing(start..<start + from.count, by: Array(instead.unicodeScalars)))
                }
            }
        }
        guard !inASCII else { return found }
        return found + changes { Array(Glyphs.marked[$0, default: ""].unicodeScalars) }
    }

    private var inner: Range<Int> { 1..<max(1, name.count) }

    /// Each letter in turn, by each of what takes its place.
    private func changes(_ instead: (Unicode.Scalar) -> Spelling) -> [Spelling] {
        name.indices.flatMap { index in
            instead(name[index]).map { replacing(index..<index + 1, by: [$0]) }
        }
    }

    private func replacing(_ range: Range<Int>, by spelling: Spelling) -> Spelling {
        var changed = name
        changed.replaceSubrange(range, with: spelling)
        return changed
    }
}
