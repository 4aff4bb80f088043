// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Model
package import TLSWire
package import Transport

/// One address of one endpoint, as far as a probe can talk to it: a hello goes out, an answer comes back.
///
/// Each question costs one connection. Tests put a simulated server in its place.
package protocol TLSPeer: Sendable {
    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer

    /// A whole handshake by OpenSSL, for what TLS 1.3 encrypts.
    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer

    /// Any other dialogue, from its first byte of TLS on; throws why no connection came about.
    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome

    /// What the plain-text starts of its connections came to; nil where TLS begins with the first byte.
    var startTLS: StartTLSTally? { get async }

    /// One plain-text start for its own sake.
    func greet() async

    /// It does not keep up: whatever is asked from now on, by whomever, comes slower.
    func slowDown() async

    /// The same from the very first byte, before any plain-text start of the service.
    func converseInPlain<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome
}

extension TLSPeer {
    package var startTLS: StartTLSTally? { nil }

    package func greet() async {}

    package func slowDown() async {}
}

/// What came of one connection.
package enum PeerAnswer: Sendable {
    case reply(HelloReply)
    /// No connection came about, so nothing was asked.
    case unreachable(Unestablished)
}

/// What came of one whole handshake.
package enum HandshakeAnswer: Sendable {
    case established(TLSSessionFacts)
    /// The peer sent a fatal alert.
    case refused(alert: UInt8, Unestablished)
    /// Anything else: no connection, silence, a connection that ended.
    case failed(Unestablished)
}

extension TLSPeer {
    /// Where TLS begins with the first byte, both are the same.
    package func converseInPlain<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        try await converse(machine)
    }

    /// Shakes hands again where it failed without an alert, which a busy peer's drop looks like.
    func patientHandshake(applicationProtocols: [String], attempts: Int = 3) async -> HandshakeAnswer {
        var answer = await handshake(applicationProtocols: applicationProtocols)
        for attempt in 1..<max(2, attempts) {
            guard case .failed = answer else { return answer }
            try? await Task.sleep(for: .milliseconds(200) * attempt)
            answer = await handshake(applicationProtocols: applicationProtocols)
        }
        return answer
    }
}
