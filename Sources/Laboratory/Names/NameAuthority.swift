// SPDX-License-Identifier: Apache-2.0
internal import DNSWire

/// What a name server of the laboratory says, by its zones alone: it asks nobody.
struct NameAuthority: Sendable {
    /// Aliases that are followed inside the zones.
    private static let mostAliases = 8
    /// Bytes of a datagram for clients without EDNS (RFC 1035 §4.2.1).
    private static let plainDatagram = 512
    private static let longestDatagram = 1232

    let zones: [Zone]
    /// Whether it says that it would ask others.
    var offersRecursion = false
    /// Whether it gives whole zones away.
    var allowsTransfer = false
    var isOverTCP = true

    init(_ zones: [Zone]) { self.zones = zones }

    /// The reply to a message; nil where none is due.
    func reply(to bytes: [UInt8], overTCP: Bool) -> [UInt8]? {
        guard let query = try? DNSMessage(bytes), !query.isReply, query.opcode == 0,
            let question = query.questions.first
        else { return nil }
        var reply = DNSMessage(id: query.id, questions: query.questions)
        reply.isReply = true
        reply.wantsRecursion = query.wantsRecursion
        reply.offersRecursion = offersRecursion
        reply.disablesChecking = query.disablesChecking
        let wantsDNSSEC = query.edns?.wantsDNSSEC ?? false
        if query.edns != nil {
            reply.edns = EDNS(datagramSize: UInt16(Self.longestDatagram), wantsDNSSEC: wantsDNSSEC)
        }
        if question.type == .axfr {
            transfer(question.name, overTCP: overTCP, into: &reply)
        } else {
            answer(question, wantsDNSSEC, into: &reply)
        }
        let size = query.edns.map { min(Self.longestDatagram, Int($0.datagramSize)) } ?? 0
        guard let whole = try? reply.encoded() else { return nil }
        guard !overTCP, whole.count > max(Self.plainDatagram, size) else { return whole }
        (reply.answers, reply.authorities, reply.additional) = ([], [], [])
        reply.isTruncated = true
        return try? reply.encoded()
    }

    private func transfer(_ name: DNSName, overTCP: Bool, into reply: inout DNSMessage) {
        guard allowsTransfer, overTCP, let zone = zones.first(where: { $0.name == name }) else {
            reply.code = .refused
            return
        }
        reply.isAuthoritative = true
        reply.answers = zone.transfer
    }

    private func answer(_ question: DNSQuestion, _ wantsDNSSEC: Bool, into reply: inout DNSMessage) {
        guard question.questionClass == 1, zone(for: question.name, question.type) != nil else {
            reply.code = .refused
            return
        }
        var name = question.name
        for _ in 0...Self.mostAliases {
            guard let zone = zone(for: name, question.type),
                let target = ZoneAnswer(zone, name, question.type, wantsDNSSEC).write(to: &reply)
            else { return }
            name = target
        }
    }

    /// The zone that knows most of a name; of a DS record, the one above (RFC 4035 §3.1.4.1).
    private func zone(for name: DNSName, _ type: RecordType) -> Zone? {
        let holding = zones.filter { name.isWithin($0.name) }
            .sorted { $0.name.labels.count > $1.name.labels.count }
        guard type == .ds, holding.count > 1, holding.first?.name == name else { return holding.first }
        return holding[1]
    }
}

/// What one zone says of one question.
private struct ZoneAnswer {
    private let zone: Zone
    private let name: DNSName
    private let type: RecordType
    private let wantsDNSSEC: Bool

    init(_ zone: Zone, _ name: DNSName, _ type: RecordType, _ wantsDNSSEC: Bool) {
        (self.zone, self.name, self.type, self.wantsDNSSEC) = (zone, name, type, wantsDNSSEC)
    }

    private func records(_ set: Zone.RecordSet?) -> [ResourceRecord] {
        guard let set else { return [] }
        return set.records + (wantsDNSSEC ? set.signatures : [])
    }

    /// The name that an alias leads to; nil where the answer is whole.
    func write(to reply: inout DNSMessage) -> DNSName? {
        if let cut = zone.cut(above: name), !(type == .ds && cut == name) {
            refer(to: cut, &reply)
            return nil
        }
        reply.isAuthoritative = true
        if let set = zone.set(name, type) {
            reply.answers += records(set)
            return nil
        }
        if let set = zone.set(name, .cname), case .alias(let target)? = set.records.first?.data {
            reply.answers += records(set)
            return target
        }
        deny(&reply)
        return nil
    }

    private func refer(to cut: DNSName, _ reply: inout DNSMessage) {
        let servers = zone.set(cut, .ns)
        reply.authorities += records(servers)
        if let signer = zone.set(cut, .ds) {
            reply.authorities += records(signer)
        } else if wantsDNSSEC {
            reply.authorities += records(zone.proof(about: cut))
        }
        for case .nameServer(let host) in servers?.records.map(\.data) ?? [] {
            reply.additional += zone.set(host, .a)?.records ?? []
        }
    }

    /// With the proofs that neither the name nor a wildcard in its place is there (RFC 4035 §3.1.3).
    private func deny(_ reply: inout DNSMessage) {
        reply.authorities += records(zone.set(zone.name, .soa))
        let isThere = zone.has(name)
        if !isThere { reply.code = .noSuchName }
        guard wantsDNSSEC else { return }
        let wildcard = isThere ? nil : zone.closestEncloser(of: name).prepending("*")
        var known: Set<DNSName> = []
        for owner in [name, wildcard].compactMap(\.self) {
            guard let proof = zone.proof(about: owner), let at = proof.records.first?.name else { continue }
            if known.insert(at).inserted { reply.authorities += records(proof) }
        }
    }
}
