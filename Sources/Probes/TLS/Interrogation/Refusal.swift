// SPDX-License-Identifier: Apache-2.0
package import Model
package import TLSWire

/// A hello that was turned down; it counts as a *no* only between two hellos that were answered.
package struct Refusal: Hashable, Sendable {
    /// When it was asked for: the first of its tries.
    let asked: Int
    /// When it came, counted as `Interrogator` does; no two answers of a visit have the same.
    let came: Int
    /// How it was refused: `alert 40 handshake_failure`.
    package let manner: String
    /// The fatal alert's code; nil where the connection was closed or another version came back.
    package let alert: UInt8?
    /// Not in words that mean *no*: a drop, or an alert that stacks send for troubles of their own.
    let isSilent: Bool
}

/// Several refusals with hellos that offer all that they did: who would answer one of them answers each of these.
package struct RefusalUnion: Sendable {
    let members: [Refusal]
    /// What is sent in each round, which together offers everything.
    let rounds: [[Opening]]

    var isJoint: Bool { members.count > 1 }

    /// Whether something else is sent than what was refused.
    var isDivided: Bool { isJoint || rounds.contains { $0.count > 1 } }

    /// `parts` take the place of the whole once.
    init(of members: [Refusal], whole: Opening, parts: [Opening] = []) {
        self.members = members
        rounds = (0..<Interrogator.rounds).map { $0 == 1 && !parts.isEmpty ? parts : [whole] }
    }
}

/// What one hello came to, after retries.
package enum Settled: Sendable {
    case accepted(HelloReply)
    case refused(Refusal)
    case unknown(Unestablished)
}

/// What one connection came to, before retries.
enum Reaction {
    case accepted(HelloReply)
    /// A ServerHello below TLS 1.3 without all that follows it.
    case brokenOff(HelloReply)
    /// The peer's own words for *no*.
    case refused(manner: String, alert: UInt8?)
    /// The connection ended without a word, or with one that stacks have for troubles of their own: the *no*
    /// of some stacks, and a rate limiter's habit.
    case dropped(manner: String, alert: UInt8?)
    /// Never a *no*: silence, no connection, something that is not TLS, or what was not offered.
    case unknown(Unestablished.Phase, String)

    /// Any alert says that TLS is spoken and SSL 2.0 is not, but for the one that busy servers send.
    init(ssl2 reply: HelloReply) {
        switch reply.answer {
        case .sslv2ServerHello, .sslv2Error: self = .accepted(reply)
        case .alert(let alert) where alert.description.id != 80:
            let code = alert.description.id
            self = .refused(manner: "alert \(code) \(alert.description.name ?? "unassigned")", alert: code)
        case .serverHello, .helloRetryRequest:
            self = .refused(manner: "answers TLS to SSL 2.0", alert: nil)
        case .notTLS(let text) where Self.isComplaint(text):
            self = .refused(manner: "answers \(Self.printable(text))", alert: nil)
        default: self = Reaction(unanswered: reply)
        }
    }

    /// A bad request to HTTP, or a failure for good in the manner of SMTP; no word of being busy.
    private static func isComplaint(_ text: [UInt8]) -> Bool {
        let line = printable(text)
        return line.hasPrefix("HTTP/1.") && line.dropFirst(8).hasPrefix(" 400") || line.hasPrefix("5")
    }

    /// Alerts by which stacks refuse what they do not have (RFC 5246 §7.2.2, RFC 8446 §6.2).
    static let clearRefusals: Set<UInt8> = [40, 47, 70, 71, 86, 109, 112, 116, 120]

    init(_ answer: PeerAnswer, to proposal: Proposal, needs: HelloDialogue.Needs) {
        switch answer {
        case .unreachable(let reason): self = .unknown(reason.phase, reason.reason)
        case .reply(let reply):
            self = Reaction(reply, to: proposal)
            if case .accepted = self, needs != .serverHelloOnly, reply.isBrokenOff {
                self = .brokenOff(reply)
            }
        }
    }

    private init(_ reply: HelloReply, to proposal: Proposal) {
        switch reply.answer {
        case .serverHello, .helloRetryRequest:
            self = Reaction(serverHelloOf: reply, to: proposal)
        default: self = Reaction(unanswered: reply)
        }
    }

    /// Everything but a hello.
    private init(unanswered reply: HelloReply) {
        switch reply.answer {
        case .serverHello, .helloRetryRequest: self = .unknown(.reply, "an answer to another question")
        case .alert(let alert):
            let code = alert.description.id
            let manner = "alert \(code) \(alert.description.name ?? "unassigned")"
            self =
                Self.clearRefusals.contains(code)
                ? .refused(manner: manner, alert: code) : .dropped(manner: manner, alert: code)
        case .closed, .reset:
            // Which of the two arrives depends on whether our hello came before the close: a matter of chance.
            self = .dropped(manner: "closed without an answer", alert: nil)
        case .incomplete: self = .unknown(.handshake, "the answer broke off")
        case .timedOut: self = .unknown(.handshake, "no answer in time")
        case .notTLS(let bytes): self = .unknown(.handshake, "not TLS: \(Self.printable(bytes))")
        case .sslv2ServerHello, .sslv2Error: self = .unknown(.reply, "an SSL 2.0 answer to a TLS hello")
        case .malformed(let error): self = .unknown(.reply, "an unreadable answer: \(error)")
        case .echoed: self = .unknown(.reply, "our own hello came back")
        }
    }

    private init(serverHelloOf reply: HelloReply, to proposal: Proposal) {
        guard let version = reply.serverHello?.protocolVersion else {
            self = .unknown(.reply, "the answer names an unknown version")
            return
        }
        if version < proposal.versions.lowerBound {
            // The server's highest version lies below everything asked for (RFC 5246 appendix E.1).
            self = .refused(manner: "answers \(version.rawValue) instead", alert: nil)
        } else if reply.acceptsOffer, proposal.versions.contains(version) {
            self = .accepted(reply)
        } else {
            self = .unknown(.reply, "the answer names what was not offered")
        }
    }

    /// The first bytes of a foreign protocol in ASCII, everything else as dots.
    private static func printable(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix(40).map { (0x20...0x7E).contains($0) ? $0 : 0x2E }, as: UTF8.self)
    }
}

extension HelloReply {
    /// Whether the connection ended between a ServerHello in the clear and its ServerHelloDone.
    fileprivate var isBrokenOff: Bool {
        guard let flight, end != nil, flight.serverHello.protocolVersion != .tls13 else { return false }
        return !flight.isDone && !flight.isResumption && flight.fault == nil
    }
}
