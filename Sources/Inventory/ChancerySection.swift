// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Chancery]`: the service itself.
enum ChancerySection: SectionDefinition {
    static let intervals = Duration.seconds(60)...days(366)
    static let interval = Key(
        "Interval",
        .duration(in: intervals),
        standard: "6h",
        summary: "Time from the start of one cycle to the start of the next, from 1m to 366d."
    )
    static let jitter = Key(
        "Jitter",
        .duration(in: .zero...days(1)),
        standard: "10m",
        summary: "The most by which this instance puts its cycles off, always alike; no longer than Interval."
    )
    static let connectionsPerAddress = Key(
        "ConnectionsPerAddress",
        .integer(in: 1...64),
        standard: "2",
        summary: "Open connections to one address at once, 1 to 64."
    )
    static let connectionRate = Key(
        "ConnectionRate",
        .number(in: 0.1...1000),
        standard: "10",
        summary: "New connections to one address a second, 0.1 to 1000."
    )
    static let connectTimeout = Key(
        "ConnectTimeout",
        .duration(in: .milliseconds(100)...minutes(2)),
        standard: "5s",
        summary: "The longest wait for one TCP connection, 100ms to 2m."
    )
    static let replyTimeout = Key(
        "ReplyTimeout",
        .duration(in: .milliseconds(100)...minutes(5)),
        standard: "10s",
        summary: "The longest wait for one answer, 100ms to 5m."
    )
    static let endpointDeadline = Key(
        "EndpointDeadline",
        .duration(in: .seconds(1)...days(1)),
        standard: "10m",
        summary:
            "The longest time for all probes of one address together, 1s to 1d; longer than ReplyTimeout."
    )
    static let maximumReplyBytes = Key(
        "MaximumReplyBytes",
        .byteCount(in: (64 << 10)...(1 << 30)),
        standard: "4M",
        summary: "The most that is read of one answer, in bytes or with K, M or G; 64K to 1G."
    )
    static let parallelEndpoints = Key(
        "ParallelEndpoints",
        .integer(in: 1...4096),
        standard: "64",
        summary: "Endpoints measured at once, 1 to 4096."
    )
    static let robustness = Key(
        "Robustness",
        .boolean,
        standard: "no",
        summary: "Whether hellos with harmless oddities are sent, too: some fourteen connections an address."
    )
    static let fetchRevocation = Key(
        "FetchRevocation",
        .oneOf(FetchedRevocation.self),
        standard: "off",
        summary: "What tells whether certificates are revoked, besides staples: off, crl, ocsp or both."
    )
    static let maximumListBytes = Key(
        "MaximumListBytes",
        .byteCount(in: (64 << 10)...(512 << 20)),
        standard: "20M",
        summary: "The most that is read of one revocation list, in bytes or with K or M; 64K to 512M."
    )
    static let clientName = Key(
        "ClientName",
        .host,
        summary: "The name by which mail servers are greeted; without it chancery. and the contact's domain."
    )
    static let resolver = ListKey(
        "Resolver",
        ValueType(
            expects: "the address of a name server such as 192.0.2.53 or 192.0.2.53@5353",
            parseOrNil: { NameServer($0) },
            render: \.description
        ),
        summary: "Name servers to ask instead of those in /etc/resolv.conf: ADDRESS or ADDRESS@PORT."
    )
    static let hostsFile = Key(
        "HostsFile",
        .text,
        summary: "A file in the form of /etc/hosts that answers before the name servers."
    )
    static let trustAnchor = Key(
        "TrustAnchor",
        .text,
        summary: "The file with the DNSSEC root key; without it the resolver's own is used."
    )
    static let trustStore = Key(
        "TrustStore",
        .text,
        standard: "/etc/ssl/certs/ca-certificates.crt",
        summary: "The PEM file with the certification authorities that count as trusted."
    )
    static let privateTrustStore = ListKey(
        "PrivateTrustStore",
        .namedTrustStore,
        summary:
            "Authorities that the ministry trusts and the public does not: a name and a PEM file, a list."
    )
    static let weakKeyList = Key(
        "WeakKeyList",
        .text,
        summary: "The keys of CVE-2008-0166 as openssl-blacklist lists them; without it they go unnoticed."
    )
    static let transparencyLogList = Key(
        "TransparencyLogList",
        .text,
        summary: "Known transparency logs, a browser's log_list.json; without it no timestamp is verified."
    )
    static let sourceAddress = ListKey(
        "SourceAddress",
        .address,
        summary: "What connections come from: at most one IPv4 and one IPv6 address, or the kernel's choice."
    )
    static let proxy = Key(
        "HTTPProxy",
        ValueType(
            expects: "the host and port of a proxy such as proxy.mfa.example:3128",
            parseOrNil: { ProxyAddress($0) },
            render: \.description
        ),
        summary: "The HTTP proxy of fetches from third parties; endpoints are never measured through one."
    )
    static let bogusName = Key(
        "BogusName",
        .host,
        summary: "A name whose DNSSEC signatures are known to be broken, to see that they are refused."
    )
    static let evidenceHost = ListKey(
        "EvidenceHost",
        .host,
        summary: "Hosts outside the listed domains whose pages may be fetched as evidence of attestations."
    )
    static let rawFactRetention = Key(
        "RawFactRetention",
        .duration(in: days(1)...days(36500)),
        standard: "400d",
        summary: "How long raw facts are kept, 1d to 100y; verdicts and hashes are kept for ever."
    )
    static let modelOverlap = Key(
        "ModelOverlap",
        .duration(in: .zero...days(3660)),
        standard: "90d",
        summary:
            "How long after a change of the risk model both are shown side by side, up to 3660d; 0 for not at all."
    )
    static let vantage = Key(
        "Vantage",
        .word,
        summary: "The name of this place of measuring in reports; without it the host's name."
    )

    static let kind = SectionKind(
        "Chancery",
        .unnamed,
        keys: [
            interval.description, jitter.description, connectionsPerAddress.description,
            connectionRate.description, connectTimeout.description, replyTimeout.description,
            endpointDeadline.description, maximumReplyBytes.description, parallelEndpoints.description,
            robustness.description, selfCheck.description, fetchRevocation.description,
            maximumListBytes.description,
            clientName.description, resolver.description, hostsFile.description, trustAnchor.description,
            trustStore.description, privateTrustStore.description, weakKeyList.description,
            transparencyLogList.description, securityTextKey.description,
            sourceAddress.description, proxy.description, bogusName.description,
            routeOrigins.description, routeOriginsAge.description, prefixTable.description,
            prefixTableAge.description, issuanceExtract.description, issuanceExtractAge.description,
            vantageAge.description,
            evidenceHost.description, rawFactRetention.description, modelOverlap.description,
            vantage.description, store.description,
        ] + scheduleKeys + reportKeys + mailKeys,
        summary: "How the service works, whatever it measures."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> ServiceSettings? {
        var settings = ServiceSettings()
        readPace(&settings, &reader)
        settings.fetchRevocation = reader.take(fetchRevocation, or: settings.fetchRevocation)
        settings.maximumListBytes = reader.take(maximumListBytes, or: settings.maximumListBytes)
        settings.clientName = reader.take(clientName)
        settings.nameServers = reader.take(resolver)
        settings.hostsFile = reader.take(hostsFile).map(context.fromFolder)
        settings.trustAnchor = reader.take(trustAnchor).map(context.fromFolder)
        settings.trustStore = context.fromFolder(reader.take(trustStore, or: settings.trustStore))
        readTrust(&settings, &reader, context)
        settings.sourceAddresses = reader.take(sourceAddress)
        settings.proxy = reader.take(proxy)
        settings.bogusName = reader.take(bogusName)
        readNetworks(&settings, &reader, context)
        settings.evidenceHosts = reader.take(evidenceHost)
        settings.rawFactRetention = reader.take(rawFactRetention, or: settings.rawFactRetention)
        settings.modelOverlap = reader.take(modelOverlap, or: settings.modelOverlap)
        settings.vantage = reader.take(vantage)
        settings.store = readStore(&reader)
        settings.schedule = readSchedule(&reader)
        settings.reports = readReports(&reader)
        readMail(&settings, &reader)
        if Set(settings.sourceAddresses.map(\.family)).count < settings.sourceAddresses.count {
            let message = "SourceAddress takes at most one IPv4 and one IPv6 address"
            reader.report(.error, message, at: reader.span(of: sourceAddress.description))
        }
        return settings
    }

    private static func readTrust(
        _ settings: inout ServiceSettings,
        _ reader: inout SectionReader,
        _ context: InventoryContext
    ) {
        settings.privateTrustStores = reader.take(privateTrustStore).map {
            NamedTrustStore(name: $0.name, path: context.fromFolder($0.path))
        }
        settings.weakKeyList = reader.take(weakKeyList).map(context.fromFolder)
        settings.transparencyLogList = reader.take(transparencyLogList).map(context.fromFolder)
        settings.securityTextKeys = readSecurityTextKeys(&reader, context)
        let names = settings.privateTrustStores.map(\.name)
        if Set(names).count < names.count {
            let message = "two stores of PrivateTrustStore have one name"
            reader.report(.error, message, at: reader.span(of: privateTrustStore.description))
        }
    }

    private static func readPace(_ settings: inout ServiceSettings, _ reader: inout SectionReader) {
        settings.interval = reader.take(interval, or: settings.interval)
        settings.jitter = reader.take(jitter, or: min(settings.jitter, settings.interval))
        settings.connectionsPerAddress = reader.take(
            connectionsPerAddress,
            or: settings.connectionsPerAddress
        )
        settings.connectionRate = reader.take(connectionRate, or: settings.connectionRate)
        settings.connectTimeout = reader.take(connectTimeout, or: settings.connectTimeout)
        settings.replyTimeout = reader.take(replyTimeout, or: settings.replyTimeout)
        settings.endpointDeadline = reader.take(endpointDeadline, or: settings.endpointDeadline)
        settings.maximumReplyBytes = reader.take(maximumReplyBytes, or: settings.maximumReplyBytes)
        settings.parallelEndpoints = reader.take(parallelEndpoints, or: settings.parallelEndpoints)
        settings.robustness = reader.take(robustness, or: settings.robustness)
        settings.selfCheck = reader.take(selfCheck, or: settings.selfCheck)
        if settings.jitter > settings.interval {
            let message = "Jitter is longer than Interval (\(DurationText.render(settings.interval)))"
            reader.report(.error, message, at: reader.span(of: jitter.description))
        }
        if settings.endpointDeadline <= settings.replyTimeout {
            let reply = DurationText.render(settings.replyTimeout)
            let message = "EndpointDeadline is not longer than ReplyTimeout (\(reply)), so no probe could end"
            reader.report(.error, message, at: reader.span(of: endpointDeadline.description))
        }
    }
}

private func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

private func days(_ count: Int) -> Duration { .seconds(count * 86400) }
