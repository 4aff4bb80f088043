// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Transport

/// What a service says before STARTTLS, and which commands test it (RFC 3207 §4, RFC 9051 §6.2.1, RFC 2595 §4).
package struct InjectionDialect: Hashable, Sendable {
    package enum Speech: Hashable, Sendable { case smtp, imap, pop3 }

    package let speech: Speech
    /// After EHLO.
    private let clientName: String

    package init(_ speech: Speech, introduction: ClientIntroduction = ClientIntroduction()) {
        self.speech = speech
        clientName = introduction.hostName
    }

    /// What is sent on the greeting.
    var opening: String {
        switch speech {
        case .smtp: "EHLO \(clientName)\r\n"
        case .imap: "a1 CAPABILITY\r\n"
        case .pop3: "CAPA\r\n"
        }
    }

    /// Two commands in one piece; only the first may be read before TLS.
    var request: String {
        switch speech {
        case .smtp: "STARTTLS\r\nNOOP\r\n"
        case .imap: "a2 STARTTLS\r\na3 NOOP\r\n"
        case .pop3: "STLS\r\nNOOP\r\n"
        }
    }

    /// Sent within TLS; what is answered before it is answered to the injected command.
    var farewell: String {
        switch speech {
        case .smtp: "QUIT\r\n"
        case .imap: "a4 LOGOUT\r\n"
        case .pop3: "QUIT\r\n"
        }
    }

    /// Whether a line ends the answer to the opening; `isFirst` is that of the whole answer.
    func endsOpening(_ line: String, isFirst: Bool) -> Bool {
        switch speech {
        case .smtp: Self.isFinal(smtp: line)
        case .imap: line.hasPrefix("a1 ")
        case .pop3: line == "." || isFirst && !line.hasPrefix("+OK")
        }
    }

    func offersTLS(_ line: String) -> Bool {
        let words = line.uppercased().split { $0 == " " || $0 == "-" }
        return words.contains(speech == .pop3 ? "STLS" : "STARTTLS")
    }

    /// Whether a line answers the STARTTLS command, and agrees; nil for any other line.
    func agreement(_ line: String) -> Bool? {
        switch speech {
        case .smtp: Self.isFinal(smtp: line) ? line.hasPrefix("220") : nil
        case .imap: line.hasPrefix("a2 ") ? line.uppercased().hasPrefix("A2 OK") : nil
        case .pop3: line.hasPrefix("+OK") ? true : line.hasPrefix("-ERR") ? false : nil
        }
    }

    /// Whether lines within TLS hold an answer to the injected command; nil while that is open.
    func isInjected(_ lines: [String]) -> Bool? {
        switch speech {
        case .imap:
            if lines.contains(where: { $0.hasPrefix("a3 ") }) { return true }
            return lines.contains { $0.hasPrefix("a4 ") } ? false : nil
        case .smtp, .pop3:
            let finals = lines.filter { speech == .smtp ? Self.isFinal(smtp: $0) : Self.isFinal(pop3: $0) }
            return finals.count > 1 ? true : nil
        }
    }

    private static func isFinal(smtp line: String) -> Bool {
        line.count >= 3 && line.prefix(3).allSatisfy(\.isNumber) && line.dropFirst(3).first != "-"
    }

    private static func isFinal(pop3 line: String) -> Bool {
        line.hasPrefix("+OK") || line.hasPrefix("-ERR")
    }
}

/// STARTTLS and a second command in one piece, then a handshake by OpenSSL, and what is answered within it
/// (CVE-2011-0411).
package struct InjectionMachine: DialogueMachine, ~Copyable {
    package enum Outcome: Hashable, Sendable {
        /// The injected command was answered within TLS.
        case injected
        /// The session went on to its end, and it was not.
        case notInjected
        case notOffered
        /// The service did not begin TLS after two commands in one piece.
        case refused
        case failed(String)
    }

    private enum Phase { case greeting, opening, agreement, tls }

    private var session: TLSClientSession
    private let dialect: InjectionDialect
    private var phase = Phase.greeting
    private var buffer: [UInt8] = []
    private var lines: [String] = []
    private var isOffered = false
    private var isFarewellSent = false
    private var result = Outcome.failed("the service said nothing")

    private static let longest = 16_384

    package init(_ context: TLSClientContext, serverName: String?, dialect: InjectionDialect)
        throws(CryptoError)
    {
        session = try TLSClientSession(context, serverName: serverName)
        self.dialect = dialect
    }

    package mutating func start() -> [UInt8] { [] }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        guard phase != .tls else { return receiveTLS(bytes) }
        buffer += bytes
        guard buffer.count <= Self.longest else {
            return finish(.failed("the service does not stop talking"))
        }
        while phase != .tls, let line = takeLine() {
            switch phase {
            case .greeting:
                guard let step = greet(line) else { continue }
                return step
            case .opening:
                guard let step = open(line) else { continue }
                return step
            case .agreement:
                guard let agrees = dialect.agreement(line) else { continue }
                guard agrees else { return finish(.refused) }
                phase = .tls
            case .tls: break
            }
        }
        guard phase == .tls else { return .wait }
        // Text behind the agreement belongs to no record, so the handshake starts behind it.
        buffer.removeAll()
        _ = session.step()
        return .send(session.takeOutput())
    }

    private mutating func greet(_ line: String) -> DialogueStep? {
        if dialect.speech == .smtp, line.dropFirst(3).first == "-" { return nil }
        let isWelcome =
            switch dialect.speech {
            case .smtp: line.hasPrefix("220")
            case .imap: line.uppercased().hasPrefix("* OK")
            case .pop3: line.hasPrefix("+OK")
            }
        guard isWelcome else { return finish(.failed("the service does not greet")) }
        phase = .opening
        return .send(Array(dialect.opening.utf8))
    }

    private mutating func open(_ line: String) -> DialogueStep? {
        lines.append(line)
        isOffered = isOffered || dialect.offersTLS(line)
        guard dialect.endsOpening(line, isFirst: lines.count == 1) else { return nil }
        lines.removeAll()
        guard isOffered else { return finish(.notOffered) }
        phase = .agreement
        return .send(Array(dialect.request.utf8))
    }

    private mutating func takeLine() -> String? {
        guard let end = buffer.firstIndex(of: 0x0A) else { return nil }
        let line = buffer[..<end].filter { $0 != 0x0D }
        buffer.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
    }

    // MARK: Within TLS

    private mutating func receiveTLS(_ bytes: [UInt8]) -> DialogueStep {
        session.receive(bytes)
        if !isFarewellSent {
            switch session.step() {
            case .wantsInput: return step()
            case .failed(let failure): return finish(.failed(failure.reason))
            case .established:
                isFarewellSent = true
                _ = session.write(Array(dialect.farewell.utf8))
            }
        }
        while true {
            switch session.read() {
            case .bytes(let more):
                buffer += more
                guard buffer.count <= Self.longest, lines.count <= 64 else {
                    return finish(.failed("the service does not stop talking"))
                }
                while let line = takeLine() { lines.append(line) }
                if let isInjected = dialect.isInjected(lines) {
                    return finish(isInjected ? .injected : .notInjected)
                }
            case .wantsInput: return step()
            case .closed: return finish(said)
            case .failed(let failure): return finish(lines.isEmpty ? .failed(failure.reason) : said)
            }
        }
    }

    /// What the lines so far come to when no more will follow.
    private var said: Outcome {
        lines.isEmpty ? .failed("nothing is answered within TLS") : .notInjected
    }

    private mutating func step() -> DialogueStep {
        let output = session.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func finish(_ outcome: Outcome) -> DialogueStep {
        result = outcome
        if phase == .tls { session.close() }
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) {
        switch phase {
        case .greeting, .opening: result = .failed("the service ended the preamble: \(end.words)")
        case .agreement: result = .refused
        case .tls: result = isFarewellSent ? said : .failed("the handshake ended: \(end.words)")
        }
    }

    package func outcome() -> Outcome { result }
}
