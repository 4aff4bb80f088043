// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import TLSWire

/// The ephemeral public values that answers carried, as far as it takes to see whether one came twice.
struct PublicValueLog: Sendable {
    /// Values of one group that must all differ before they pass for fresh.
    static let enough = 3

    private struct Group: Hashable, Sendable {
        let exchange: EphemeralKeyReuse.Exchange
        let name: [UInt8]
    }

    /// Digests, not values: a visit may carry hundreds.
    private var seen: [Group: Set<[UInt8]>] = [:]
    private var reused: Set<EphemeralKeyReuse.Exchange> = []

    mutating func note(_ parameters: ServerKeyExchange.Parameters) {
        switch parameters {
        case .dhe(let parameters):
            note(parameters.publicValue, Group(exchange: .finiteField, name: SHA256.digest(parameters.prime)))
        case .ecdhe(let curve, let point):
            let id = curve.group.id
            let name = [UInt8(truncatingIfNeeded: id >> 8), UInt8(truncatingIfNeeded: id)]
            note(point, Group(exchange: .ellipticCurve, name: name))
        case .rsaExport, .srp, .pskHintOnly, .unrecognised: break
        }
    }

    private mutating func note(_ value: [UInt8], _ group: Group) {
        if !seen[group, default: []].insert(SHA256.digest(value)).inserted { reused.insert(group.exchange) }
    }

    /// Nil where no value was seen.
    func mostValues(_ exchange: EphemeralKeyReuse.Exchange) -> Int? {
        seen.filter { $0.key.exchange == exchange }.map(\.value.count).max()
    }

    /// Nil where too few were seen to tell.
    func isReused(_ exchange: EphemeralKeyReuse.Exchange) -> Bool? {
        if reused.contains(exchange) { return true }
        return mostValues(exchange).flatMap { $0 >= Self.enough ? false : nil }
    }
}
