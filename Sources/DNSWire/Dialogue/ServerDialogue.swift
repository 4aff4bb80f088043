// SPDX-License-Identifier: Apache-2.0

/// How a question is put to one named server.
package struct ServerQuestion: Hashable, Sendable {
    package var question: DNSQuestion
    /// RD.
    package var wantsRecursion = false
    /// DO.
    package var wantsDNSSEC = false
    /// Nil asks without EDNS.
    package var datagramSize: UInt16? = 1232
    /// Whether the question goes over TCP at once.
    package var isOverTCP = false
    /// How often a datagram is sent.
    package var attempts = 2

    package init(_ name: DNSName, _ type: RecordType) { question = DNSQuestion(name: name, type: type) }

    func message(id: UInt16, withEDNS: Bool) -> DNSMessage {
        var message = DNSMessage(id: id, questions: [question])
        message.wantsRecursion = wantsRecursion
        if withEDNS, let datagramSize {
            message.edns = EDNS(datagramSize: datagramSize, wantsDNSSEC: wantsDNSSEC)
        }
        return message
    }
}

/// What became of a question to one named server.
package enum ServerAnswer: Hashable, Sendable {
    package enum Way: String, Hashable, Sendable { case udp, tcp }

    /// `understandsEDNS` is false where the server answered only without it.
    case reply(DNSMessage, Way, understandsEDNS: Bool)
    /// Datagrams went out and nothing came back.
    case silence
    /// The server's TCP side: refused, cut short or silent, after a truncated datagram or at once.
    case noStream(String)
    /// Bytes came that are no answer to the question.
    case unreadable(String)
}

/// One question to one server as a machine: datagrams first, a stream where the answer does not fit (RFC 7766 §5),
/// once more without EDNS where the server does not know it (RFC 6891 §7); no socket and no clock.
package struct ServerDialogue: Sendable {
    package enum Step: Hashable, Sendable {
        case sendDatagram([UInt8])
        /// Opens a stream, or goes on with the one that is open, with these bytes.
        case sendStream([UInt8])
        case wait
        case finish(ServerAnswer)
    }

    /// Datagrams that do not belong to the question are passed over, this many of them.
    private static let mostStrangers = 64

    private let question: ServerQuestion
    private let id: UInt16
    private var withEDNS: Bool
    private var sent = 0
    private var strangers = 0
    private var lastProblem: String?
    private var stream: [UInt8] = []

    /// `id` must not be guessable.
    package init(_ question: ServerQuestion, id: UInt16) {
        self.question = question
        self.id = id
        withEDNS = question.datagramSize != nil
    }

    package mutating func start() -> Step { question.isOverTCP ? openStream() : sendDatagram() }

    /// Nothing came for as long as one attempt lasts.
    package mutating func attemptTimedOut() -> Step {
        guard sent < max(1, question.attempts) else {
            return .finish(lastProblem.map(ServerAnswer.unreadable) ?? .silence)
        }
        return sendDatagram()
    }

    package mutating func receiveDatagram(_ bytes: [UInt8]) -> Step {
        switch read(bytes) {
        case .failure(let problem):
            // It may be forged: the true answer is waited for.
            lastProblem = problem.description
            strangers += 1
            return strangers > Self.mostStrangers ? .finish(.unreadable(problem.description)) : .wait
        case .success(let message):
            if isWithoutEDNS(message) {
                sent = 0
                return sendDatagram()
            }
            guard !message.isTruncated else { return openStream() }
            return .finish(.reply(message, .udp, understandsEDNS: withEDNS && message.edns != nil))
        }
    }

    package mutating func receiveStream(_ bytes: [UInt8]) -> Step {
        stream += bytes
        guard stream.count >= 2 else { return .wait }
        let length = Int(stream[0]) << 8 | Int(stream[1])
        guard stream.count >= length + 2 else { return .wait }
        let whole = Array(stream[2..<length + 2])
        stream.removeFirst(length + 2)
        switch read(whole) {
        case .failure(let problem):
            return .finish(.unreadable(problem.description))
        case .success(let message):
            if isWithoutEDNS(message) { return openStream() }
            guard !message.isTruncated else { return .finish(.unreadable("cut short over TCP, too")) }
            return .finish(.reply(message, .tcp, understandsEDNS: withEDNS && message.edns != nil))
        }
    }

    /// The stream could not be opened or ended before the answer was whole.
    package mutating func streamEnded(_ reason: String) -> Step { .finish(.noStream(reason)) }

    private mutating func sendDatagram() -> Step {
        sent += 1
        return encoded(ServerDialogue.Step.sendDatagram)
    }

    private mutating func openStream() -> Step {
        encoded { bytes in
            .sendStream(
                [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
            )
        }
    }

    private func encoded(_ step: ([UInt8]) -> Step) -> Step {
        do {
            return step(try question.message(id: id, withEDNS: withEDNS).encoded())
        } catch {
            return .finish(.unreadable("the question cannot be written: \(error)"))
        }
    }

    private func read(_ bytes: [UInt8]) -> Result<DNSMessage, DNSWireError> {
        do throws(DNSWireError) {
            let message = try DNSMessage(bytes)
            guard message.id == id, message.isReply, message.opcode == 0 else {
                throw .invalid(field: "the header", reason: "answers no question of ours")
            }
            // Errors may leave the question out.
            let isOurs =
                message.questions == [question.question]
                || message.questions.isEmpty && message.code != .noError
            guard isOurs else {
                throw .invalid(field: "the question", reason: "is not the one that was asked")
            }
            return .success(message)
        } catch {
            return .failure(error)
        }
    }

    /// Whether the server turns EDNS away; then the question goes out once more without it.
    private mutating func isWithoutEDNS(_ message: DNSMessage) -> Bool {
        guard withEDNS, [.formatError, .notImplemented, .badVersion].contains(message.code) else {
            return false
        }
        withEDNS = false
        return true
    }
}
