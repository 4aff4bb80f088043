// SPDX-License-Identifier: Apache-2.0
package import Model

/// Holds what was found on servers of the laboratory against what they were made for.
package struct SelfCheckComparison: Sendable {
    /// Ids of the checks that are to fail, by server.
    private let failing: [String: Set<String>]
    private let found: [String: [String: [Verdict]]]

    /// - Parameters:
    ///   - failing: ids of the checks that are to fail, by endpoint id.
    ///   - findings: of these endpoints and their addresses; others are passed over.
    package init(failing: [String: Set<String>], findings: [Finding]) {
        self.failing = failing
        var found: [String: [String: [Verdict]]] = [:]
        for finding in findings {
            guard let server = finding.subject.endpointID, failing[server] != nil else { continue }
            found[server, default: [:]][finding.check, default: []].append(finding.verdict)
        }
        self.found = found
    }

    /// How many failures are to be found.
    package var planted: Int { failing.values.reduce(0) { $0 + $1.count } }

    /// How many verdicts there were.
    package var verdicts: Int { found.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } } }

    /// Planted and not found, or found and not planted; what could not be decided is neither.
    package var differences: [SelfCheck.Difference] {
        failing.flatMap { server, expected in
            let verdicts = found[server] ?? [:]
            let missed = expected.filter { check in
                !(verdicts[check] ?? []).contains { [.fail, .unknown].contains($0.state) }
            }
            let invented = verdicts.filter { check, own in
                !expected.contains(check) && own.contains { $0.state == .fail }
            }
            return missed.map { SelfCheck.Difference(.missed, $0, at: server) }
                + invented.keys.map { SelfCheck.Difference(.invented, $0, at: server) }
        }
        .sorted()
    }

    /// Why the rest cannot be said: verdicts that are unknown, though these servers answer everything; nil where none is.
    package var reason: String? {
        let open = found.flatMap { server, verdicts in
            verdicts.compactMap { check, own -> String? in
                guard !own.contains(where: { $0.state == .fail }) else { return nil }
                for case .unknown(let because) in own {
                    return "\(check) at \(server) is unknown (\(because.phase.rawValue): \(because.reason))"
                }
                return nil
            }
        }
        .sorted()
        guard let first = open.first else { return nil }
        return open.count == 1 ? first : "\(first), and \(open.count - 1) more"
    }
}
