// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import MailSubmission
internal import Transport

/// Hands one message to a relay over one connection, under TLS as its settings ask.
///
/// The server's certificate is judged before anything is said under TLS.
struct SubmissionMachine: DialogueMachine, ~Copyable {
    private var dialogue: SubmissionDialogue
    /// Nil without TLS.
    private var session: TLSClientSession?
    /// Why the server is not who was asked; nil where it is.
    private let vouch: @Sendable (TLSSessionOutcome) -> String?
    /// Whether bytes are TLS now.
    private var isInside: Bool
    private var isEstablished = false

    /// - Parameter context: nil for a dialogue without TLS.
    init(
        _ dialogue: SubmissionDialogue,
        context: TLSClientContext?,
        isImplicit: Bool,
        serverName: String?,
        vouch: @escaping @Sendable (TLSSessionOutcome) -> String?
    ) throws(CryptoError) {
        self.dialogue = dialogue
        self.vouch = vouch
        if let context {
            session = try TLSClientSession(context, serverName: serverName)
        } else {
            session = nil
        }
        isInside = isImplicit
    }

    mutating func start() -> [UInt8] { isInside ? begin() : [] }

    private mutating func begin() -> [UInt8] {
        _ = session?.step()
        return session?.takeOutput() ?? []
    }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        guard !isInside else { return receiveInside(bytes) }
        switch dialogue.receive(bytes) {
        case .wait: return .wait
        case .send(let output): return .send(output)
        case .sendAndFinish(let output): return .sendAndFinish(output)
        case .finish: return .finish
        case .beginTLS(let output):
            isInside = true
            let early = dialogue.takeRemainder()
            let first = output + begin()
            guard !early.isEmpty else { return .send(first) }
            // Plain text behind the consent is no TLS: the handshake fails on it.
            switch receiveInside(early) {
            case .wait: return .send(first)
            case .send(let more): return .send(first + more)
            case .sendAndFinish(let more): return .sendAndFinish(first + more)
            case .finish: return .sendAndFinish(first)
            }
        }
    }

    private mutating func receiveInside(_ bytes: [UInt8]) -> DialogueStep {
        session?.receive(bytes)
        if !isEstablished {
            switch session?.step() {
            case .wantsInput?: return flush()
            case .failed(let failure)?: return fail("the handshake with the relay failed: \(failure.reason)")
            case nil: return fail("there is no TLS")
            case .established?:
                isEstablished = true
                if let problem = problemWithPeer() { return fail(problem) }
                if let failure = write(dialogue.secured()) { return fail(failure) }
            }
        }
        return readOn()
    }

    private borrowing func problemWithPeer() -> String? {
        switch session {
        case .some(let session): vouch(TLSSessionOutcome(of: session))
        case .none: "there is no TLS"
        }
    }

    private mutating func readOn() -> DialogueStep {
        while true {
            switch session?.read() {
            case .bytes(let bytes)?:
                switch dialogue.receive(bytes) {
                case .wait: continue
                case .send(let output): if let failure = write(output) { return fail(failure) }
                case .sendAndFinish(let output):
                    // What fails here was only a goodbye.
                    _ = write(output)
                    return leave()
                // The consent to a second TLS cannot be asked for.
                case .beginTLS, .finish: return leave()
                }
            case .wantsInput?: return flush()
            case .closed?, nil: return fail("the relay closed the connection")
            case .failed(let failure)?: return fail("TLS with the relay broke: \(failure.reason)")
            }
        }
    }

    /// The failure where the bytes cannot be sent.
    private mutating func write(_ bytes: [UInt8]) -> String? {
        guard !bytes.isEmpty else { return nil }
        if case .failed(let failure)? = session?.write(bytes) {
            return "TLS with the relay broke: \(failure.reason)"
        }
        return nil
    }

    private mutating func flush() -> DialogueStep {
        let output = session?.takeOutput() ?? []
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func fail(_ reason: String) -> DialogueStep {
        dialogue.ended(reason)
        return leave()
    }

    private mutating func leave() -> DialogueStep {
        if isEstablished { session?.close() }
        let output = session?.takeOutput() ?? []
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    mutating func ended(_ end: StreamEnd) {
        switch end {
        case .closed: dialogue.ended("the relay closed the connection")
        case .reset: dialogue.ended("the relay tore the connection down")
        case .timedOut: dialogue.ended("the relay did not answer in time")
        case .byteLimit: dialogue.ended("the relay said more than is read")
        }
    }

    func outcome() -> SubmissionOutcome { dialogue.outcome }

    var isGreeting: Bool { dialogue.isGreeting }
}
