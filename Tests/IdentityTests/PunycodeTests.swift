// SPDX-License-Identifier: Apache-2.0
import Identity
import TestSupport
import Testing

struct PunycodeTests {
    /// RFC 3492 §7.1: (A) to (S), as code points and as Punycode; capitals are kept where they are basic.
    static let samples: [(String, String)] = [
        (
            "\u{644}\u{64A}\u{647}\u{645}\u{627}\u{628}\u{62A}\u{643}\u{644}\u{645}\u{648}\u{634}\u{639}"
                + "\u{631}\u{628}\u{64A}\u{61F}", "egbpdaj6bu4bxfgehfvwxn"
        ),
        (
            "\u{4ED6}\u{4EEC}\u{4E3A}\u{4EC0}\u{4E48}\u{4E0D}\u{8BF4}\u{4E2D}\u{6587}",
            "ihqwcrb4cv8a8dqg056pqjye"
        ),
        (
            "\u{4ED6}\u{5011}\u{7232}\u{4EC0}\u{9EBD}\u{4E0D}\u{8AAA}\u{4E2D}\u{6587}",
            "ihqwctvzc91f659drss3x8bo0yb"
        ),
        ("Pro\u{10D}prost\u{11B}nemluv\u{ED}\u{10D}esky", "Proprostnemluvesky-uyb24dma41a"),
        ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("TạisaohọkhôngthểchỉnóitiếngViệt", "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g"),
        (
            "Porqu\u{E9}nopuedensimplementehablarenEspa\u{F1}ol",
            "PorqunopuedensimplementehablarenEspaol-fmd56a"
        ),
        ("3\u{5E74}B\u{7D44}\u{91D1}\u{516B}\u{5148}\u{751F}", "3B-ww4c5e180e575a65lsy2b"),
        (
            "Hello-Another-Way-\u{305D}\u{308C}\u{305E}\u{308C}\u{306E}\u{5834}\u{6240}",
            "Hello-Another-Way--fc4qua05auwb3674vfr0b"
        ),
        ("\u{3072}\u{3068}\u{3064}\u{5C4B}\u{6839}\u{306E}\u{4E0B}2", "2-u9tlzr9756bt3uc0v"),
        ("Maji\u{3067}Koi\u{3059}\u{308B}5\u{79D2}\u{524D}", "MajiKoi5-783gue6qz075azm5e"),
        ("\u{30D1}\u{30D5}\u{30A3}\u{30FC}de\u{30EB}\u{30F3}\u{30D0}", "de-jg4avhby1noc0d"),
        ("\u{305D}\u{306E}\u{30B9}\u{30D4}\u{30FC}\u{30C9}\u{3067}", "d9juau41awczczp"),
        ("-> $1.00 <-", "-> $1.00 <--"),
    ]

    @Test(arguments: samples)
    func theSamplesOfTheRFC(_ text: String, _ coded: String) {
        let scalars = Array(text.unicodeScalars)
        #expect(Punycode.encode(scalars) == coded)
        #expect(Punycode.decode(coded.utf8) == scalars)
    }

    @Test(arguments: ["99999999", "a-!", "é", "ihqwcrb4cv8a8dqg056pqjy", String(repeating: "a", count: 257)])
    func whatIsNoneIsRefused(_ text: String) {
        #expect(Punycode.decode(text.utf8).map { $0.isEmpty } == nil)
    }

    @Test func whatIsEncodedComesBack() {
        var generator = SeededGenerator(seed: 3492)
        for _ in 0..<2000 {
            let scalars = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                let value = UInt32.random(
                    in: 0...(Bool.random(using: &generator) ? 0x7F : 0x10FFFF),
                    using: &generator
                )
                return Unicode.Scalar(value) ?? "a"
            }
            #expect(Punycode.encode(scalars).flatMap { Punycode.decode($0.utf8) } == scalars)
        }
    }
}
