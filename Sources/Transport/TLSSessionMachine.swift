// SPDX-License-Identifier: Apache-2.0
package import Crypto

/// What one handshake and the little that followed it showed of sessions.
package struct TLSSessionOutcome: Sendable {
    /// What ended the wait for a session after the handshake.
    package enum Afterwards: Hashable, Sendable {
        /// A session that can be resumed is there.
        case session
        /// The peer went on without giving one: data of the application, or its goodbye.
        case none
        /// The peer sent a fatal alert, as one that misses a client certificate does in TLS 1.3.
        case refused(TLSFailure)
        /// Silence, or a connection that ended without a word.
        case unsettled(StreamEnd)
    }

    package fileprivate(set) var handshake = TLSHandshakeOutcome.ended(.closed)
    /// Whether the connection was left at a ServerHello that took up no session.
    package fileprivate(set) var isDeclined = false
    package fileprivate(set) var afterwards = Afterwards.unsettled(.closed)
    /// The newest session; nil where there is none to resume.
    package fileprivate(set) var session: TLSSession?
    /// Every ticket that came, in order.
    package fileprivate(set) var tickets: [[UInt8]] = []
    package fileprivate(set) var earlyData = EarlyDataAnswer.notSent
    /// Empty or zero where no ServerHello came.
    package fileprivate(set) var serverRandom: [UInt8] = []
    /// Said even where the handshake failed for it.
    package fileprivate(set) var requestsClientCertificate = false
    package fileprivate(set) var clientAuthorities: [String] = []
}

extension TLSSessionOutcome {
    /// What a client shows whose handshake is completed and whose peer has answered since.
    package init(of client: borrowing TLSClientSession) {
        take(client)
        guard let facts = client.facts() else { return }
        handshake = .established(facts)
        afterwards = session == nil ? .none : .session
    }

    fileprivate mutating func take(_ client: borrowing TLSClientSession) {
        session = client.session
        tickets = client.tickets
        earlyData = client.earlyData
        serverRandom = client.serverRandom
        requestsClientCertificate = client.requestsClientCertificate
        clientAuthorities = client.clientAuthorities
    }
}

/// Completes a handshake, offering a session's resumption where there is one, and waits for the session that
/// the peer gives.
///
/// With TLS 1.3 that comes after the handshake, and some stacks send it with their first application data
/// only; so a request is sent, early where the session allows it, and whatever is answered ends the wait.
package struct TLSSessionMachine: DialogueMachine, ~Copyable {
    private var client: TLSClientSession
    private let request: [UInt8]
    /// The ticket offered, empty where none is: until another comes, the session stands for the old one.
    private let offeredTicket: [UInt8]
    private let canSendEarly: Bool
    private let isLeftWhenDeclined: Bool
    /// What came before the ServerHello was whole, where the connection may be left at it.
    private var unread: [UInt8] = []
    private var isRequested = false
    private var result = TLSSessionOutcome()

    /// `request`: harmless application data, empty where a goodbye is all that may be said; `isEarly`: sent
    /// before the handshake is through where the session allows it; `isLeftWhenDeclined`: a ServerHello that begins
    /// a session anew is the end, before anybody computes more.
    package init(
        _ context: TLSClientContext,
        serverName: String?,
        resuming session: TLSSession? = nil,
        request: [UInt8] = [],
        isEarly: Bool = true,
        isLeftWhenDeclined: Bool = false
    ) throws(CryptoError) {
        client = try TLSClientSession(context, serverName: serverName, resuming: session)
        offeredTicket = session?.ticket ?? []
        self.request = request
        self.isLeftWhenDeclined = isLeftWhenDeclined
        canSendEarly =
            isEarly && !request.isEmpty && (session?.maximumEarlyData ?? 0) >= request.count
    }

    package mutating func start() -> [UInt8] {
        if canSendEarly { isRequested = client.writeEarly(request) }
        if !isRequested { _ = client.step() }
        return client.takeOutput()
    }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        if isLeftWhenDeclined, !hasServerHello {
            readServerHello(bytes)
            if hasServerHello, !client.isResuming {
                result.isDeclined = true
                return .finish
            }
        } else {
            client.receive(bytes)
        }
        switch client.step() {
        case .wantsInput:
            let output = client.takeOutput()
            return output.isEmpty ? .wait : .send(output)
        case .failed(let failure):
            result.handshake = .failed(failure)
            return leave()
        case .established: return proceed()
        }
    }

    private var hasServerHello: Bool { client.serverRandom.contains { $0 != 0 } }

    /// Hands on a record at a time up to the ServerHello, then all that is there.
    private mutating func readServerHello(_ bytes: [UInt8]) {
        unread += bytes
        while !hasServerHello, unread.count >= 5 {
            let count = 5 + (Int(unread[3]) << 8 | Int(unread[4]))
            guard unread.count >= count else { return }
            client.receive(Array(unread.prefix(count)))
            unread.removeFirst(count)
            _ = client.step()
        }
        guard hasServerHello else { return }
        client.receive(unread)
        unread = []
    }

    private mutating func proceed() -> DialogueStep {
        if case .established = result.handshake {} else { establish() }
        guard !isOver() else {
            client.close()
            return leave()
        }
        let output = client.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func establish() {
        guard let facts = client.facts() else { return }
        result.handshake = .established(facts)
        if client.earlyData == .accepted || facts.version < TLSVersion.tls13.rawValue { return }
        if request.isEmpty { client.close() } else { _ = client.write(request) }
    }

    /// Whether nothing more is waited for.
    private mutating func isOver() -> Bool {
        if case .established(let facts) = result.handshake, facts.version < TLSVersion.tls13.rawValue {
            result.afterwards = client.session == nil ? .none : .session
            return true
        }
        let read = client.read()
        if let session = client.session, session.ticket != offeredTicket {
            result.afterwards = .session
            return true
        }
        switch read {
        case .wantsInput: return false
        case .bytes, .closed: result.afterwards = .none
        case .failed(let failure): result.afterwards = .refused(failure)
        }
        return true
    }

    private mutating func leave() -> DialogueStep {
        let output = client.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) {
        guard case .established = result.handshake else {
            result.handshake = .ended(end)
            return
        }
        result.afterwards = .unsettled(end)
    }

    package func outcome() -> TLSSessionOutcome {
        var outcome = result
        outcome.take(client)
        // Without its session early data is lost (RFC 8446 §4.2.10).
        if outcome.isDeclined, isRequested { outcome.earlyData = .rejected }
        return outcome
    }
}
