// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Endpoint ID]`: one host, port and service that is measured.
enum EndpointSection: SectionDefinition {
    static let mission = Key(
        "Mission",
        .identifier,
        summary: "The mission that it belongs to; without it the ministry as a whole."
    )
    static let host = Key(
        "Host",
        .host,
        standard: "the section's name",
        summary: "The host name that is resolved and sent as SNI, or an address."
    )
    static let port = Key("Port", .port, standard: "the service's port", summary: "The TCP port, 1 to 65535.")
    static let service = Key(
        "Service",
        .oneOf(Service.self),
        standard: "https",
        summary: "What it speaks once TLS is up."
    )
    static let role = Key(
        "Role",
        .oneOf(Role.self),
        standard: "other",
        summary: "What it is for; gives the criticality where none is stated."
    )
    static let confidentiality = bandKey("Confidentiality", "What it would cost if its contents became known")
    static let integrity = bandKey("Integrity", "What it would cost if its contents were altered")
    static let availability = bandKey("Availability", "What it would cost if it could not be reached")
    static let secrecyLifetime = Key(
        "SecrecyLifetime",
        .duration(in: .zero...(.seconds(36500 * 86400))),
        summary: "How long what passes here must stay secret, up to 100y; whole days, rounded up."
    )
    static let address = ListKey(
        "Address",
        .address,
        standard: "the resolver's answer",
        summary: "What is dialled instead of the resolver's answer."
    )
    static let knownKey = ListKey(
        "KnownKey",
        .sha256,
        summary: "SHA-256 of the only public keys that it has, which shows interception; a list."
    )
    static let authorised = Key(
        "Authorised",
        .oneOf(ProbeTier.self),
        standard: "active",
        summary: "How deep it may be probed: passive, active or intrusive."
    )
    static let authorisedBy = Key("AuthorisedBy", .text, summary: "Who allowed intrusive probes.")
    static let authorisedUntil = Key(
        "AuthorisedUntil",
        .day,
        summary: "The last day on which intrusive probes are allowed."
    )
    static let exposure = Key(
        "Exposure",
        .boolean,
        standard: "no",
        summary: "Whether files that should not be on the web may be asked for, one request a second."
    )
    static let pageCost = Key(
        "PageCost",
        .boolean,
        standard: "no",
        summary: "Whether the parts of its page on hosts that say so, too, are fetched and weighed."
    )
    static let pageCostRequests = Key(
        "PageCostRequests",
        .integer(in: 2...200),
        standard: "40",
        summary: "Requests for the page's parts in one cycle, 2 to 200; with PageCost=yes."
    )

    static let kind = SectionKind(
        "Endpoint",
        .named(example: "www.paris.mfa.example"),
        keys: [
            mission.description, host.description, service.description, port.description, role.description,
            confidentiality.description, integrity.description, availability.description,
            secrecyLifetime.description, address.description, knownKey.description,
            authorised.description, authorisedBy.description, authorisedUntil.description,
            exposure.description, pageCost.description, pageCostRequests.description,
        ],
        summary: "One host, port and service that is measured."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Endpoint? {
        let id = reader.takeName(.identifier)
        let mission = reader.take(mission, in: context.missions)
        // Where the name is wrong already, it need not be told that it is no host either.
        let host = id == nil && !reader.isSet(host.description) ? nil : readHost(&reader)
        let service = reader.take(service, or: .https)
        let port = reader.take(port, or: service.defaultPort)
        let role = reader.take(role, or: .other)
        let criticality = readCriticality(of: role, &reader)
        let secrecy = reader.take(secrecyLifetime)
        let addresses = reader.take(address)
        let keys = reader.take(knownKey)
        let authorisation = readAuthorisation(&reader, of: service, on: context.today)
        guard let id, let host else { return nil }
        let endpoint = Endpoint(
            id: id,
            host: host,
            port: port,
            service: service,
            role: role,
            mission: mission,
            criticality: criticality,
            secrecyLifetimeDays: secrecy.map(daysRoundedUp),
            authorisation: authorisation,
            addresses: addresses,
            knownKeys: keys.isEmpty ? nil : keys
        )
        reportTwins(of: endpoint, &reader, &context)
        return endpoint
    }

    private static func bandKey(_ name: String, _ meaning: String) -> Key<Band> {
        Key(
            name,
            .band,
            standard: "the role's",
            summary: "\(meaning): very low, low, moderate, high or very high."
        )
    }

    private static func readHost(_ reader: inout SectionReader) -> String? {
        if reader.isSet(host.description) { return reader.take(host) }
        do throws(ValueProblem) {
            return reader.take(host, or: try host.type.parse(reader.section.name))
        } catch {
            let reason = error.message.map { ": \($0)" } ?? ""
            let message = "the section's name is no host name, so the endpoint needs Host=\(reason)"
            reader.report(.error, message, at: reader.section.nameSpan)
            return nil
        }
    }

    private static func readCriticality(of role: Role, _ reader: inout SectionReader) -> Criticality {
        let standard = role.defaultCriticality
        return Criticality(
            confidentiality: reader.take(confidentiality, or: standard.confidentiality),
            integrity: reader.take(integrity, or: standard.integrity),
            availability: reader.take(availability, or: standard.availability)
        )
    }

    private static func reportTwins(
        of endpoint: Endpoint,
        _ reader: inout SectionReader,
        _ context: inout InventoryContext
    ) {
        let section = reader.section
        if let earlier = context.earlierUse(of: "endpoint \(endpoint.id.lowercased())", at: section.header) {
            let message = "the endpoint differs only in case from the one at \(earlier)"
            reader.report(.error, message, at: section.nameSpan)
        }
        let addresses = endpoint.addresses.sorted().map(\.description).joined(separator: " ")
        let target = "\(endpoint.service.rawValue)://\(endpoint.target) \(addresses)"
        if let earlier = context.earlierUse(of: target, at: section.header) {
            let message = "the same host, port and service are measured already by the endpoint at \(earlier)"
            reader.report(.warning, message, at: section.nameSpan)
        }
    }

    private static func daysRoundedUp(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86400)
        return Int(days) + (rest > 0 || attoseconds > 0 ? 1 : 0)
    }
}
