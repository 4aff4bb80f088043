// SPDX-License-Identifier: Apache-2.0

/// One domain of the laboratory, directly below `example`: a sound one, or a sound one with one fault.
package struct DomainSpecimen: Hashable, Sendable {
    package let domain: String
    /// The last byte of the addresses of its servers.
    package let number: UInt8
    /// Nil for a sound domain.
    package let fault: DomainFault?

    package init(_ domain: String, number: UInt8, fault: DomainFault? = nil) {
        self.domain = domain
        self.number = number
        self.fault = fault
    }

    /// Takes its mail, and has a server of its own.
    package var mailHost: String { "mx1.\(domain)" }

    package var mailAddress: String { address(in: 4) }

    var blueprint: DomainBlueprint {
        var blueprint = DomainBlueprint(self)
        fault?.plant(&blueprint)
        return blueprint
    }

    /// Networks of 24 bits: 1 and 2 for its name servers, 4 for its mail host, 5 for its policy.
    func address(in network: UInt8) -> String { "127.88.\(network).\(number)" }

    /// The servers that belong to it beside its name servers.
    var servers: [(address: String, blueprint: Blueprint)] {
        var mail = Blueprint(host: mailHost)
        mail.talk = .mail
        var policy = Blueprint(host: "mta-sts.\(domain)")
        policy.pages.files = ["/.well-known/mta-sts.txt": blueprint.policyFile]
        return [(address(in: 4), mail), (address(in: 5), policy)]
    }
}
