// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import Foundation
internal import MailPolicy
internal import Model
internal import Resolver

/// What the resolver says about a domain's names: zone, DNSSEC, CAA, addresses, hosts.
struct NameRecords {
    private let questions: DomainQuestions
    private let plain: any Resolving

    init(_ questions: DomainQuestions, plain: any Resolving) {
        self.questions = questions
        self.plain = plain
    }

    /// The zone that the domain lies in.
    func gather(_ domain: DNSName) async -> ZoneScene {
        let authority = await questions.ask(domain, .soa)
        await keepState(of: domain, authority)
        let scene = await cut(domain)
        await security(of: scene.zone)
        for name in CAAClimb.names(from: domain) where !(await questions.data(name, .caa)).isVoid {
            break
        }
        for host in [domain, domain.prepending("www")].compactMap(\.self) { await web(host) }
        if let relays = domain.prepending("_turns", "_tcp") { _ = await questions.ask(relays, .srv) }
        for host in scene.servers.prefix(DomainProbe.Bounds.hosts) { await self.host(host) }
        return scene
    }

    private func keepState(of name: DNSName, _ answer: DNSAnswer) async {
        switch answer.outcome {
        case .found, .noData, .noSuchName:
            let state = DNSSecurity(answer.validation)
            guard state != .indeterminate else {
                let reason = Unestablished(
                    phase: .vantage,
                    reason: "nothing is validated here: no trust anchor"
                )
                return await questions.keep(.unestablished(Question(DNSSECState.self, "\(name)"), reason))
            }
            await questions.keep(.fact(DNSSECState(name: "\(name)", state: state)))
        case .bogus(let why):
            await questions.keep(.fact(DNSSECState(name: "\(name)", state: .bogus, reason: why)))
        case .failed, .timedOut, .cancelled:
            let reason = Unestablished(
                phase: .resolve,
                reason: "\(name) \(answer.outcome.words)",
                attempts: 1
            )
            await questions.keep(.unestablished(Question(DNSSECState.self, "\(name)"), reason))
        }
    }

    /// Climbs from the domain to the zone that it lies in, and from there to the zone above.
    private func cut(_ domain: DNSName) async -> ZoneScene {
        guard let (zone, servers) = await apex(from: domain) else {
            let reason = Unestablished(
                phase: .resolve,
                reason: "no zone was found for \(domain)",
                attempts: 1
            )
            await questions.keep(.unestablished(Question(ZoneCut.self), reason))
            return ZoneScene(zone: domain, servers: [], parent: nil, parentServers: [])
        }
        var above: (zone: DNSName, servers: [DNSName])?
        if let parent = zone.parent { above = await apex(from: parent) }
        await questions.keep(.fact(ZoneCut(zone: "\(zone)", parent: above.map { "\($0.zone)" })))
        return ZoneScene(
            zone: zone,
            servers: servers,
            parent: above?.zone,
            parentServers: above?.servers ?? []
        )
    }

    private func apex(from start: DNSName) async -> (zone: DNSName, servers: [DNSName])? {
        var name = start
        while true {
            // A zone that does not validate is a zone all the same.
            let servers = await questions.servers(of: name, whereBogus: plain)
            if !servers.isEmpty { return (name, servers.sorted()) }
            guard let parent = name.parent else { return nil }
            name = parent
        }
    }

    private func security(of zone: DNSName) async {
        _ = await questions.ask(zone, .ds)
        _ = await questions.ask(zone, .nsec3param)
        var packets: [[UInt8]] = []
        for type in [RecordType.dnskey, .soa] {
            let answer = await questions.ask(zone, type, whereBogus: plain)
            packets.append(answer.packet)
        }
        let signatures = packets.flatMap { Self.read($0, of: zone) }
        guard !signatures.isEmpty else { return }
        await questions.keep(.fact(ZoneSignatures(zone: "\(zone)", signatures: signatures)))
    }

    private static func read(_ packet: [UInt8], of zone: DNSName) -> [ZoneSignatures.Signature] {
        guard let message = try? DNSMessage(packet) else { return [] }
        return (message.answers + message.authorities).compactMap { record in
            guard record.name == zone, case .signature(let signature) = record.data else { return nil }
            return ZoneSignatures.Signature(
                covered: signature.covered.description,
                algorithm: Int(signature.algorithm),
                keyTag: Int(signature.keyTag),
                inception: Date(timeIntervalSince1970: Double(signature.inception)),
                expiration: Date(timeIntervalSince1970: Double(signature.expiration))
            )
        }
    }

    private func web(_ host: DNSName) async {
        _ = await questions.ask(host, .cname)
        await self.host(host)
        await ServiceBindings(questions).gather(host, port: 443)
        guard let tlsa = host.prepending("_443", "_tcp") else { return }
        _ = await questions.ask(tlsa, .tlsa)
    }

    private func host(_ host: DNSName) async {
        _ = await questions.ask(host, .a)
        _ = await questions.ask(host, .aaaa)
    }
}

/// The zone of a domain, as far as it was found.
struct ZoneScene {
    let zone: DNSName
    let servers: [DNSName]
    let parent: DNSName?
    let parentServers: [DNSName]
}

/// Where CAA records for a name may stand (RFC 8659 §3): at the name and everywhere above it.
enum CAAClimb {
    static func names(from name: DNSName) -> [DNSName] {
        name.labels.indices.map { name.suffix(name.labels.count - $0) }
    }
}
