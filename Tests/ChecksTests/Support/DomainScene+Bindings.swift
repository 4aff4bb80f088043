// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import TLSWire

/// HTTPS records of `mfa.example`, and what its server was seen to do.
extension DomainScene {
    static func alias(_ target: String) throws -> RecordData {
        .binding(ServiceBinding(priority: 0, target: target == "." ? .root : try name(target)))
    }

    /// A service with parameters by key.
    static func service(_ parameters: [UInt16: [UInt8]] = [:], target: String = ".") throws -> RecordData {
        .binding(
            ServiceBinding(
                priority: 1,
                target: target == "." ? .root : try name(target),
                parameters: parameters.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value) }
            )
        )
    }

    static func protocols(_ names: String...) -> [UInt8] {
        names.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    }

    /// A listed site at port 443 that was seen to choose these protocols, and TLS 1.3 or not.
    func site(_ host: String = "mfa.example", choosing protocols: [String], hasTLS13: Bool = true) throws
        -> DomainScene
    {
        try serving(host, port: 443, spki: "aa").seeing(
            ApplicationProtocols(protocols: protocols),
            VersionOffer(version: .tls13, isOffered: hasTLS13),
            on: Subject(scope: .address, name: "\(host):443@192.0.2.25")
        )
    }
}
