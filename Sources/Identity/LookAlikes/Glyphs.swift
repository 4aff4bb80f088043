// SPDX-License-Identifier: Apache-2.0

/// Which letters look like which.
enum Glyphs {
    /// Within ASCII: what is there, and what it may be taken for; the likest first.
    static let plain: [(from: String, to: [String])] = [
        ("m", ["rn", "nn", "rr", "n"]), ("l", ["1", "i"]), ("i", ["1", "l"]), ("o", ["0"]), ("0", ["o"]),
        ("1", ["l", "i"]), ("w", ["vv"]), ("d", ["cl", "b"]), ("rn", ["m"]), ("vv", ["w"]), ("cl", ["d"]),
        ("nn", ["m"]), ("b", ["d", "lb"]), ("c", ["e"]), ("e", ["c"]), ("g", ["q"]), ("q", ["g"]),
        ("h", ["lh"]), ("k", ["lk", "ik", "lc"]), ("n", ["m", "r"]), ("v", ["u"]), ("u", ["v"]),
        ("s", ["5"]), ("5", ["s"]), ("z", ["2"]), ("2", ["z"]),
    ]

    /// Latin letters with marks, or of other alphabets in that script; the likest first.
    static let marked: [Unicode.Scalar: String] = [
        "a": "ạɑáàâãäåāăą", "b": "ḃɓ", "c": "ċçćĉč", "d": "ḍďđ", "e": "ẹėéèêëēĕěę", "f": "ḟƒ",
        "g": "ɡġğĝģ", "h": "ḥĥħ", "i": "ıịíìîïĩīį", "j": "ĵ", "k": "ḳķ", "l": "ḷłĺļľ", "m": "ṃṁ",
        "n": "ṇñńņň", "o": "ọóòôõöøōŏőơ", "p": "ṗ", "q": "ɋ", "r": "ṛŕřŗ", "s": "ṣśŝşšș", "t": "ṭţťŧț",
        "u": "ụúùûüũūŭůűųư", "v": "ṿ", "w": "ẉŵẁẃẅ", "x": "ẋ", "y": "ỵýÿŷỳ", "z": "ẓźžż",
    ]

    static let cyrillic: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{430}", "b": "\u{44C}", "c": "\u{441}", "d": "\u{501}", "e": "\u{435}", "g": "\u{50D}",
        "h": "\u{4BB}", "i": "\u{456}", "j": "\u{458}", "k": "\u{43A}", "l": "\u{4CF}", "m": "\u{43C}",
        "o": "\u{43E}", "p": "\u{440}", "q": "\u{51B}", "s": "\u{455}", "t": "\u{442}", "v": "\u{475}",
        "w": "\u{51D}", "x": "\u{445}", "y": "\u{443}",
    ]
}
