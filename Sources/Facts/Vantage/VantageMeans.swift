// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a place of measuring can do itself, in the words of a bundle; nil stands for what was not established.
package struct VantageMeans: Codable, Hashable, Sendable {
    /// Whether the kernel has a way to the internet.
    package let ipv4: Bool?
    package let ipv6: Bool?
    /// How connections over IPv6 failed everywhere; nil where some stood, or too few were tried.
    package let closed: String?
    /// Addresses that the resolver gives for names that do not exist; nil where it said nothing of such names.
    package let invented: [IPAddress]?
    /// Whether somebody on the way answers TLS instead of the endpoints.
    package let intercepted: Bool?
    /// Who does, by the issuer of the certificates.
    package let interceptor: String?
    /// Seconds by which its clock is ahead of those of most servers.
    package let clock: Int?

    package init(
        ipv4: Bool? = nil,
        ipv6: Bool? = nil,
        closed: String? = nil,
        invented: [IPAddress]? = nil,
        intercepted: Bool? = nil,
        interceptor: String? = nil,
        clock: Int? = nil
    ) {
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.closed = closed
        self.invented = invented
        self.intercepted = intercepted
        self.interceptor = interceptor
        self.clock = clock
    }

    /// - Parameters:
    ///   - answers: of the visit to the vantage itself.
    ///   - clock: seconds by which it is ahead.
    package init(_ answers: [Answer], clock: Int?) {
        let facts = answers.compactMap { answer -> FactRecord? in
            if case .fact(let record) = answer { record } else { nil }
        }
        func fact<F: Fact>(_ kind: F.Type, _ aspect: String = "") -> F? {
            facts.first { $0.question == Question(kind, aspect) }.flatMap { try? $0.decode(kind) }
        }
        let routes = fact(VantageRoutes.self)
        let way = fact(OutgoingWay.self, OutgoingWay.Way.ipv6.rawValue)
        let interception = fact(TLSInterception.self)
        self.init(
            ipv4: routes?.ipv4,
            ipv6: routes?.ipv6,
            closed: way.flatMap { $0.isOpen ? nil : $0.failure ?? "alike" },
            invented: fact(ResolverConduct.self)?.inventedAddresses,
            intercepted: interception.map { $0.ground != nil },
            interceptor: interception?.issuer,
            clock: clock
        )
    }
}

extension VantageMeans {
    /// Further off, its instants prove nothing.
    private static let mostSeconds = 300

    /// Why nothing that was seen from there counts; nil where it does.
    package var doubt: String? {
        if intercepted == true { return "TLS is intercepted there, by \(interceptor ?? "somebody")" }
        if let clock, abs(clock) > Self.mostSeconds { return "its clock is \(abs(clock)) seconds off" }
        return nil
    }

    /// Why a connection to an address that failed there says nothing; nil where it does.
    package func silence(towards address: IPAddress) -> String? {
        guard address.isGlobal else { return nil }
        switch address.family {
        case .v4: return ipv4 == false ? "it has no route over IPv4" : nil
        case .v6:
            if ipv6 == false { return "it has no route over IPv6" }
            return closed.map { "IPv6 does not leave it (\($0) everywhere)" }
        }
    }
}
