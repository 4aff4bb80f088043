// SPDX-License-Identifier: Apache-2.0
import Model
package import Settings
import TLSWire

/// Reads the table of the rating from a file of settings.
package enum GradeFile {
    package static let schema = Schema([GradeSection.kind, GradeRowSection.kind])

    /// Throws everything that is wrong with the file, in file order.
    package static func read(_ bytes: [UInt8], file: String) throws(StandardErrors) -> GradeTable {
        let syntax = Lexer.lex(bytes, file: file)
        let document = Document([FileStack(syntax)], schema: schema)
        var diagnostics = document.diagnostics
        var rows: [GradeRow] = []
        for section in document.sections(of: GradeRowSection.kind) {
            var reader = SectionReader(section)
            if let row = GradeRowSection.read(&reader) { rows.append(row) }
            diagnostics += reader.diagnostics
        }
        var reader = SectionReader(document.section(of: GradeSection.kind, in: syntax.source))
        let table = GradeSection.read(&reader, rows: rows)
        diagnostics += reader.diagnostics
        guard let table, diagnostics.isEmpty else { throw StandardErrors(diagnostics.inFileOrder()) }
        return table
    }
}

/// `[Grade]`: the scores and what they are worth.
enum GradeSection {
    static let name = Key("Name", .text, isRequired: true, summary: "What the rating is called.")
    static let source = Key("Source", .word, isRequired: true, summary: "Where the rules were published.")
    static let protocolWeight = weight("ProtocolWeight")
    static let keyExchangeWeight = weight("KeyExchangeWeight")
    static let cipherWeight = weight("CipherWeight")
    static let letters = ListKey(
        "Letter",
        .pair("a letter and its least score, such as 'A 80'", GradeLetter.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "The least score of a letter, best first."
    )
    static let protocols = ListKey(
        "Protocol",
        .pair("a version and its score, such as 'tls1.2 100'", ProtocolVersion.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "What a protocol version is worth."
    )
    static let keyExchange = steps("KeyExchange", "Bits of RSA and what they are worth from there on.")
    static let equivalents = steps("Equivalent", "Bits of a curve and the bits of RSA that are as strong.")
    static let cipher = steps("Cipher", "Bits of a cipher's key and what they are worth from there on.")
    static let export = score("ExportKeyExchange", "What a key exchange of export suites is worth at most.")
    static let anonymous = score("AnonymousKeyExchange", "What a key exchange with nobody is worth.")

    private static func weight(_ name: String) -> Key<Int> {
        Key(name, .integer(in: 0...100), isRequired: true, summary: "Percent of the score.")
    }

    private static func score(_ name: String, _ summary: String) -> Key<Int> {
        Key(name, .integer(in: 0...100), isRequired: true, summary: summary)
    }

    private static func steps(_ name: String, _ summary: String) -> ListKey<GradeTable.Step> {
        ListKey(name, .step, isRequired: true, summary: summary)
    }

    static let kind = SectionKind(
        "Grade",
        .unnamed,
        keys: [
            name.description, source.description, protocolWeight.description, keyExchangeWeight.description,
            cipherWeight.description, letters.description, protocols.description, keyExchange.description,
            equivalents.description, cipher.description, export.description, anonymous.description,
        ],
        summary: "The scores of the rating."
    )

    static func read(_ reader: inout SectionReader, rows: [GradeRow]) -> GradeTable? {
        let name = reader.take(name)
        let source = reader.take(source)
        let weights = [protocolWeight, keyExchangeWeight, cipherWeight].map { reader.take($0) }
        let letters = reader.take(letters)
        let protocols = reader.take(protocols)
        let keyExchange = ascending(keyExchange, &reader)
        let equivalents = ascending(equivalents, &reader)
        let cipher = ascending(cipher, &reader)
        let export = reader.take(export)
        let anonymous = reader.take(anonymous)
        let known = weights.compactMap(\.self)
        guard let name, let source, known.count == 3, let export, let anonymous else { return nil }
        if known.reduce(0, +) != 100 {
            let span = reader.span(of: protocolWeight.description)
            reader.report(.error, "the three weights do not make 100", at: span)
        }
        return GradeTable(
            name: name,
            source: source,
            protocolWeight: known[0],
            keyExchangeWeight: known[1],
            cipherWeight: known[2],
            letters: letters.compactMap { pair in GradeLetter(rawValue: pair.word).map { ($0, pair.number) }
            },
            protocolScores: Dictionary(protocols.map { ($0.word, $0.number) }) { first, _ in first },
            keyExchangeSteps: keyExchange,
            equivalents: equivalents,
            exportKeyExchange: export,
            anonymousKeyExchange: anonymous,
            cipherSteps: cipher,
            rows: rows
        )
    }

    private static func ascending(
        _ key: ListKey<GradeTable.Step>,
        _ reader: inout SectionReader
    ) -> [GradeTable.Step] {
        let steps = reader.take(key)
        if zip(steps, steps.dropFirst()).contains(where: { $0.from >= $1.from }) {
            let span = reader.span(of: key.description)
            reader.report(.error, "\(key.description.name): the steps do not ascend", at: span)
        }
        return steps
    }
}

/// `[Row ID]`: one dated rule.
enum GradeRowSection {
    static let when = Key(
        "When",
        .oneOf(GradeCondition.self),
        isRequired: true,
        summary: "What has to hold for the row to take effect."
    )
    static let effect = Key(
        "Effect",
        .oneOf(GradeEffect.all, as: \.word),
        isRequired: true,
        summary: "The best letter left, or warning, no-A+, T, M."
    )
    static let from = Key("From", .day, isRequired: true, summary: "The first day in force.")
    static let until = Key("Until", .day, summary: "The last day in force.")
    static let edition = Key("Edition", .word, isRequired: true, summary: "The edition of the guide.")
    static let text = Key("Text", .text, isRequired: true, summary: "The condition as a statement.")
    static let citation = Key("Citation", .text, isRequired: true, summary: "Where it was published.")

    static let kind = SectionKind(
        "Row",
        .named(example: "tls1.0-or-tls1.1"),
        keys: [
            when.description, effect.description, from.description, until.description, edition.description,
            text.description, citation.description,
        ],
        summary: "One dated rule of the rating."
    )

    static func read(_ reader: inout SectionReader) -> GradeRow? {
        let id = reader.takeName(.identifier)
        let when = reader.take(when)
        let effect = reader.take(effect)
        let from = reader.take(from)
        let until = reader.take(until)
        let edition = reader.take(edition)
        let text = reader.take(text)
        let citation = reader.take(citation)
        if let from, let until, until < from {
            let span = reader.span(of: Self.until.description)
            reader.report(.error, "Until: \(until) is before From (\(from))", at: span)
        }
        guard let id, let when, let effect, let from, let edition, let text, let citation else { return nil }
        return GradeRow(
            id: id,
            condition: when,
            effect: effect,
            from: from,
            until: until,
            edition: edition,
            text: text,
            citation: citation
        )
    }
}

/// A word with a number behind it.
struct WordAndNumber: Sendable {
    let word: String
    let number: Int
}

extension ValueType where Value == WordAndNumber {
    static func pair(_ expects: String, _ words: [String]) -> ValueType {
        ValueType(
            expects: expects,
            parseOrNil: { text in
                let parts = text.split(separator: " ").map(String.init)
                guard parts.count == 2, words.contains(parts[0]), let number = Int(parts[1]),
                    (0...100).contains(number)
                else {
                    return nil
                }
                return WordAndNumber(word: parts[0], number: number)
            },
            render: { "\($0.word) \($0.number)" }
        )
    }
}

extension ValueType where Value == GradeTable.Step {
    static let step = ValueType(
        expects: "two numbers, such as '2048 90'",
        parseOrNil: { text in
            let numbers = text.split(separator: " ").map { Int($0) }
            guard numbers.count == 2, let from = numbers[0], let value = numbers[1],
                (0...100_000).contains(from), (0...100_000).contains(value)
            else {
                return nil
            }
            return GradeTable.Step(from: from, value: value)
        },
        render: { "\($0.from) \($0.value)" }
    )
}
