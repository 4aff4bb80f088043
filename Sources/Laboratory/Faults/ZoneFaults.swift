// SPDX-License-Identifier: Apache-2.0
internal import DNSWire

extension DomainFault {
    static let signingFaults = [unsigned, expiredSignatures, endingSignatures, foreignKey]

    package static let unsigned = DomainFault("unsigned", "its zone is not signed") {
        $0.signing = .none
    }

    package static let expiredSignatures = DomainFault("expired-signatures", "its signatures have ended") {
        $0.signing = .expired
    }

    package static let endingSignatures = DomainFault("ending-signatures", "its signatures end tomorrow") {
        $0.signing = .ending
    }

    package static let foreignKey = DomainFault("foreign-key", "its DS record is of a key that it lacks") {
        $0.voucher = .foreign
    }
}

extension DomainFault {
    static let serverFaults = [
        oneServer, oneNetwork, otherDelegation, lameServer, otherSerial, offeredRecursion, openTransfer,
        refusedTCP,
    ]

    package static let oneServer = DomainFault("one-server", "it has one name server only") {
        $0.servers.removeLast()
    }

    /// The networks of the domains' first servers have room from 128 on.
    package static let oneNetwork = DomainFault("one-network", "its name servers lie in one network") {
        let first = $0.servers[0].address
        let parts = first.split(separator: ".")
        $0.servers[1] = DomainBlueprint.Server(
            label: "ns2",
            address: parts.dropLast().joined(separator: ".") + ".\((Int(parts[3]) ?? 0) + 128)"
        )
    }

    package static let otherDelegation = DomainFault("other-delegation", "the parent names other servers") {
        $0.delegated = ["ns1", "ns3"]
    }

    package static let lameServer = DomainFault("lame-server", "a name server knows nothing of it") {
        $0.servers[1].conduct = .lame
    }

    package static let otherSerial = DomainFault("other-serial", "a name server has another version of it") {
        $0.servers[1].lead = 1
    }

    package static let offeredRecursion = DomainFault("offered-recursion", "a name server offers recursion") {
        $0.servers[1].conduct = .offersRecursion
    }

    /// Only a domain with `AllowTransfer=yes` shows it.
    package static let openTransfer = DomainFault("open-transfer", "a name server gives the zone away") {
        $0.servers[1].conduct = .givesZoneAway
    }

    package static let refusedTCP = DomainFault("refused-tcp", "a name server does not answer over TCP") {
        $0.servers[1].conduct = .refusesTCP
    }
}

extension DomainFault {
    static let recordFaults = [
        noIssuers, danglingAlias, noFallback, strangeHint, refusedBinding, brokenHelloKeys,
    ]

    package static let noIssuers = DomainFault("no-issuers", "it has no CAA record") {
        $0.issuers = []
    }

    package static let danglingAlias = DomainFault("dangling-alias", "www leads to a name that is not there")
    {
        $0.alias = "gone.example"
    }

    /// Only a domain with a listed relay shows it.
    package static let noFallback = DomainFault("no-fallback", "no relay is published at port 443") {
        $0.relayPort = nil
    }

    package static let strangeHint = DomainFault("strange-hint", "its HTTPS record hints at another address")
    {
        $0.binding = service(4, [192, 0, 2, 9])
    }

    /// `no-default-alpn` without `alpn` (RFC 9460 §7.1.1).
    package static let refusedBinding = DomainFault("refused-binding", "clients refuse its HTTPS record") {
        $0.binding = service(2, [])
    }

    package static let brokenHelloKeys = DomainFault("broken-hello-keys", "its keys of hellos are unreadable")
    {
        $0.binding = service(5, [0, 9, 1])
    }

    /// A service at the domain itself with one parameter.
    private static func service(_ key: UInt16, _ value: [UInt8]) -> ServiceBinding {
        ServiceBinding(priority: 1, target: .root, parameters: [.init(key: key, value: value)])
    }
}
