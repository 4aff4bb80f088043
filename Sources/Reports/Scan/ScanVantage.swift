// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Model

/// What the place of measuring could see, and what it could not.
package struct ScanVantage: Hashable, Sendable {
    package let name: String
    /// Each nil where it is not known.
    package let routes: VantageRoutes?
    package let resolver: ResolverConduct?
    package let ipv6: OutgoingWay?
    package let mail: OutgoingWay?
    package let interception: TLSInterception?
    /// One entry for every question without an answer.
    package let unestablished: [ScanGap]

    /// Nil unless the visit is one to the vantage itself.
    package init?(_ visit: Visit?) {
        guard let visit, visit.subject == .ministry else { return nil }
        name = visit.vantage
        let records = visit.answers.compactMap { answer -> FactRecord? in
            if case .fact(let one) = answer { one } else { nil }
        }
        func fact<F: Fact>(_ type: F.Type, _ aspect: String = "") -> F? {
            records.first { $0.question == Question(type, aspect) }.flatMap { try? $0.decode(type) }
        }
        routes = fact(VantageRoutes.self)
        resolver = fact(ResolverConduct.self)
        ipv6 = fact(OutgoingWay.self, OutgoingWay.Way.ipv6.rawValue)
        mail = fact(OutgoingWay.self, OutgoingWay.Way.mail.rawValue)
        interception = fact(TLSInterception.self)
        unestablished = visit.answers.compactMap { answer in
            guard case .unestablished(let question, let gap) = answer else { return nil }
            let aspect = question.aspect.isEmpty ? "" : "/\(question.aspect)"
            return ScanGap(path: "/\(question.kind.name)\(aspect)", gap)
        }
    }

    /// What it could not see, a sentence each; text from the network, so it is hostile until escaped.
    package var limits: [String] {
        var limits: [String] = []
        if routes?.ipv4 == false { limits.append("no route over IPv4") }
        if routes?.ipv6 == false { limits.append("no route over IPv6") }
        if ipv6?.isOpen == false { limits.append("IPv6 does not get out") }
        if mail?.isOpen == false { limits.append("port 25 is closed on the way out") }
        if let issuer = interception?.issuer { limits.append("TLS is intercepted by \(issuer)") }
        if resolver?.isHonest == false { limits.append("the resolver answers for names that do not exist") }
        if resolver?.refusesBogus == false { limits.append("the resolver lets bogus names pass") }
        return limits
    }

    package struct Row: Hashable, Sendable {
        package let label: String
        package let words: String
    }

    /// Each thing that was looked at, in words.
    package var rows: [Row] {
        [
            Row(
                label: "Route over IPv4",
                words: words(routes.map { $0.ipv4 ? "yes" : "none" }, "/vantage.routes")
            ),
            Row(
                label: "Route over IPv6",
                words: words(routes.map { $0.ipv6 ? "yes" : "none" }, "/vantage.routes")
            ),
            Row(label: "IPv6 gets out", words: words(ipv6.map(Self.words), "/vantage.way/ipv6")),
            Row(label: "Port 25 gets out", words: words(mail.map(Self.words), "/vantage.way/port-25")),
            Row(
                label: "TLS is intercepted",
                words: words(
                    interception.map { $0.issuer.map { "yes, by \($0)" } ?? "no" },
                    "/vantage.interception"
                )
            ),
            Row(label: "Resolver", words: words(resolver.map(Self.words), "/vantage.resolver")),
        ]
    }

    private func words(_ value: String?, _ path: String) -> String {
        value ?? unestablished.first { $0.path == path }.map { "not known: \($0.reason)" } ?? "not known"
    }

    private static func words(_ way: OutgoingWay) -> String {
        way.isOpen ? "yes" : "no\(way.failure.map { ": \($0)" } ?? "")"
    }

    private static func words(_ resolver: ResolverConduct) -> String {
        var words = [resolver.isHonest ? "says what does not exist" : "answers for names that do not exist"]
        if !resolver.inventedAddresses.isEmpty {
            words[0] += " with " + resolver.inventedAddresses.map(\.description).joined(separator: ", ")
        }
        words.append(resolver.validation == .possible ? "DNSSEC is validated" : "DNSSEC cannot be validated")
        if let refuses = resolver.refusesBogus {
            words.append(refuses ? "bogus names are refused" : "bogus names pass")
        }
        return words.joined(separator: "; ")
    }

    package var json: JSONValue {
        [
            "name": .string(name),
            "ipv4_route": JSONValue(routes?.ipv4),
            "ipv6_route": JSONValue(routes?.ipv6),
            "ipv6_passes": JSONValue(ipv6?.isOpen),
            "port_25_passes": JSONValue(mail?.isOpen),
            "tls_intercepted": JSONValue(interception.map { $0.ground != nil }),
            "interceptor": JSONValue(interception?.issuer),
            "resolver_honest": JSONValue(resolver?.isHonest),
            "invented_addresses": JSONValue(resolver?.inventedAddresses.map(\.description)),
            "dnssec_validated": JSONValue(resolver.map { $0.validation == .possible }),
            "bogus_refused": JSONValue(resolver?.refusesBogus),
            "unestablished": .array(
                unestablished.map {
                    [
                        "path": .string($0.path), "reason": .string($0.reason),
                        "attempts": .integer($0.attempts),
                    ]
                }
            ),
        ]
    }
}
