// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import TLSWire

/// A client of TLS 1.0 to 1.2 as a machine: bytes in, bytes out, and what no library would send.
///
/// It verifies nothing of the peer's, knows the suites of ``ClassicProtection``, and keeps no secret that matters.
package struct ClassicClient: Sendable {
    /// What came after the handshake, in the clear again.
    package enum Event: Hashable, Sendable {
        case handshake(HandshakeType)
        case alert(Alert)
        case heartbeat([UInt8])
        case applicationData(Int)
        /// A record that the session's keys did not make, or bytes that are no record.
        case unreadable
    }

    package enum State: Hashable, Sendable {
        case greeting
        /// Our Finished is sent, the server's has not come.
        case finishing
        case established
        /// `alert` is what the server said, nil where it said nothing.
        case failed(String, alert: UInt8?)
    }

    package let hello: ClientHello
    package private(set) var state = State.greeting
    package private(set) var events: [Event] = []
    package private(set) var serverHello: ServerHello?
    package private(set) var ticket: NewSessionTicket?
    private let random: [UInt8]
    private var stream = WireStream()
    private var transcript: [UInt8] = []
    private var certificate: [UInt8]?
    private var keyExchange: ServerKeyExchange?
    private var isAskedForCertificate = false
    private var outgoing: RecordProtection?
    private var incoming: RecordProtection?

    private static let mostEvents = 64

    /// `random` is 512 bytes: secrets, paddings and vectors are taken from it.
    package init(hello: ClientHello, random: [UInt8]) {
        self.hello = hello
        self.random = random
    }

    package mutating func start() -> [UInt8] {
        do {
            transcript = try hello.message()
            return try hello.records()
        } catch {
            state = .failed("our hello cannot be made: \(error)", alert: nil)
            return []
        }
    }

    /// Takes bytes of the server and returns what must be sent for the handshake to go on.
    package mutating func receive(_ bytes: [UInt8]) -> [UInt8] {
        stream.append(bytes)
        var output: [UInt8] = []
        while let event = stream.next() {
            switch state {
            case .greeting: output += greet(event)
            case .finishing: finish(event)
            case .established: note(event)
            case .failed: return output
            }
        }
        return output
    }

    private mutating func fail(_ reason: String, alert: UInt8? = nil) {
        state = .failed(reason, alert: alert)
    }
}

// MARK: Handshake

extension ClassicClient {
    private mutating func greet(_ event: WireEvent) -> [UInt8] {
        switch event {
        case .message(let message) where message.type == .helloRequest: return []
        case .message(let message):
            transcript += PlainRecord.message(message.type, message.body)
            do {
                return try greet(message)
            } catch {
                fail("an unreadable \(message.type): \(error)")
            }
        case .alert(let alert): refuse(alert)
        case .notTLS: fail("not TLS")
        default: fail("an unexpected record within the handshake")
        }
        return []
    }

    private mutating func greet(_ message: HandshakeMessage) throws(WireError) -> [UInt8] {
        switch message.type {
        case .serverHello: serverHello = try ServerHello(body: message.body)
        case .certificate: certificate = try CertificateMessage(body: message.body).certificates.first
        case .serverKeyExchange:
            guard let hello = serverHello else { break }
            keyExchange = try ServerKeyExchange(
                body: message.body,
                suite: hello.suite,
                version: hello.version
            )
        case .certificateRequest: isAskedForCertificate = true
        case .serverHelloDone: return answer()
        default: break
        }
        return []
    }

    /// ClientKeyExchange, ChangeCipherSpec and Finished.
    private mutating func answer() -> [UInt8] {
        guard let server = serverHello, let protection = ClassicProtection(server.suite),
            (ProtocolVersion.tls10.code...ProtocolVersion.tls12.code).contains(server.version)
        else {
            fail("a version or a suite that is not known here")
            return []
        }
        let exchange = ClassicKeyExchange(
            suite: server.suite,
            certificate: certificate,
            exchange: keyExchange,
            clientVersion: hello.legacyVersion,
            random: random
        )
        guard let exchange else {
            fail("a key exchange that is not known here")
            return []
        }
        var messages: [UInt8] = isAskedForCertificate ? PlainRecord.message(.certificate, [0, 0, 0]) : []
        messages += PlainRecord.message(.clientKeyExchange, exchange.message)
        transcript += messages
        let function = protection.function(at: server.version)
        let randoms = hello.random + server.random
        let master = function.bytes(48, secret: exchange.premaster, label: "master secret", seed: randoms)
        let pair = RecordProtection.pair(
            protection,
            version: server.version,
            master: master,
            clientRandom: hello.random,
            serverRandom: server.random
        )
        (outgoing, incoming) = (pair.client, pair.server)
        state = .finishing
        let seed = function.digest(transcript)
        let verify = function.bytes(12, secret: master, label: "client finished", seed: seed)
        return PlainRecord.bytes(.handshake, version: server.version, messages)
            + PlainRecord.bytes(.changeCipherSpec, version: server.version, [1])
            + protect(.handshake, PlainRecord.message(.finished, verify))
    }

    private mutating func finish(_ event: WireEvent) {
        switch event {
        case .message(let message) where message.type == .newSessionTicket:
            ticket = try? NewSessionTicket(body: message.body)
        case .message, .changeCipherSpec: break
        case .opaque(.handshake, let payload):
            if incoming?.open(.handshake, payload)?.first == HandshakeType.finished.id {
                state = .established
            } else {
                fail("a Finished that cannot be read")
            }
        case .alert(let alert): refuse(alert)
        case .opaque(.alert, let payload):
            guard let alert = readAlert(payload) else { return fail("an alert that cannot be read") }
            refuse(alert)
        default: fail("an unexpected record within the handshake")
        }
    }

    private mutating func refuse(_ alert: Alert) {
        guard alert.endsDialogue else { return }
        let code = alert.description.id
        fail("alert \(code) \(alert.description.name ?? "unassigned")", alert: code)
    }
}

// MARK: After it

extension ClassicClient {
    private mutating func note(_ event: WireEvent) {
        guard events.count < Self.mostEvents else { return }
        switch event {
        case .opaque(.alert, let payload): events.append(readAlert(payload).map { .alert($0) } ?? .unreadable)
        case .opaque(let type, let payload): events.append(read(type, payload))
        case .changeCipherSpec: break
        case .message, .alert, .heartbeat, .sslv2, .notTLS, .malformed, .limit: events.append(.unreadable)
        }
    }

    private mutating func read(_ type: ContentType, _ payload: [UInt8]) -> Event {
        guard let content = incoming?.open(type, payload) else { return .unreadable }
        switch type {
        case .handshake: return content.first.map { .handshake(HandshakeType($0)) } ?? .unreadable
        case .heartbeat: return .heartbeat(content)
        default: return .applicationData(content.count)
        }
    }

    /// Some stacks send the alert for a bad record in the clear.
    private mutating func readAlert(_ payload: [UInt8]) -> Alert? {
        let content = incoming?.open(.alert, payload) ?? payload
        guard content.count == 2, let level = content.first, let code = content.last else { return nil }
        return Alert(level: level, description: AlertDescription(code))
    }

    /// An encrypted record; empty before the handshake's keys are there.
    package mutating func protect(_ type: ContentType, _ content: [UInt8]) -> [UInt8] {
        outgoing?.seal(type, content, random: random.suffix(16).map { $0 ^ 0x5A }) ?? []
    }

    /// A record of CBC around plaintext that `make` puts together from the right MAC of its content.
    package mutating func protectBare(content: [UInt8], _ make: (_ code: [UInt8]) -> [UInt8]) -> [UInt8] {
        guard let code = outgoing?.code(.applicationData, content) else { return [] }
        return outgoing?.sealBare(.applicationData, make(code), random: Array(random.suffix(16))) ?? []
    }
}
