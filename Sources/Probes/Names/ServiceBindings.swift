// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Resolver

/// Asks for the HTTPS records of websites, and for the addresses of where they lead (RFC 9460 §3).
struct ServiceBindings {
    private let questions: DomainQuestions

    init(_ questions: DomainQuestions) { self.questions = questions }

    func gather(_ host: DNSName, port: UInt16) async {
        guard var name = ServiceBinding.owner(of: host, port: port) else { return }
        var seen: Set<DNSName> = []
        while seen.count <= DomainProbe.Bounds.aliases, seen.insert(name).inserted {
            let answer = await questions.ask(name, .https)
            let bindings = answer.records.compactMap { rdata in
                if case .binding(let binding) = RecordData(type: .https, rdata: rdata) {
                    binding
                } else {
                    nil
                }
            }
            guard let alias = bindings.first(where: \.isAlias) else {
                return await addresses(of: bindings, at: answer.canonicalName.flatMap { DNSName($0) } ?? name)
            }
            guard !alias.target.isRoot else { return }
            name = alias.target
        }
    }

    /// Only hints are compared with addresses.
    private func addresses(of bindings: [ServiceBinding], at name: DNSName) async {
        let hinting = bindings.filter { !$0.hints.isEmpty }
        for binding in hinting.prefix(DomainProbe.Bounds.services) {
            _ = await questions.addresses(of: binding.target.isRoot ? name : binding.target)
        }
    }
}
