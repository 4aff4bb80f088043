// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import MailPolicy
internal import Model

/// A name that a record of a domain points to, and what is there.
struct DomainTarget {
    let kind: String
    let name: DNSName
    let answer: PolicyAnswer<RecordData>
    let needsAddress: Bool
}

extension DomainView {
    /// The targets of NS, MX, aliases and SPF includes; what could not be read is added to `gaps`.
    func targets(_ gaps: inout [Unestablished]) -> [DomainTarget] {
        var targets: [DomainTarget] = []
        do {
            for host in try nameServers() { targets.append(self.host(of: "NS", host)) }
            for host in try exchanges().map(\.host) where !host.isRoot {
                targets.append(self.host(of: "MX", host))
            }
            for name in [domain, domain.prepending("www")].compactMap(\.self) {
                guard let target = try alias(of: name) else { continue }
                targets.append(target)
            }
            for trouble in try survey().troubles where trouble.kind == .noSuchName {
                targets.append(
                    DomainTarget(
                        kind: "SPF include",
                        name: trouble.domain,
                        answer: .noSuchName,
                        needsAddress: false
                    )
                )
            }
        } catch {
            gaps.append(error)
        }
        return targets
    }

    private func host(of kind: String, _ host: DNSName) -> DomainTarget {
        let answers = [answer(host, .a), answer(host, .aaaa)]
        let best =
            answers.first { !($0.values ?? []).isEmpty } ?? answers.first { $0.values == nil } ?? answers[0]
        return DomainTarget(kind: kind, name: host, answer: best, needsAddress: true)
    }

    /// Where an alias leads: the name's own addresses are those of its target.
    private func alias(of name: DNSName) throws(Unestablished) -> DomainTarget? {
        let targets = try data(name, .cname).compactMap {
            if case .alias(let target) = $0 { target } else { nil }
        }
        guard let target = targets.first else { return nil }
        let led = host(of: "CNAME", name)
        return DomainTarget(kind: "CNAME", name: target, answer: led.answer, needsAddress: true)
    }
}
