// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

/// The key exchange, and what followed the answer to the hello.
extension DialogueExpectation {
    func compareKeyExchange(_ value: JSON) throws {
        let exchange = try #require(reply.flight?.keyExchange, "\(recorded.name)")
        for (key, expected) in value.object {
            switch (key, exchange.parameters) {
            case ("type", .ecdhe): same("ECDHE", expected.string, key)
            case ("type", .dhe): same("DHE", expected.string, key)
            case ("type", .rsaExport): same("RSA export", expected.string, key)
            case ("group", .ecdhe(.named(let group), _)): same(UInt32(group.id), expected.hex, key)
            case ("group_name", .ecdhe(.named(let group), _)): same(group.name, expected.string, key)
            case ("point_length", .ecdhe(_, let point)): same(point.count, expected.integer, key)
            case ("dh_bits", .dhe(let dh)): same(dh.bits, expected.integer, key)
            case ("public_bits", .dhe(let dh)): same(dh.publicBits, expected.integer, key)
            case ("g", .dhe(let dh)): same(dh.generator.map(Int.init), [expected.integer ?? 0], key)
            case ("known_prime", .dhe(let dh)):
                // The recorder did not know Oakley group 1, which Java uses for 768 bits.
                let oakley1 = dh.bits == 768 ? "RFC 2409 Oakley group 1" : nil
                same(dh.knownPrime?.name, expected.string ?? oakley1, key)
            case ("rsa_bits", .rsaExport): same(exchange.modulusBits, expected.integer, key)
            case ("e", .rsaExport(_, let e)): same(e.reduce(0) { $0 << 8 | Int($1) }, expected.integer, key)
            case ("signed", _): same(exchange.signature != nil, expected.bool, key)
            case ("signature_algorithm", _):
                same(exchange.signature?.scheme.map { UInt32($0.id) }, expected.hex, key)
            case ("p_sha256", _): break
            default: Issue.record("\(recorded.name): nobody compares key_exchange.\(key)")
            }
        }
    }

    func compareAftermath(_ key: String, _ value: JSON) throws -> Bool {
        switch key {
        case "alert":
            guard value["encrypted"]?.bool == false else { return false }
            let alert = try #require(replayed.alerts.first, "\(recorded.name)")
            same(Int(alert.level), value["level"]?.integer, key)
            same(Int(alert.description.id), value["code"]?.integer, key)
            same(alert.description.name, value["name"]?.string, key)
        case "alerts":
            guard recorded.expect["alert"]?["encrypted"]?.bool == false else { return false }
            let later = replayed.alerts.count - replayed.replies.reduce(0) { $0 + $1.alerts.count }
            same(replayed.replies.reduce(later) { $0 + $1.alertCount }, value.integer, key)
        case "early_ccs":
            for (index, turn) in ["first", "second"].enumerated() {
                guard let names = value[turn]?.array?.map(\.string) else { continue }
                let events = index < replayed.aftermath.count ? replayed.aftermath[index] : []
                same(events.map(\.vectorName), names, "\(key).\(turn)")
            }
        case "reaction":
            let names = value["server"]?.array?.map(\.string)
            same(replayed.aftermath.last?.map(\.vectorName) ?? [], names, key)
        case "heartbeat":
            same(reply.serverHello?.heartbeatMode != nil, value["extension_in_server_hello"]?.bool, key)
            guard recorded.keylog == nil else { break }
            let payloads = replayed.aftermath.joined().compactMap { event -> [UInt8]? in
                guard case .heartbeat(let payload) = event else { return nil }
                return payload
            }
            same(!payloads.isEmpty, value["answered"]?.bool, key)
            same(payloads.first?.count, value["response_record_length"]?.integer, key)
        default: return false
        }
        return true
    }
}
