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
    static let lookAlikes = Key(
        "LookAlikes",
        .boolean,
        standard: "no",
        summary: "Whether names that may be taken for it are looked for in DNS."
    )
    static let lookAlikeBudget = Key(
        "LookAlikeBudget",
        .integer(in: 1...20_000),
        standard: "500",
        summary: "How many such names are asked for in a cycle, the likeliest first."
    )
    static let lookAlikeWords = ListKey(
        "LookAlikeWords",
        .namePart,
        summary: "Words that its name is combined with, a list; without it those of a ministry's trade."
    )
    static let lookAlikeKnown = ListKey(
        "LookAlikeKnown",
        .domain,
        summary: "Look-alikes that are the ministry's own or known to be harmless, a list."
    )
    static let registry = Key(
        "RDAPBase",
        .serviceAddress,
        summary: "The RDAP service that is asked about its registration; without it nobody is asked."
    )
    static let issuers = ListKey(
        "AllowedIssuer",
        .text,
        summary:
            "Who may issue certificates for it beside those that CAA names, a list; see CTExtract in [Chancery]."
    )

    static let kind = SectionKind(
        "Domain",
        .named(example: "mfa.example"),
        keys: [
            mission.description, selectors.description, sendsMail.description, allowTransfer.description,
            lookAlikes.description, lookAlikeBudget.description, lookAlikeWords.description,
            lookAlikeKnown.description, registry.description, issuers.description,
        ],
        summary: "A DNS domain that the ministry answers for; hosts below it may be measured."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> ListedDomain? {
        let name = reader.takeName(.domain)
        let mission = reader.take(mission, in: context.missions)
        let selectors = reader.take(selectors)
        let sendsMail = reader.take(sendsMail)
        let allowsTransfer = reader.take(allowTransfer, or: false)
        let lookAlikes = readLookAlikes(&reader)
        let (registry, issuers) = (reader.take(registry), reader.take(issuers))
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
            allowsTransfer: allowsTransfer,
            lookAlikes: lookAlikes,
            registry: registry,
            issuers: issuers
        )
    }

    private static func readLookAlikes(_ reader: inout SectionReader) -> LookAlikeSearch? {
        let isWanted = reader.take(lookAlikes, or: false)
        let search = LookAlikeSearch(
            budget: reader.take(lookAlikeBudget, or: LookAlikeSearch.standardBudget),
            words: reader.take(lookAlikeWords),
            known: reader.take(lookAlikeKnown)
        )
        return isWanted ? search : nil
    }
}
