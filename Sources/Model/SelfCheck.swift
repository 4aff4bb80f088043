// SPDX-License-Identifier: Apache-2.0

/// Whether this installation, on this machine, finds what is bad and calls nothing bad that is good: what came of measuring
/// servers whose faults are known beforehand.
package struct SelfCheck: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Every planted failure was found, and nothing that is sound was called one.
        case held
        case notHeld = "not-held"
        /// Nothing can be said; never as good as held.
        case notEstablished = "not-established"
    }

    /// A check that judged otherwise than the servers were made for.
    package struct Difference: Hashable, Codable, Sendable, Comparable {
        package enum Kind: String, Codable, Sendable, CaseIterable {
            /// A planted failure was not found.
            case missed
            /// Something sound was called a failure.
            case invented
        }

        package let kind: Kind
        /// The check's id.
        package let check: String
        /// The server's name.
        package let server: String

        package init(_ kind: Kind, _ check: String, at server: String) {
            (self.kind, self.check, self.server) = (kind, check, server)
        }

        package static func < (left: Difference, right: Difference) -> Bool {
            (left.kind.rawValue, left.check, left.server) < (right.kind.rawValue, right.check, right.server)
        }
    }

    /// Sorted; empty unless it is not held.
    package let differences: [Difference]
    /// Why something, or all, is not established; nil where all is.
    package let reason: String?
    /// Failures that were to be found, on all servers.
    package let planted: Int
    /// Verdicts that were compared.
    package let verdicts: Int
    /// Made to these servers; in no figure of the estate.
    package let connections: Int
    package let milliseconds: Int

    package init(
        differences: [Difference] = [],
        reason: String? = nil,
        planted: Int = 0,
        verdicts: Int = 0,
        connections: Int = 0,
        milliseconds: Int = 0
    ) {
        self.differences = differences.sorted()
        self.reason = reason
        self.planted = planted
        self.verdicts = verdicts
        self.connections = connections
        self.milliseconds = milliseconds
    }

    package var state: State {
        guard differences.isEmpty else { return .notHeld }
        return reason == nil ? .held : .notEstablished
    }

    /// The one that says most against a cycle, which was checked anew where it was resumed; nil where there is none.
    package static func worst(of checks: [SelfCheck]) -> SelfCheck? {
        let order: [State] = [.notHeld, .notEstablished, .held]
        return order.lazy.compactMap { state in checks.first { $0.state == state } }.first
    }
}

extension SelfCheck {
    /// What of it is kept and signed: a line for the state, one for the figures, and one for each thing that is wrong.
    package var lines: [String] {
        [
            state.rawValue,
            "planted \(planted) verdicts \(verdicts) connections \(connections) milliseconds \(milliseconds)",
        ] + differences.map { "\($0.kind.rawValue) \($0.check) \($0.server)" }
            + (reason.map { ["reason \($0)"] } ?? [])
    }

    /// Reads `lines`; what says otherwise than any version so far could have written is not established.
    package init(lines: [String]) {
        guard let read = Self.read(lines) else {
            self.init(reason: "its record cannot be read by this version")
            return
        }
        self = read
    }

    private static func read(_ lines: [String]) -> SelfCheck? {
        guard lines.count >= 2, let figures = figures(lines[1]) else { return nil }
        var differences: [Difference] = []
        var reason: String?
        for line in lines.dropFirst(2) {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            if words.count >= 2, words[0] == "reason" {
                reason = String(line.dropFirst("reason ".count))
            } else if words.count == 3, let kind = Difference.Kind(rawValue: words[0]) {
                differences.append(Difference(kind, words[1], at: words[2]))
            } else {
                return nil
            }
        }
        let check = SelfCheck(
            differences: differences,
            reason: reason,
            planted: figures[0],
            verdicts: figures[1],
            connections: figures[2],
            milliseconds: figures[3]
        )
        return check.state.rawValue == lines[0] ? check : nil
    }

    private static func figures(_ line: String) -> [Int]? {
        let words = line.split(separator: " ")
        let names = ["planted", "verdicts", "connections", "milliseconds"]
        guard words.count == names.count * 2 else { return nil }
        var figures: [Int] = []
        for (index, name) in names.enumerated() {
            guard words[index * 2] == name, let figure = Int(words[index * 2 + 1]), figure >= 0 else {
                return nil
            }
            figures.append(figure)
        }
        return figures
    }
}

extension SelfCheck {
    /// In one line, for journal and status.
    package var words: String {
        let measured = "\(planted) planted failures, \(verdicts) verdicts, \(milliseconds) ms"
        switch state {
        case .held: return "held: \(measured)"
        case .notEstablished: return "not established: \(reason ?? "no reason is known")"
        case .notHeld:
            let list = differences.map { "\($0.kind.rawValue) \($0.check) at \($0.server)" }
            return "not held: \(list.joined(separator: ", "))" + (reason.map { "; \($0)" } ?? "")
        }
    }
}
