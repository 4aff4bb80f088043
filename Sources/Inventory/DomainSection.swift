// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Domain NAME]`: a DNS domain that the ministry answers for.
enum DomainSection: SectionDefinition {
    static let mission = Key(
        "Mission",
        .identifier,
        summary: "The mission that it belongs to; without it the ministry as a whole."
    )

    static let kind = SectionKind(
        "Domain",
        .named(example: "mfa.example"),
        keys: [mission.description],
        summary: "A DNS domain that the ministry answers for; hosts below it may be measured."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> ListedDomain? {
        let name = reader.takeName(.domain)
        let mission = reader.take(mission, in: context.missions)
        guard let name else { return nil }
        // Only names that differ in case come here; the same spelling is a section defined twice.
        if let earlier = context.earlierUse(of: "domain \(name)", at: reader.section.header) {
            reader.report(
                .error,
                "the domain \(name) is listed twice; first at \(earlier)",
                at: reader.section.nameSpan
            )
        }
        return ListedDomain(name: name, mission: mission)
    }
}
