// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Model

/// How a zone of the laboratory is signed.
enum ZoneSigning: Sendable {
    case none
    case sound
    /// The signatures ended yesterday.
    case expired
    /// The signatures end tomorrow.
    case ending

    /// From and to which day signatures are valid, counted from today; nil without any.
    var days: (first: Int, last: Int)? {
        switch self {
        case .none: nil
        case .sound: (-1, 29)
        case .expired: (-31, -1)
        case .ending: (-29, 1)
        }
    }
}

/// What is to stand in a zone, before keys, signatures and proofs are added.
struct ZonePlan: Sendable {
    let name: DNSName
    var signing = ZoneSigning.sound
    var serial: UInt32 = 1
    private(set) var records: [DNSName: [RecordType: [RecordData]]] = [:]

    /// - Parameter servers: the hosts of its name servers.
    init(_ name: DNSName, servers: [DNSName]) {
        self.name = name
        for server in servers { add(.nameServer(server), .ns, at: name) }
    }

    mutating func add(_ data: RecordData, _ type: RecordType, at owner: DNSName) {
        records[owner, default: [:]][type, default: []].append(data)
    }

    mutating func add(address: String, at owner: DNSName) {
        guard let address = IPAddress(address) else { return }
        add(.address(address), .a, at: owner)
    }

    /// In strings of 255 bytes.
    mutating func add(text: String, at owner: DNSName) {
        let bytes = Array(text.utf8)
        let strings = stride(from: 0, to: bytes.count, by: 255).map {
            Array(bytes[$0..<min($0 + 255, bytes.count)])
        }
        add(.text(strings), .txt, at: owner)
    }

    /// Hands a zone below to servers of its own; `signer` vouches for its key.
    mutating func delegate(_ child: DNSName, to servers: [DNSName], signer: DelegationSigner?) {
        for server in servers { add(.nameServer(server), .ns, at: child) }
        if let signer { add(.delegationSigner(signer), .ds, at: child) }
    }

    /// With the start of authority.
    var whole: [DNSName: [RecordType: [RecordData]]] {
        var all = self
        let start = StartOfAuthority(
            primary: records[name]?[.ns]?.lazy.compactMap(\.host).first ?? name,
            mailbox: name.prepending("hostmaster") ?? name,
            serial: serial
        )
        all.add(.authority(start), .soa, at: name)
        return all.records
    }
}

extension RecordData {
    fileprivate var host: DNSName? { if case .nameServer(let host) = self { host } else { nil } }
}
