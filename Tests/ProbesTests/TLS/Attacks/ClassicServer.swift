// SPDX-License-Identifier: Apache-2.0
import TLSWire
import TestSupport

import enum Transport.StreamEnd

@testable import Crypto
@testable import Probes

/// What an emulated server does to what it should not like.
enum Reply: Hashable, Sendable {
    case alert(UInt8)
    case warning(UInt8)
    case close, reset, silence
    /// Goes on as if it were right.
    case accept
}

/// How a server of TLS 1.2 with CBC suites behaves.
struct ClassicConduct: Sendable {
    enum Heartbeat: Sendable { case absent, patched, bleeding, mute, closes }

    /// Of a CBC record: whether padding and MAC are right, and how long the content is.
    struct Record: Hashable, Sendable {
        let isPaddingRight: Bool
        /// Nil where there is no room for a MAC.
        let isCodeRight: Bool?
        let isEmpty: Bool
    }

    var suite: UInt16 = 0xC013
    var heartbeat = Heartbeat.absent
    var earlyChange = Reply.alert(10)
    /// To a second early ChangeCipherSpec, where the first was accepted.
    var secondChange = Reply.alert(20)
    var record: @Sendable (Record) -> Reply = {
        $0.isPaddingRight && $0.isCodeRight == true ? .accept : .alert(20)
    }
    var renegotiation = Reply.warning(100)
    var insistsOnSecureRenegotiation = false
    var ticket: [UInt8]?
    /// What stands behind a short session id that comes beside a ticket; nil for a session id of its own.
    var memory: [UInt8]?
    var resumption = Reply.accept
    /// For RSA key exchange: what is said to the Finished behind a block, by whether the block is well formed.
    var key: TestRSAKey?
    var block: @Sendable (TestRSAKey.Finding) -> Reply = { _ in .alert(20) }
    var shortBlock: @Sendable (TestRSAKey.Finding) -> Reply = { _ in .silence }
}

/// One connection of such a server, with keys derived apart from the client's code.
struct ClassicServer: EmulatedConnection {
    private enum Phase { case hello, exchange, finished, open }

    let conduct: ClassicConduct
    private(set) var end: Transport.StreamEnd?
    private var phase = Phase.hello
    private var pending: [UInt8] = []
    private var hello: ClientHello?
    private var transcript: [UInt8] = []
    private let agreement: Agreement
    private let random: [UInt8]
    private var keys: ServerKeys?
    private var changes = 0
    private var finding: TestRSAKey.Finding?

    private final class Agreement: Sendable {
        let key: KeyAgreement
        init() throws { key = try KeyAgreement(.x25519) }
    }

    init(_ conduct: ClassicConduct, seed: UInt64 = 1) throws {
        self.conduct = conduct
        var generator = SeededGenerator(seed: seed)
        random = generator.bytes(32)
        agreement = try Agreement()
    }

    mutating func receive(_ bytes: [UInt8]) -> [UInt8] {
        pending += bytes
        var output: [UInt8] = []
        while end == nil, pending.count >= 5 {
            let length = Int(pending[3]) << 8 | Int(pending[4])
            guard pending.count >= 5 + length else { break }
            let payload = Array(pending[5..<(5 + length)])
            let type = ContentType(pending[0])
            pending.removeFirst(5 + length)
            output += take(type, payload)
        }
        // Behind a block alone nothing more comes.
        if let finding, phase == .exchange, output.isEmpty { output += reply(conduct.shortBlock(finding)) }
        return output
    }

    private mutating func reply(_ reply: Reply) -> [UInt8] {
        switch reply {
        case .alert(let code): return alert(2, code)
        case .warning(let code): return alert(1, code)
        case .close: end = .closed
        case .reset: end = .reset
        case .silence, .accept: break
        }
        return []
    }

    private mutating func alert(_ level: UInt8, _ code: UInt8) -> [UInt8] {
        if level == 2 { end = .closed }
        guard phase == .open else { return PlainRecord.bytes(.alert, version: 0x0303, [level, code]) }
        return protected(.alert, [level, code])
    }

    private mutating func protected(_ type: ContentType, _ content: [UInt8]) -> [UInt8] {
        keys?.seal(type, content) ?? []
    }

    private mutating func take(_ type: ContentType, _ payload: [UInt8]) -> [UInt8] {
        switch (phase, type) {
        case (.hello, .handshake): return answer(payload)
        case (_, .heartbeat) where phase == .exchange: return heartbeat(payload, isProtected: false)
        case (.exchange, .changeCipherSpec):
            if keys == nil, finding == nil {
                changes += 1
                return reply(changes == 1 ? conduct.earlyChange : conduct.secondChange)
            }
            phase = .finished
        case (.exchange, .handshake):
            if changes > 0 { return reply(conduct.secondChange) }
            exchange(payload)
        case (.finished, .handshake): return finish(payload)
        case (.open, _): return open(type, payload)
        default: break
        }
        return []
    }

    // MARK: Handshake

    private mutating func answer(_ message: [UInt8]) -> [UInt8] {
        guard let hello = try? ClientHello(message: message) else { return reply(.alert(50)) }
        let signals = hello.renegotiationInfo != nil || hello.suites.contains(.renegotiationSCSV)
        guard signals || !conduct.insistsOnSecureRenegotiation else { return reply(.alert(40)) }
        self.hello = hello
        let resumes = hello.sessionTicket?.isEmpty == false
        if resumes, conduct.resumption != .accept { return reply(conduct.resumption) }
        var messages = serverHello(hello, signals: signals, resumes: resumes)
        if resumes {
            end = .closed
            return PlainRecord.bytes(.handshake, version: 0x0303, messages)
        }
        let certificate = conduct.key?.certificate ?? [0x30, 0]
        messages += PlainRecord.message(.certificate, Self.vector24(Self.vector24(certificate)))
        if conduct.key == nil {
            let share = agreement.key.publicValue
            // Nobody verifies the signature.
            let body = [3, 0, 0x1D, UInt8(share.count)] + share + [4, 1] + PlainRecord.vector([0, 1])
            messages += PlainRecord.message(.serverKeyExchange, body)
        }
        messages += PlainRecord.message(.serverHelloDone, [])
        transcript = message + messages
        phase = .exchange
        return PlainRecord.bytes(.handshake, version: 0x0303, messages)
    }

    private func serverHello(_ hello: ClientHello, signals: Bool, resumes: Bool) -> [UInt8] {
        var extensions: [UInt8] = []
        if signals { extensions += [0xFF, 0x01, 0, 1, 0] }
        if hello.heartbeatMode != nil, conduct.heartbeat != .absent { extensions += [0, 15, 0, 1, 1] }
        if conduct.ticket != nil, hello.sessionTicket != nil { extensions += [0, 35, 0, 0] }
        var sessionID = [UInt8](repeating: 7, count: 32)
        if resumes {
            sessionID = hello.sessionID
            if let memory = conduct.memory { sessionID = Array((sessionID + memory).prefix(32)) }
        }
        let suite = [UInt8(conduct.suite >> 8), UInt8(truncatingIfNeeded: conduct.suite)]
        let body = [3, 3] + random + [UInt8(sessionID.count)] + sessionID + suite + [0]
        return PlainRecord.message(.serverHello, body + PlainRecord.vector(extensions))
    }

    private static func vector24(_ body: [UInt8]) -> [UInt8] {
        [0, UInt8(body.count >> 8), UInt8(truncatingIfNeeded: body.count)] + body
    }

    private mutating func exchange(_ message: [UInt8]) {
        transcript += message
        guard let hello, message.first == HandshakeType.clientKeyExchange.id else { return }
        if let key = conduct.key {
            finding = key.finding(in: Array(message.dropFirst(6)))
            return
        }
        guard let secret = try? agreement.key.secret(with: Array(message.dropFirst(5))) else { return }
        keys = ServerKeys(suite: conduct.suite, secret: secret, client: hello.random, server: random)
    }

    private mutating func finish(_ payload: [UInt8]) -> [UInt8] {
        if let finding { return reply(conduct.block(finding)) }
        guard let keys, case .right(let message) = keys.open(.handshake, payload),
            message == PlainRecord.message(.finished, keys.verify(transcript))
        else { return reply(.alert(51)) }
        self.keys?.received += 1
        var output: [UInt8] = []
        if let ticket = conduct.ticket {
            let body = [0, 0, 1, 0] + PlainRecord.vector(ticket)
            output = PlainRecord.bytes(
                .handshake,
                version: 0x0303,
                PlainRecord.message(.newSessionTicket, body)
            )
        }
        output += PlainRecord.bytes(.changeCipherSpec, version: 0x0303, [1])
        phase = .open
        return output
            + protected(.handshake, PlainRecord.message(.finished, [UInt8](repeating: 0, count: 12)))
    }

    // MARK: After it

    private mutating func open(_ type: ContentType, _ payload: [UInt8]) -> [UInt8] {
        guard let opened = keys?.open(type, payload) else { return [] }
        keys?.received += 1
        guard case .right(let content) = opened else { return reply(conduct.record(opened.record)) }
        switch type {
        case .heartbeat: return heartbeat(content, isProtected: true)
        case .handshake:
            guard conduct.renegotiation == .accept else { return reply(conduct.renegotiation) }
            return protected(.handshake, PlainRecord.message(.serverHello, [3, 3] + random))
        default: return []
        }
    }

    private mutating func heartbeat(_ message: [UInt8], isProtected: Bool) -> [UInt8] {
        guard message.count >= 3, conduct.heartbeat != .mute else { return [] }
        let claimed = Int(message[1]) << 8 | Int(message[2])
        let isProper = message.count >= 3 + claimed + 16
        if !isProper, conduct.heartbeat == .closes { return reply(.close) }
        guard isProper || conduct.heartbeat == .bleeding else { return [] }
        let memory = message.dropFirst(3) + [UInt8](repeating: 0x4D, count: claimed)
        let answer = [2, message[1], message[2]] + memory.prefix(claimed) + [UInt8](repeating: 0, count: 16)
        return isProtected
            ? protected(.heartbeat, answer) : PlainRecord.bytes(.heartbeat, version: 0x0303, answer)
    }
}
