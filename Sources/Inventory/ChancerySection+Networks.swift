// SPDX-License-Identifier: Apache-2.0
import Settings

/// Files of the operator's that say whose the networks are, and which certificates were logged.
extension ChancerySection {
    static let routeOrigins = Key(
        "RouteOrigins",
        .text,
        summary:
            "Validated route origins (RPKI), JSON or CSV of rpki-client or Routinator; without it none are judged."
    )
    static let routeOriginsAge = Key(
        "RouteOriginsMaxAge",
        .duration(in: .seconds(3600)...(.seconds(366 * 86_400))),
        standard: "2d",
        summary: "How old route origins may be to count, 1h to 366d."
    )
    static let prefixTable = Key(
        "PrefixTable",
        .text,
        summary: "Who announces which prefixes: a CSV file of prefix, AS, organisation and country."
    )
    static let prefixTableAge = Key(
        "PrefixTableMaxAge",
        .duration(in: .seconds(3600)...(.seconds(3660 * 86_400))),
        standard: "90d",
        summary: "How old the table of prefixes may be to count, 1h to 3660d."
    )
    static let issuanceExtract = Key(
        "CTExtract",
        .text,
        summary:
            "Certificates of the domains out of transparency logs, JSON lines in the words of crt.sh; without it none is judged."
    )
    static let issuanceExtractAge = Key(
        "CTExtractMaxAge",
        .duration(in: .seconds(3600)...(.seconds(366 * 86_400))),
        standard: "7d",
        summary: "How old the extract of transparency logs may be to count, 1h to 366d."
    )

    static let vantageAge = Key(
        "VantageMaxAge",
        .duration(in: .seconds(3600)...(.seconds(366 * 86_400))),
        standard: "7d",
        summary: "How old the newest bundle of a [Vantage …] may be to count, 1h to 366d."
    )

    static func readNetworks(
        _ settings: inout ServiceSettings,
        _ reader: inout SectionReader,
        _ context: InventoryContext
    ) {
        settings.routeOrigins = reader.take(routeOrigins).map(context.fromFolder)
        settings.routeOriginsAge = reader.take(routeOriginsAge, or: settings.routeOriginsAge)
        settings.prefixTable = reader.take(prefixTable).map(context.fromFolder)
        settings.prefixTableAge = reader.take(prefixTableAge, or: settings.prefixTableAge)
        settings.issuanceExtract = reader.take(issuanceExtract).map(context.fromFolder)
        settings.issuanceExtractAge = reader.take(issuanceExtractAge, or: settings.issuanceExtractAge)
        settings.vantageAge = reader.take(vantageAge, or: settings.vantageAge)
    }
}
