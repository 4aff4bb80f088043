// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Foundation
import MailPolicy
import Model

/// A zone out of a script: each name with its records, in the order of the script.
struct ScriptedLookups: PolicyLookups {
    enum Entry: Hashable, Sendable {
        case text([UInt8])
        case address(IPAddress)
        case exchange(MailExchange)
        case pointer(DNSName)
        case alias(DNSName)
        /// Types that are not among the others are silent.
        case timeout
    }

    var zone: [DNSName: [Entry]] = [:]

    func adding(_ name: String, _ entries: Entry...) -> ScriptedLookups {
        var copy = self
        if let name = DNSName(name) { copy.zone[name, default: []] += entries }
        return copy
    }

    func adding(_ name: String, text: String) -> ScriptedLookups { adding(name, .text(Array(text.utf8))) }

    private func records<Value>(of name: DNSName, hops: Int = 8, _ pick: (Entry) -> Value?) -> PolicyAnswer<
        Value
    > {
        guard let entries = zone[name] else {
            return zone.keys.contains { $0.isWithin(name) } ? .noData : .noSuchName
        }
        let found = entries.compactMap(pick)
        if !found.isEmpty { return .found(found) }
        for case .alias(let target) in entries {
            guard hops > 0 else { return .failed("aliases in a circle") }
            return records(of: target, hops: hops - 1, pick)
        }
        return entries.contains(.timeout) ? .failed("timed out") : .noData
    }

    func texts(of name: DNSName) async -> PolicyAnswer<[UInt8]> {
        records(of: name) { if case .text(let text) = $0 { text } else { nil } }
    }

    func addresses(of name: DNSName, family: IPAddress.Family) async -> PolicyAnswer<IPAddress> {
        records(of: name) { if case .address(let one) = $0, one.family == family { one } else { nil } }
    }

    func exchanges(of name: DNSName) async -> PolicyAnswer<MailExchange> {
        records(of: name) { if case .exchange(let one) = $0 { one } else { nil } }
    }

    func pointers(of name: DNSName) async -> PolicyAnswer<DNSName> {
        records(of: name) { if case .pointer(let one) = $0 { one } else { nil } }
    }
}
