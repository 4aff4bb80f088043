// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

@Suite struct NearestWordTests {
    @Test(
        "the distance counts insertions, deletions, substitutions and swaps of neighbours",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
            ("ca", "abc", 3),
            ("interval", "intervall", 1), ("mission", "misison", 1), ("hihg", "high", 1), ("abcd", "badc", 2),
        ]
    )
    func distance(_ left: String, _ right: String, _ expected: Int) {
        #expect(NearestWord.distance(Array(left.utf8), Array(right.utf8)) == expected)
        #expect(NearestWord.distance(Array(right.utf8), Array(left.utf8)) == expected)
    }

    @Test(
        "only a near word is suggested",
        arguments: [
            ("Intervall", "Interval"), ("interval", "Interval"), ("Jiter", "Jitter"), ("HTTPS", "https"),
            ("Bananas", nil), ("E5", nil), ("", nil), ("Inter", nil),
            (String(repeating: "x", count: 500), nil),
        ] as [(String, String?)]
    )
    func nearest(_ word: String, _ expected: String?) {
        let words = ["Interval", "Jitter", "https", "http", "E0", "Contact"]
        #expect(NearestWord.nearest(to: word, among: words) == expected)
    }

    @Test("of equally near words the first wins, and a nearer one comes before both")
    func ties() {
        #expect(NearestWord.nearest(to: "pariX", among: ["paris", "parit"]) == "paris")
        #expect(NearestWord.nearest(to: "parisx", among: ["pariyx", "paris", "Parisx"]) == "Parisx")
    }

    @Test("the word itself is no suggestion")
    func itself() {
        #expect(NearestWord.nearest(to: "paris", among: ["paris"]) == nil)
    }
}
