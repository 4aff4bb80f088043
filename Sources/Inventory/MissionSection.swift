// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Mission ID]`: an embassy, consulate, permanent mission or headquarters.
enum MissionSection: SectionDefinition {
    static let name = Key("Name", .text, isRequired: true, summary: "The name in reports.")
    static let region = Key("Region", .text, summary: "The region by which reports group missions.")
    static let languages = ListKey(
        "Languages",
        .languageTag,
        summary: "Language tags (BCP 47) of the languages that its audience reads."
    )
    static let owner = Key(
        "Owner",
        .text,
        summary: "Who answers for its endpoints: a mail address or a role."
    )

    static let kind = SectionKind(
        "Mission",
        .named(example: "paris"),
        keys: [name.description, region.description, languages.description, owner.description],
        summary: "An embassy, consulate, permanent mission or headquarters."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Mission? {
        let id = reader.takeName(.identifier)
        let name = reader.take(name)
        let region = reader.take(region)
        let languages = reader.take(languages)
        let owner = reader.take(owner)
        guard let id, let name else { return nil }
        return Mission(id: id, name: name, region: region, languages: languages, owner: owner)
    }
}
