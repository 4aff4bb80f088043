// SPDX-License-Identifier: Apache-2.0
package import TLSWire
package import Transport

/// How a server took something it should not like.
package enum PeerResponse: Hashable, Sendable {
    case alert(UInt8)
    case closed, reset
    /// Nothing came within the time for an answer.
    case silence
    /// It went on, with a record of this kind.
    case record(ContentType)
    /// It went on in something that is not TLS.
    case foreign

    package init(_ end: Transport.StreamEnd) {
        switch end {
        case .closed: self = .closed
        case .reset: self = .reset
        case .timedOut, .byteLimit: self = .silence
        }
    }

    /// In words that are the same for the same conduct: `alert 20 bad_record_mac`.
    package var words: String {
        switch self {
        case .alert(let code): "alert \(code) \(AlertDescription(code).name ?? "unassigned")"
        case .closed: "a close"
        case .reset: "a reset"
        case .silence: "silence"
        case .record(let type): "a record of \(type)"
        case .foreign: "text that is no TLS"
        }
    }

    /// Whether a FIN or an RST arrives may be chance: it depends on what lies unread when the server closes.
    package var withoutManner: PeerResponse { self == .reset ? .closed : self }
}

/// A hello, and once the server's flight is there, something that no client sends; then the first response.
///
/// `flight` makes it from the flight; nil where there is nothing to be sent in answer to that.
package struct IntrusionMachine: DialogueMachine {
    package struct Outcome: Sendable {
        /// Nil where nothing was sent.
        package let response: PeerResponse?
        /// The heartbeat messages that came, if any.
        package let heartbeats: [[UInt8]]
        /// The answer to the hello.
        package let reply: HelloReply
    }

    private let bytes: [UInt8]
    private var dialogue: HelloDialogue
    private let intrusion: @Sendable (ServerFlight) -> [UInt8]?
    private let patienceAfterwards: Duration?
    private var stream: WireStream?
    private var response: PeerResponse?
    private var heartbeats: [[UInt8]] = []

    /// `patience` is for the response; nil for as long as the limits allow.
    package init(
        _ hello: ClientHello,
        patience: Duration? = nil,
        intrusion: @escaping @Sendable (ServerFlight) -> [UInt8]?
    ) throws(WireError) {
        patienceAfterwards = patience
        bytes = try hello.records()
        dialogue = HelloDialogue(hello: hello, needs: .throughServerHelloDone)
        self.intrusion = intrusion
    }

    package mutating func start() -> [UInt8] { bytes }

    package var patience: Duration? { stream == nil ? nil : patienceAfterwards }

    package mutating func receive(_ received: [UInt8]) -> DialogueStep {
        if stream == nil {
            guard case .done = dialogue.receive(received) else { return .wait }
            guard let flight = dialogue.reply.flight, flight.isDone, let sent = intrusion(flight) else {
                return .finish
            }
            stream = dialogue.stream
            drain()
            return response == nil ? .send(sent) : .finish
        }
        stream?.append(received)
        drain()
        return response == nil ? .wait : .finish
    }

    package mutating func ended(_ end: Transport.StreamEnd) {
        guard stream != nil else {
            switch end {
            case .closed: dialogue.ended(.closed)
            case .reset: dialogue.ended(.reset)
            case .timedOut, .byteLimit: dialogue.ended(.timedOut)
            }
            return
        }
        stream?.finish()
        drain()
        if response == nil { response = PeerResponse(end) }
    }

    private mutating func drain() {
        while response == nil, let event = stream?.next() {
            switch event {
            case .alert(let alert): if alert.endsDialogue { response = .alert(alert.description.id) }
            case .heartbeat(let message):
                heartbeats.append(message)
                response = .record(.heartbeat)
            case .opaque(let type, _): response = .record(type)
            case .message: response = .record(.handshake)
            // By itself no answer: what follows it is one.
            case .changeCipherSpec: break
            case .notTLS, .malformed, .sslv2, .limit: response = .foreign
            }
        }
    }

    package func outcome() -> Outcome {
        Outcome(response: response, heartbeats: heartbeats, reply: dialogue.reply)
    }
}
