// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Settings

/// `[Ministry]`: whose estate it is.
enum MinistrySection: SectionDefinition {
    static let name = Key(
        "Name",
        .text,
        standard: "Ministry of Foreign Affairs",
        summary: "The name on the first page of reports."
    )
    static let timeZone = Key(
        "TimeZone",
        ValueType<String>(
            expects: "an IANA time zone such as Europe/Paris",
            parse: { text throws(ValueProblem) in
                guard TimeZone(identifier: text) != nil else {
                    throw ValueProblem(candidates: TimeZone.knownTimeZoneIdentifiers)
                }
                return text
            },
            render: { $0 }
        ),
        standard: "UTC",
        summary: "The IANA time zone in which report periods begin and end."
    )
    static let contact = Key(
        "Contact",
        .text,
        summary: "Whom the operators of measured hosts can write to; sent with every request."
    )

    static let kind = SectionKind(
        "Ministry",
        .unnamed,
        keys: [name.description, timeZone.description, contact.description],
        summary: "Whose estate it is."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Ministry? {
        Ministry(
            name: reader.take(name, or: name.description.standard ?? ""),
            timeZone: reader.take(timeZone, or: timeZone.description.standard ?? ""),
            contact: reader.take(contact)
        )
    }
}
