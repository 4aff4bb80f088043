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

    static let selectors = ListKey(
        "DKIMSelector",
        .selector,
        summary: "The DKIM selectors that its senders use, a list; without it nothing is said about DKIM."
    )
    static let sendsMail = Key(
        "SendsMail",
        .boolean,
        summary: "Whether it sends mail; no asks it to say so. Without it, a null MX says that it does not."
    )
    static let allowTransfer = Key(
        "AllowTransfer",
        .boolean,
        standard: "no",
        summary: "Whether its name servers may be asked for the whole zone."
    )

    static let kind = SectionKind(
        "Domain",
        .named(example: "mfa.example"),
        keys: [
            mission.description, selectors.description, sendsMail.description, allowTransfer.description,
        ],
        summary: "A DNS domain that the ministry answers for; hosts below it may be measured."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> ListedDomain? {
        let name = reader.takeName(.domain)
        let mission = reader.take(mission, in: context.missions)
        let selectors = reader.take(selectors)
        let sendsMail = reader.take(sendsMail)
        let allowsTransfer = reader.take(allowTransfer, or: false)
        guard let name else { return nil }
        // Only names that differ in case come here; the same spelling is a section defined twice.
        if let earlier = context.earlierUse(of: "domain \(name)", at: reader.section.header) {
            reader.report(
                .error,
                "the domain \(name) is listed twice; first at \(earlier)",
                at: reader.section.nameSpan
            )
        }
        return ListedDomain(
            name: name,
            mission: mission,
            selectors: selectors,
            sendsMail: sendsMail,
            allowsTransfer: allowsTransfer
        )
    }
}
