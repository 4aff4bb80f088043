// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Foundation

/// A zone as it is served, with its signatures and proofs where it is signed.
struct Zone: Sendable {
    /// The records of one name and type, and their signature.
    struct RecordSet: Sendable {
        let records: [ResourceRecord]
        let signatures: [ResourceRecord]
    }

    /// Seconds that every record may be kept.
    private static let timeToLive: UInt32 = 300

    let name: DNSName
    private let sets: [DNSName: [RecordType: RecordSet]]
    /// Names for which the zone has authority, those of zones below included, in canonical order.
    private let owners: [DNSName]
    /// What a parent should say; nil where the zone is not signed.
    let delegationSigner: DelegationSigner?

    init(_ plan: ZonePlan, now: Date) throws {
        name = plan.name
        var data = plan.whole
        let apex = plan.name
        let cuts = data.filter { $0.key != apex && $0.value[.ns] != nil }.keys
        // What lies below a cut is glue.
        owners = data.keys.filter { owner in !cuts.contains { owner != $0 && owner.isWithin($0) } }.sorted()
        let signer = try plan.signing.days.map { try ZoneSigner(zone: apex, days: $0, now: now) }
        delegationSigner = try signer?.delegationSigner()
        if let signer {
            data[apex, default: [:]][.dnskey] = [.key(signer.zoneKey)]
            for (owner, next) in zip(owners, owners.dropFirst() + owners.prefix(1)) {
                let types = data[owner, default: [:]].keys + [.rrsig, .nsec]
                data[owner, default: [:]][.nsec] = [.denial(NextSecure(next: next, types: Array(types)))]
            }
        }
        let signed = Set(owners)
        sets = try data.reduce(into: [:]) { sets, entry in
            let (owner, types) = entry
            for (type, set) in types {
                // Neither glue nor the servers of a zone below are the zone's own word (RFC 4035 §2.2).
                let isOwn = signed.contains(owner) && !(type == .ns && owner != apex)
                sets[owner, default: [:]][type] = try Self.set(set, type, at: owner, by: isOwn ? signer : nil)
            }
        }
    }

    private static func set(
        _ set: [RecordData],
        _ type: RecordType,
        at owner: DNSName,
        by signer: ZoneSigner?
    )
        throws -> RecordSet
    {
        let record: (RecordData, RecordType) -> ResourceRecord = { data, type in
            ResourceRecord(name: owner, type: type, timeToLive: timeToLive, data: data)
        }
        let signature = try signer?.signature(over: set, type, at: owner, timeToLive: timeToLive)
        return RecordSet(
            records: set.map { record($0, type) },
            signatures: signature.map { [record(.signature($0), .rrsig)] } ?? []
        )
    }
}

// MARK: - Looking up

extension Zone {
    func set(_ owner: DNSName, _ type: RecordType) -> RecordSet? { sets[owner]?[type] }

    /// Whether anything stands at the name or below it.
    func has(_ owner: DNSName) -> Bool { sets.keys.contains { $0.isWithin(owner) } }

    /// The zone below that the name lies in; nil where this one answers for it.
    func cut(above owner: DNSName) -> DNSName? {
        var found: DNSName?
        var name: DNSName? = owner
        while let one = name, one != self.name {
            if sets[one]?[.ns] != nil { found = one }
            name = one.parent
        }
        return found
    }

    /// The NSEC record that stands at a name, or that shows that there is none.
    func proof(about owner: DNSName) -> RecordSet? {
        let before = owners.last { $0 <= owner } ?? owners.last
        return before.flatMap { set($0, .nsec) }
    }

    /// Where an answer from the zone for a name that is not there would have to come from.
    func closestEncloser(of owner: DNSName) -> DNSName {
        var name = owner
        while !has(name), let parent = name.parent { name = parent }
        return name
    }

    /// Every record, the start of authority first and last (RFC 5936 §2.2).
    var transfer: [ResourceRecord] {
        let start = set(name, .soa)?.records ?? []
        let others = sets.values.flatMap { $0.filter { $0.key != .soa }.values }
        return start + others.flatMap { $0.records + $0.signatures } + start
    }
}
