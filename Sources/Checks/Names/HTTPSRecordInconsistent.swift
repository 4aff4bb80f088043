// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where HTTPS records say of a site what it is not.
package struct HTTPSRecordInconsistent: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.https-record-inconsistent",
        title: "HTTPS records say what is not so",
        measures:
            "Address hints against the A and AAAA records of the same name, and the protocols of alpn against those that a listed site was seen to choose over TCP.",
        scope: .domain,
        levels: ["hints", "protocols", "unreachable"],
        references: ["RFC 9460 §7.1", "RFC 9460 §7.3", "RFC 9460 §9.5"],
        remedy: "Change the HTTPS records together with the addresses and the protocols of the server."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        var gaps: [Unestablished] = []
        let found = view.bindings(&gaps).filter(\.isThere)
        var faults: [(level: String, seen: String)] = []
        for records in found {
            if case .withdrawn = records.end,
                let endpoint = view.endpoints(of: records.site.host, records.site.port).first
            {
                faults.append(
                    ("unreachable", "\(records.site.owner) says that there is nothing at \(endpoint.id)")
                )
            }
            for service in records.services {
                do {
                    if let fault = try Self.hints(of: service, records, view) { faults.append(fault) }
                } catch {
                    gaps.append(error)
                }
                do {
                    if let fault = try Self.protocols(of: service, records, view) { faults.append(fault) }
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
                expected: "records that say what the site does"
            )
        }
        if let gap = gaps.foremost { return .withheld(because: gap) }
        return found.isEmpty ? .notApplicable(because: "there is no HTTPS record") : .pass
    }

    private typealias Fault = (level: String, seen: String)

    private static func hints(
        of service: ServiceBinding,
        _ records: HTTPSRecords,
        _ view: DomainView
    ) throws(Unestablished) -> Fault? {
        guard !service.hints.isEmpty else { return nil }
        let target = records.target(of: service)
        let addresses = try view.addresses(of: target)
        let strangers = service.hints.filter { !addresses.contains($0) }
        guard !strangers.isEmpty else { return nil }
        let words = strangers.map(\.description).listed()
        return ("hints", "\(records.site.owner) hints at \(words), which \(target) does not have")
    }

    /// Those that run over TCP and that the probe asks for; others are not compared.
    private static let asked = ["h2", "http/1.1"]

    private static func protocols(
        of service: ServiceBinding,
        _ records: HTTPSRecords,
        _ view: DomainView
    ) throws(Unestablished) -> Fault? {
        let named = service.protocols ?? []
        let compared = named.filter(asked.contains)
        guard !compared.isEmpty else { return nil }
        let offers = try view.offers(of: service, records)
        for offer in offers {
            let chosen = offer.fact.protocols
            let missing = compared.filter { !chosen.contains($0) && !($0 == "http/1.1" && chosen.isEmpty) }
            guard !missing.isEmpty else { continue }
            let words = missing.listed()
            let hasOther = service.hasDefaultProtocol || missing.count < named.count
            return hasOther
                ? ("protocols", "\(records.site.owner) promises \(words), and \(offer.subject.name) has not")
                : (
                    "unreachable",
                    "\(records.site.owner) leaves only \(words), and \(offer.subject.name) has not"
                )
        }
        return nil
    }
}

extension DomainView {
    /// The listed endpoints at a host and port.
    func endpoints(of host: DNSName, _ port: UInt16) -> [Endpoint] {
        evidence.estate.endpoints.filter { $0.service == .https && $0.host == "\(host)" && $0.port == port }
    }

    /// The listed endpoints that a service of HTTPS records leads to.
    func endpoints(of service: ServiceBinding, _ records: HTTPSRecords) -> [Endpoint] {
        let port = service.port ?? records.site.port
        let target = records.target(of: service)
        let isOwn = service.target.isRoot || target == records.site.host
        return endpoints(of: isOwn ? records.site.host : target, port)
    }

    /// The protocols that the endpoints of a service were seen to choose, one for each address.
    fileprivate func offers(
        of service: ServiceBinding,
        _ records: HTTPSRecords
    ) throws(Unestablished) -> [Observation<ApplicationProtocols>] {
        let endpoints = endpoints(of: service, records)
        let offers = endpoints.flatMap { evidence.all(ApplicationProtocols.self, under: .endpoint($0.id)) }
        guard offers.isEmpty else { return offers }
        let reasons = endpoints.flatMap { endpoint in
            evidence.addresses(of: endpoint.id).map {
                evidence.reason(Question(ApplicationProtocols.self), of: $0)
            }
        }
        throw reasons.lazy.compactMap(\.self).first
            ?? Unestablished(
                phase: .notMeasured,
                reason: "where the HTTPS records of \(records.site.owner) lead, no protocols were measured"
            )
    }
}
