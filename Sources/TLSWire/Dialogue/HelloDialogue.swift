// SPDX-License-Identifier: Apache-2.0

/// Reads the answer to one hello, from a socket or from a recording: bytes in, and word when it is enough.
package struct HelloDialogue: Sendable {
    package enum Needs: Hashable, Sendable {
        /// Version, suite, group of TLS 1.3 and extensions.
        case serverHelloOnly
        /// Certificates and key exchange of TLS 1.2 and before, too.
        case throughServerHelloDone
        /// And what TLS 1.3 encrypts, as far as somebody decrypts it; the dialogue itself reads no more.
        case encryptedFlight
    }

    package enum Progress: Hashable, Sendable { case more, done }

    package struct Limits: Hashable, Sendable {
        package var stream = WireStream.Limits()
        package var warningAlerts = 16

        package init() {}
    }

    enum Offer: Sendable {
        case tls(ClientHello)
        case sslv2(SSLv2ClientHello)
    }

    let offer: Offer
    private let needs: Needs
    private let limits: Limits
    let isSecondHello: Bool
    /// What was sent, to notice an echo.
    private let sent: [UInt8]
    /// How many bytes so far are an echo; nil once one is not.
    private var echoed: Int? = 0

    /// Where the stream stands; after the dialogue is done it goes on recognising what follows.
    package private(set) var stream: WireStream
    package private(set) var progress = Progress.more

    private(set) var answer: HelloReply.Answer?
    private(set) var flight: ServerFlight?
    private(set) var alerts: [Alert] = []
    private(set) var alertCount = 0
    private(set) var end: StreamEnd?
    private(set) var limitReached: WireLimit?

    /// - Parameters:
    ///   - isSecondHello: the hello answers a HelloRetryRequest, and was sent as ``ClientHello/secondFlight()``.
    ///   - sent: the bytes of it, where they were written out already.
    package init(
        hello: ClientHello,
        needs: Needs = .throughServerHelloDone,
        limits: Limits = Limits(),
        isSecondHello: Bool = false,
        sent: [UInt8]? = nil
    ) {
        offer = .tls(hello)
        self.needs = needs
        self.limits = limits
        self.isSecondHello = isSecondHello
        self.sent = sent ?? (try? isSecondHello ? hello.secondFlight() : hello.records()) ?? []
        stream = WireStream(limits: limits.stream)
    }

    package init(
        hello: SSLv2ClientHello,
        needs: Needs = .throughServerHelloDone,
        limits: Limits = Limits()
    ) {
        offer = .sslv2(hello)
        self.needs = needs
        self.limits = limits
        isSecondHello = false
        sent = (try? hello.record()) ?? []
        stream = WireStream(limits: limits.stream)
    }

    /// Takes bytes as they arrive, in any portions; after `.done` more change nothing.
    package mutating func receive(_ bytes: some Collection<UInt8>) -> Progress {
        guard progress == .more else { return .done }
        stream.append(bytes)
        if noticeEcho(in: bytes) {
            // For the record's version.
            _ = stream.next()
            return finish(with: .echoed)
        }
        drain()
        return progress
    }

    /// The stream is over, or the caller waits no longer.
    package mutating func ended(_ end: StreamEnd) {
        guard progress == .more else { return }
        self.end = end
        stream.finish()
        drain()
        progress = .done
    }

    private mutating func drain() {
        while progress == .more, let event = stream.next() { handle(event) }
    }

    @discardableResult
    private mutating func finish(with answer: HelloReply.Answer? = nil) -> Progress {
        if let answer, self.answer == nil { self.answer = answer }
        progress = .done
        return .done
    }

    private mutating func noticeEcho(in bytes: some Collection<UInt8>) -> Bool {
        guard let already = echoed, !sent.isEmpty else { return false }
        let expected = sent[already...].prefix(bytes.count)
        guard bytes.prefix(expected.count).elementsEqual(expected) else {
            echoed = nil
            return false
        }
        echoed = already + expected.count
        return echoed == sent.count
    }
}

/// What each event means.
extension HelloDialogue {
    private mutating func handle(_ event: WireEvent) {
        switch event {
        case .message(let message): handle(message)
        case .alert(let alert): handle(alert)
        case .changeCipherSpec: handleChangeCipherSpec()
        case .opaque(let type, _):
            fail(.invalid(field: "record", reason: "\(type) in place of a handshake message"))
        case .heartbeat: break
        case .sslv2(let payload): handleSSLv2(payload)
        case .notTLS(let first): finish(with: .notTLS(first))
        case .malformed(let error): fail(error)
        case .limit(let limit):
            limitReached = limit
            finish()
        }
    }

    /// A fault before the ServerHello is the answer, one after it a note on the flight.
    private mutating func fail(_ error: WireError) {
        if flight == nil {
            finish(with: .malformed(error))
        } else {
            flight?.fault = error
            finish()
        }
    }

    private mutating func handle(_ alert: Alert) {
        alertCount += 1
        if alerts.count < 16 || alert.endsDialogue { alerts.append(alert) }
        if alert.endsDialogue {
            finish()
        } else if alertCount >= limits.warningAlerts {
            limitReached = .warnings
            finish()
        }
    }

    private mutating func handleChangeCipherSpec() {
        guard let current = flight else {
            // After a HelloRetryRequest the server's ChangeCipherSpec may come late.
            if isSecondHello {
                stream.isEncrypted = false
            } else {
                fail(.invalid(field: "record", reason: "ChangeCipherSpec before a ServerHello"))
            }
            return
        }
        let beforehand: Set<HandshakeType> = [.serverHello, .newSessionTicket]
        flight?.isResumption = current.messages.allSatisfy(beforehand.contains)
        finish()
    }

    private mutating func handleSSLv2(_ payload: [UInt8]) {
        do {
            if payload.first == 0 {
                var reader = ByteReader(payload.dropFirst())
                finish(with: .sslv2Error(try reader.uint16("SSLv2 error")))
            } else {
                finish(with: .sslv2ServerHello(try SSLv2ServerHello(message: payload)))
            }
        } catch {
            fail(error)
        }
    }

    private mutating func handle(_ message: HandshakeMessage) {
        do {
            switch message.type {
            case .helloRequest: break
            case .serverHello: try handleServerHello(message.body)
            default: try handleAfterServerHello(message)
            }
        } catch {
            fail(error)
        }
    }

    private mutating func handleServerHello(_ body: [UInt8]) throws(WireError) {
        guard flight == nil else {
            throw .invalid(field: "handshake", reason: "a second ServerHello")
        }
        let hello = try ServerHello(body: body)
        if hello.isHelloRetryRequest {
            finish(with: .helloRetryRequest(hello))
            return
        }
        flight = ServerFlight(serverHello: hello)
        if hello.protocolVersion == .tls13 {
            stream.isEncrypted = true
            finish()
        } else if needs == .serverHelloOnly {
            finish()
        }
    }

    private mutating func handleAfterServerHello(_ message: HandshakeMessage) throws(WireError) {
        guard var current = flight else {
            throw .invalid(field: "handshake", reason: "\(message.type) before a ServerHello")
        }
        current.messages.append(message.type)
        let hello = current.serverHello
        switch message.type {
        case .certificate:
            current.certificates = try CertificateMessage(body: message.body).certificates
        case .certificateStatus:
            current.certificateStatus = try CertificateStatus(body: message.body)
        case .serverKeyExchange:
            current.keyExchange = try ServerKeyExchange(
                body: message.body,
                suite: hello.suite,
                version: hello.version
            )
        case .certificateRequest:
            current.certificateRequest = try CertificateRequest(body: message.body, version: hello.version)
        case .newSessionTicket:
            current.newSessionTicket = try NewSessionTicket(body: message.body)
        case .serverHelloDone:
            current.isDone = true
        case .clientHello, .helloRequest, .serverHello, .clientKeyExchange:
            throw .invalid(field: "handshake", reason: "\(message.type) from a server")
        default: break
        }
        flight = current
        if current.isDone { finish() }
    }
}
