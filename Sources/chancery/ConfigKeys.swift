// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Pipeline
internal import Settings

extension Config {
    /// `chancery config keys`: what the manual pages of the configuration are made of; hidden, for its form may change.
    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print every section and key that the files may have, as JSON.",
            shouldDisplay: false
        )

        func run() throws {
            let files = ConfigurationSchemas.all.map { name, schema in
                FileDescription(name: name, sections: schema.kinds.map(SectionDescription.init))
            }
            Terminal.print(
                try JSONText.encode(
                    KeysDocument(files: files, thresholds: ConfigurationSchemas.thresholds)
                )
            )
        }
    }
}

private struct KeysDocument: Encodable {
    let files: [FileDescription]
    /// By check.
    let thresholds: [String: [String]]
}

private struct FileDescription: Encodable {
    let name: String
    let sections: [SectionDescription]
}

private struct SectionDescription: Encodable {
    let name: String
    /// A name that such a section may have; nil where it has none.
    let example: String?
    let summary: String
    let keys: [KeyDocument]

    init(_ kind: SectionKind) {
        name = kind.name
        summary = kind.summary
        keys = kind.keys.map(KeyDocument.init)
        example =
            switch kind.naming {
            case .unnamed: nil
            case .named(let example): example
            }
    }
}

private struct KeyDocument: Encodable {
    let name: String
    let expects: String
    let standard: String?
    let isRequired: Bool
    let isList: Bool
    let summary: String

    init(_ key: KeyDescription) {
        name = key.name
        expects = key.expects
        standard = key.standard
        isRequired = key.isRequired
        isList = key.isList
        summary = key.summary
    }
}
