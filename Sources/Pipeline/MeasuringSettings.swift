// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Inventory
package import Model
package import Probes
package import Resolver
package import Transport

/// How to measure, whoever asks for it: the service's configuration or the flags of a single scan.
package struct MeasuringSettings: Sendable {
    package var budget: BudgetLimits
    package var limits: TLSProbeLimits
    package var parallelEndpoints: Int
    package var resolver: ResolverSettings
    package var sourceAddresses: [IPAddress]
    /// Of name servers that are asked by themselves; others than 53 are for servers of one's own.
    package var nameServerPort: UInt16 = 53
    /// Of hosts that take a domain's mail; others than 25 are for servers of one's own.
    package var mailPort: UInt16 = 25
    /// Of hosts of MTA-STS policies; others than 443 are for servers of one's own.
    package var policyFilePort: UInt16 = 443
    /// Of plain HTTP beside HTTPS, for servers of one's own; nil for 80 beside 443, and none beside other ports.
    package var plainWebPort: UInt16?
    /// Between two requests for files that should not be there; less than a second for servers of one's own.
    package var exposurePace = Duration.seconds(1)
    /// Path of a PEM bundle.
    package var trustStore: String
    /// DER certificates trusted beside the bundle's.
    package var additionalAnchors: [[UInt8]] = []
    package var privateTrustStores: [NamedTrustStore]
    /// Paths; nil for none.
    package var weakKeyList: String?
    package var transparencyLogList: String?
    /// Paths of OpenPGP keys by which security.txt may be signed.
    package var signingKeys: [String]
    package var vantage: String
    /// Whose DNSSEC signatures are known to be broken; nil where no such name is known.
    package var bogusName: String?
    package var networkFiles: NetworkFiles
    package var issuanceFile: IssuanceFile
    /// How old the newest bundle of a mission's vantage may be.
    package var vantageAge: Duration
    package var revocation: RevocationSettings
    /// Hosts outside the estate whose pages may be fetched as evidence, in lower case.
    package var evidenceHosts: Set<String>

    /// - Parameter contact: whom measured hosts may write to; nil for nobody.
    package init(_ settings: ServiceSettings, contact: String? = nil) {
        budget = BudgetLimits(
            connectionsPerAddress: settings.connectionsPerAddress,
            connectionsPerSecond: settings.connectionRate
        )
        limits = TLSProbeLimits(
            dialogue: DialogueLimits(
                connectTimeout: settings.connectTimeout,
                replyTimeout: settings.replyTimeout,
                deadline: settings.replyTimeout * 2,
                maximumBytes: settings.maximumReplyBytes
            ),
            endpointDeadline: settings.endpointDeadline,
            introduction: ClientIntroduction(contact: contact, hostName: settings.clientName)
        )
        limits.robustness = settings.robustness
        parallelEndpoints = settings.parallelEndpoints
        resolver = ResolverSettings(settings)
        sourceAddresses = settings.sourceAddresses
        trustStore = settings.trustStore
        privateTrustStores = settings.privateTrustStores
        weakKeyList = settings.weakKeyList
        transparencyLogList = settings.transparencyLogList
        signingKeys = settings.securityTextKeys
        revocation = RevocationSettings(
            asksResponders: settings.fetchRevocation == .ocsp || settings.fetchRevocation == .both,
            fetchesLists: settings.fetchRevocation == .crl || settings.fetchRevocation == .both,
            maximumListBytes: settings.maximumListBytes,
            proxy: settings.proxy.map { FetchProxy(host: $0.host, port: $0.port) }
        )
        bogusName = settings.bogusName
        networkFiles = NetworkFiles(
            routeOrigins: settings.routeOrigins,
            routeOriginsAge: settings.routeOriginsAge,
            networks: settings.prefixTable,
            networksAge: settings.prefixTableAge
        )
        vantageAge = settings.vantageAge
        issuanceFile = IssuanceFile(path: settings.issuanceExtract, age: settings.issuanceExtractAge)
        evidenceHosts = Set(settings.evidenceHosts.map { $0.lowercased() })
        vantage = settings.vantage ?? ProcessInfo.processInfo.hostName
    }
}

extension ResolverSettings {
    fileprivate init(_ settings: ServiceSettings) {
        self.init()
        forwarders = settings.nameServers.map { Forwarder(address: $0.address, port: $0.port) }
        hostsFile = settings.hostsFile
        trustAnchorFile = settings.trustAnchor
        deadline = settings.replyTimeout
        sources = settings.sourceAddresses
    }
}
