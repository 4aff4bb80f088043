// SPDX-License-Identifier: Apache-2.0

extension DomainFault {
    static let mailFaults = [
        noSenderPolicy, openSenderPolicy, longSenderPolicy, noAuthentication, idleAuthentication,
        unreportedAuthentication, noSigningKey, noStrictTransport, testedStrictTransport, noTransportReports,
        noAssociation, wrongAssociation, testedSigningKey, mixedExchanges, bareEmblem,
    ]

    package static let noSenderPolicy = DomainFault("no-sender-policy", "it has no SPF record") {
        $0.senderPolicy = nil
    }

    package static let openSenderPolicy = DomainFault("open-sender-policy", "its SPF record lets all pass") {
        $0.senderPolicy = "v=spf1 mx +all"
    }

    /// Eleven terms that cause questions.
    package static let longSenderPolicy = DomainFault("long-sender-policy", "its SPF record asks too much") {
        $0.senderPolicy = "v=spf1 " + String(repeating: "mx ", count: 11) + "-all"
    }

    package static let noAuthentication = DomainFault("no-authentication", "it has no DMARC record") {
        $0.authentication = nil
    }

    package static let idleAuthentication = DomainFault("idle-authentication", "its DMARC policy is none") {
        $0.authentication = "v=DMARC1; p=none; rua=mailto:dmarc@\($0.domain)"
    }

    package static let unreportedAuthentication = DomainFault(
        "unreported-authentication",
        "its DMARC record names nobody for reports"
    ) {
        $0.authentication = "v=DMARC1; p=reject"
    }

    /// Only a domain with `DKIMSelector=` shows it.
    package static let noSigningKey = DomainFault("no-signing-key", "its DKIM key is missing") {
        $0.signingKey = nil
    }

    package static let noStrictTransport = DomainFault("no-strict-transport", "it has no MTA-STS policy") {
        $0.strictTransport = nil
    }

    package static let testedStrictTransport = DomainFault(
        "tested-strict-transport",
        "its MTA-STS policy is in mode testing"
    ) {
        $0.strictTransportMode = "testing"
    }

    package static let noTransportReports = DomainFault("no-transport-reports", "it has no TLS-RPT record") {
        $0.transportReports = nil
    }

    package static let noAssociation = DomainFault("no-association", "its mail host has no TLSA record") {
        $0.association = nil
    }

    /// Only where the mail host is listed.
    package static let wrongAssociation = DomainFault("wrong-association", "its TLSA records fit no key") {
        $0.association = .wrong
    }

    /// Only a domain with `DKIMSelector=` shows it.
    package static let testedSigningKey = DomainFault("tested-signing-key", "its DKIM key is for tests") {
        $0.signingKey?.append("; t=y")
    }

    package static let mixedExchanges = DomainFault("mixed-exchanges", "it takes mail and says it does not") {
        $0.hasNullExchange = true
    }

    package static let bareEmblem = DomainFault("bare-emblem", "its emblem comes without a certificate") {
        $0.emblem = "v=BIMI1; l=https://www.\($0.domain)/emblem.svg"
    }
}
