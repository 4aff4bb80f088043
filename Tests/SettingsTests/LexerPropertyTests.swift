// SPDX-License-Identifier: Apache-2.0
import Settings
import TestSupport
import Testing

@Suite struct LexerPropertyTests {
    private static let sample = """
        # Ministry
        [Ministry]
        Name=Ministère des Affaires étrangères
        [Endpoint www.mfa.example]
        Address=192.0.2.1, \\
            ; between
            2001:db8::1
        Port = 8443

        """

    @Test("random bytes never trap, and every diagnostic can be printed", arguments: 1...20)
    func randomBytes(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let count = Int.random(in: 0...300, using: &generator)
            check((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
        }
    }

    @Test("mutated files never trap, and every diagnostic can be printed", arguments: 1...20)
    func mutations(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        // Bytes that mean something to the lexer, or to UTF-8, come up far more often than by chance.
        let telling =
            Array("[]=\\#;,\n\r\t \0".utf8) + [0xEF, 0xBB, 0xBF, 0xC0, 0xE2, 0x80, 0xAE, 0xF4, 0xFF]
        for _ in 0..<100 {
            var bytes = Array(Self.sample.utf8)
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let byte = telling.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                default: bytes.removeSubrange(place..<min(bytes.count - 1, place + 5))
                }
            }
            check(bytes)
        }
    }

    /// A section as it is written and should be read back.
    private struct Written {
        let kind: String
        let name: String
        let assignments: [(key: String, value: String)]

        init(_ generator: inout SeededGenerator) {
            kind = Self.word(&generator) { $0 != "]" }
            name = Self.word(&generator) { $0 != "]" }
            assignments = (0..<5).map { _ in
                (
                    key: Self.word(&generator) { !"=#;[".contains($0) },
                    value: (0...2).map { _ in Self.word(&generator) }.joined(separator: " ")
                )
            }
        }

        private static func word(
            _ generator: inout SeededGenerator,
            of allowed: (Character) -> Bool = { _ in true }
        ) -> String {
            let letters = Array("abcXYZ019.-_:@é漢=#;[]").filter(allowed)
            return String(
                (0...Int.random(in: 0...8, using: &generator)).compactMap { _ in
                    letters.randomElement(using: &generator)
                }
            )
        }

        /// A space may become a joined line, where the next word is no comment.
        func text(_ generator: inout SeededGenerator) -> String {
            let lines = assignments.map { key, value in
                let words = value.split(separator: " ")
                let canJoin = words.dropFirst().allSatisfy { !"#;".contains($0.first ?? " ") }
                let isJoined = canJoin && Bool.random(using: &generator)
                return "\(key) = \(words.joined(separator: isJoined ? " \\\n\t" : " "))\n"
            }
            return "[\(kind) \(name)]\n\(lines.joined())"
        }
    }

    @Test("what is rendered is read back", arguments: 1...20)
    func roundTrip(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sections = (0..<20).map { _ in Written(&generator) }
        let text = sections.map { $0.text(&generator) }
        let file = Lexer.lex(Array(text.joined().utf8), file: "t")
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics.rendered())")
        #expect(file.sections.map(\.kind.text) == sections.map(\.kind))
        #expect(file.sections.map { $0.name?.text } == sections.map(\.name))
        #expect(
            file.sections.map { $0.assignments.map(\.key.text) } == sections.map { $0.assignments.map(\.key) }
        )
        #expect(
            file.sections.map { $0.assignments.map(\.value.text) }
                == sections.map { $0.assignments.map(\.value) }
        )
    }

    /// Every position must lie inside the file, and nothing that is printed may steer a terminal.
    private func check(_ bytes: [UInt8]) {
        let file = Lexer.lex(bytes, file: "t")
        for diagnostic in file.diagnostics {
            #expect(diagnostic.span.line <= file.source.lines.count)
            #expect(diagnostic.span.bytes.upperBound <= file.source.line(diagnostic.span.line).count)
            let isClean = diagnostic.description.unicodeScalars.allSatisfy {
                $0 == "\n" || ![.control, .format].contains($0.properties.generalCategory)
            }
            #expect(isClean)
        }
        for assignment in file.sections.flatMap(\.assignments) {
            for part in assignment.value.separatedByCommas() {
                let span = part.span
                let source = file.source.line(span.line).dropFirst(span.bytes.lowerBound).prefix(
                    span.bytes.count
                )
                #expect(part.text.utf8.starts(with: source))
            }
        }
    }
}
