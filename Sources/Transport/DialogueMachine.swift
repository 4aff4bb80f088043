// SPDX-License-Identifier: Apache-2.0

/// What a machine wants after it was given bytes.
package enum DialogueStep: Hashable, Sendable {
    case send([UInt8])
    /// More bytes are needed.
    case wait
    case sendAndFinish([UInt8])
    case finish
}

/// How the peer, or a limit, ended a dialogue that the machine had not finished.
package enum StreamEnd: String, Codable, Hashable, Sendable, CaseIterable {
    /// The peer closed in order (FIN).
    case closed
    /// The peer tore the connection down (RST).
    case reset
    /// Silence for too long, or the whole dialogue took too long.
    case timedOut = "timed-out"
    /// The peer sent more than is read.
    case byteLimit = "byte-limit"
}

/// One dialogue with one peer as a machine: bytes in, bytes out, no socket and no clock.
///
/// The same machine is driven by a `Dialer` over a socket and by `replay` over a recording. Segment borders mean
/// nothing: a machine must come to the same outcome however the peer's bytes are cut.
package protocol DialogueMachine: ~Copyable, Sendable {
    associatedtype Outcome: Sendable

    /// The first bytes; empty where the peer speaks first. Called once.
    mutating func start() -> [UInt8]

    /// Takes bytes of the peer, at least one. Never called after a step that finishes.
    mutating func receive(_ bytes: [UInt8]) -> DialogueStep

    /// The peer or a limit ended the dialogue. Called at most once, and never after a step that finishes.
    mutating func ended(_ end: StreamEnd)

    /// What was established. Asked once, after the end.
    func outcome() -> Outcome

    /// Whether the peer is still expected to greet, for which it gets longer than for a reply.
    var isGreeting: Bool { get }

    /// The longest silence to bear after what was sent last; nil for as long as the limits allow, which is also the
    /// most.
    var patience: Duration? { get }

    /// What the peer's behaviour says about our pace; `end` is nil where the machine finished by itself.
    func sign(after end: StreamEnd?) -> PeerSign
}

extension DialogueMachine where Self: ~Copyable {
    package var isGreeting: Bool { false }

    package var patience: Duration? { nil }

    package func sign(after end: StreamEnd?) -> PeerSign { PeerSign(end) }
}
