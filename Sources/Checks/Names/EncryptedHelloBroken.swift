// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model
internal import TLSWire

/// Fails where keys for encrypted hellos are published that hide nothing.
package struct EncryptedHelloBroken: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.ech-broken",
        title: "Keys for encrypted hellos do not work",
        measures:
            "The ech parameter of HTTPS records of the domain, of www and of listed sites, and whether the site speaks TLS 1.3, where it was measured. Having none is no fault.",
        scope: .domain,
        levels: ["mixed", "unusable", "without-tls13", "malformed"],
        references: ["RFC 9848", "RFC 9849 §4"],
        remedy: "Publish configurations of RFC 9849 in every service of the name, or in none."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    private typealias Fault = (level: String, seen: String)

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        var gaps: [Unestablished] = []
        let found = view.bindings(&gaps).filter { $0.services.contains { $0.encryptedHello != nil } }
        var faults: [Fault] = []
        for records in found {
            for service in records.services {
                guard let list = service.encryptedHello else {
                    faults.append(("mixed", "\(records.site.owner) has services with keys and without"))
                    continue
                }
                do {
                    if let fault = try Self.fault(of: list, service, records, view) { faults.append(fault) }
                } catch {
                    gaps.append(error)
                }
            }
        }
        let order = Self.identity.levels
        let rank = { (level: String) in order.firstIndex(of: level) ?? 0 }
        if let worst = faults.max(by: { rank($0.level) < rank($1.level) }) {
            return .fail(
                level: worst.level,
                seen: faults.map(\.seen).listed(separator: "; "),
                expected: "keys that clients can use, in every service"
            )
        }
        if let gap = gaps.foremost { return .withheld(because: gap) }
        return found.isEmpty
            ? .notApplicable(because: "no HTTPS record has keys for encrypted hellos") : .pass
    }

    private static func fault(
        of list: [UInt8],
        _ service: ServiceBinding,
        _ records: HTTPSRecords,
        _ view: DomainView
    ) throws(Unestablished) -> Fault? {
        let owner = records.site.owner
        do {
            let configs = try EncryptedHelloConfigs(list: list)
            if let obstacle = configs.obstacle { return ("unusable", "\(owner): \(obstacle)") }
        } catch {
            return ("malformed", "\(owner): \(error)")
        }
        let endpoints = view.endpoints(of: service, records)
        let offers = endpoints.flatMap { view.evidence.all(VersionOffer.self, under: .endpoint($0.id)) }
            .filter { $0.fact.version == .tls13 }
        guard !offers.isEmpty else {
            let reason = "where the keys of \(owner) belong, TLS 1.3 was not measured"
            throw Unestablished(phase: .notMeasured, reason: reason)
        }
        return offers.first { !$0.fact.isOffered }.map {
            ("without-tls13", "\($0.subject.name) has no TLS 1.3, without which no hello is encrypted")
        }
    }
}
