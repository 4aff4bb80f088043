// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import TLSWire
internal import Transport

/// What is sent first on a connection.
enum Opening: Sendable {
    case hello(Proposal, needs: HelloDialogue.Needs)
    /// A hello of SSL 2.0, which has a format of its own.
    case ssl2(SSLv2ClientHello)

    /// On the wire, bytes; a hello that cannot be made is larger than any.
    var size: Int {
        switch self {
        case .hello(let proposal, _): proposal.size
        case .ssl2(let hello): (try? hello.record().count) ?? Int.max
        }
    }

    /// What makes most of the size, without writing the hello out.
    var weight: Int {
        switch self {
        case .hello(let proposal, _): proposal.weight
        case .ssl2: 0
        }
    }

    /// The same question with no more of the answer than its first message.
    var brief: Opening {
        switch self {
        case .hello(let proposal, _): .hello(proposal, needs: .serverHelloOnly)
        case .ssl2: self
        }
    }

    /// The same suites by what a server needs for them beside its certificate, so that one over which it trips hides
    /// none of the others; empty where all are of one kind.
    var parts: [Opening] {
        guard case .hello(let proposal, let needs) = self else { return [] }
        let kinds = [false, true].map { isFinite in
            proposal.hello.suites.filter { $0.isEphemeralFiniteField == isFinite }
        }
        // Signals are no suites to choose from.
        guard kinds.allSatisfy({ $0.contains { $0.keyExchange != nil } }) else { return [] }
        return kinds.map { suites in
            var part = proposal
            part.hello.suites = suites
            return .hello(part, needs: needs)
        }
    }

    /// One connection, with a random of its own.
    func reaction(of peer: some TLSPeer) async -> Reaction {
        switch self {
        case .hello(let proposal, let needs):
            var hello = proposal.hello
            hello.random = RandomBytes.made(32)
            return Reaction(await peer.ask(hello, needs: needs), to: proposal, needs: needs)
        case .ssl2(let hello):
            do {
                return Reaction(ssl2: try await peer.converse(SSLv2Machine(hello)))
            } catch let reason as Unestablished {
                return .unknown(reason.phase, reason.reason)
            } catch {
                return .unknown(.notMeasured, "our hello cannot be made: \(error)")
            }
        }
    }
}

/// One hello of SSL 2.0 and its answer as a machine of bytes.
struct SSLv2Machine: HelloExchange {
    let bytes: [UInt8]
    var dialogue: HelloDialogue

    init(_ hello: SSLv2ClientHello) throws(WireError) {
        bytes = try hello.record()
        dialogue = HelloDialogue(hello: hello)
    }
}
