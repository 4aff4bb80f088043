// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Preambles

/// What follows each reply (RFC 5321 §4.3.2).
extension SubmissionDialogue {
    private static let farewell = line("QUIT")

    mutating func answer(_ reply: NumericReply) -> Step {
        // The server goes away, whatever was asked (RFC 5321 §3.8).
        if reply.code == 421 { return give(up: Self.words(reply)) }
        switch stage {
        case .greeting: return greeted(reply)
        case .hello: return introduced(reply)
        case .startTLS:
            guard reply.code == 220 else { return leave("the relay refuses STARTTLS", reply) }
            return .beginTLS(after: [])
        case .authentication:
            guard reply.code == 235 else { return leave("the relay refuses the password", reply) }
            return nameSender()
        case .sender:
            guard reply.code == 250 else {
                return leave("the relay refuses the sender \(message.from)", reply)
            }
            return nameRecipient()
        case .recipient: return answered(recipient: reply)
        case .data:
            guard reply.code == 354 else { return settle(reply) }
            stage = .content
            return .send(Self.stuffed(message.bytes(takesEightBit: takesEightBit)))
        case .content: return settle(reply)
        }
    }

    private mutating func greeted(_ reply: NumericReply) -> Step {
        guard reply.code == 220 else { return leave("the relay turns us away", reply) }
        stage = .hello
        return .send(Self.line("EHLO \(clientName)"))
    }

    private mutating func introduced(_ reply: NumericReply) -> Step {
        guard reply.code == 250 else { return leave("the relay refuses EHLO", reply) }
        extensions = [:]
        for line in reply.lines.dropFirst() {
            // Behind the code and its hyphen or space.
            let words = ReplyLine(line.bytes.dropFirst(4)).words
            if let keyword = words.first { extensions[keyword] = Array(words.dropFirst()) }
        }
        if security == .starttls, !isSecured {
            guard extensions["STARTTLS"] != nil else {
                return leave("the relay offers no STARTTLS, and without it nothing is sent")
            }
            stage = .startTLS
            return .send(Self.line("STARTTLS"))
        }
        guard let credentials else { return nameSender() }
        guard isSecured else { return leave("the password is said under TLS alone") }
        guard extensions["AUTH"]?.contains("PLAIN") == true else {
            return leave("the relay offers no AUTH PLAIN, and there is a password for it")
        }
        stage = .authentication
        let token = Data("\0\(credentials.user)\0\(credentials.password)".utf8).base64EncodedString()
        return .send(Self.line("AUTH PLAIN \(token)"))
    }

    private var takesEightBit: Bool { extensions["8BITMIME"] != nil }

    private mutating func nameSender() -> Step {
        let size = message.bytes(takesEightBit: takesEightBit).count
        if let limit = extensions["SIZE"]?.first.flatMap({ Int($0) }), limit > 0, size > limit {
            return refuse("the message has \(size) bytes, and the relay takes \(limit) at most")
        }
        stage = .sender
        var command = "MAIL FROM:<\(message.from)>"
        if extensions["SIZE"] != nil { command += " SIZE=\(size)" }
        if takesEightBit, message.isEightBit { command += " BODY=8BITMIME" }
        return .send(Self.line(command))
    }

    private mutating func nameRecipient() -> Step {
        stage = .recipient
        guard asked < message.to.count else {
            guard message.to.contains(where: { fates[$0] == nil }) else {
                return .sendAndFinish(Self.farewell)
            }
            stage = .data
            return .send(Self.line("DATA"))
        }
        return .send(Self.line("RCPT TO:<\(message.to[asked])>"))
    }

    private mutating func answered(recipient reply: NumericReply) -> Step {
        guard asked < message.to.count else { return give(up: "the relay says more than it was asked") }
        let recipient = message.to[asked]
        asked += 1
        switch reply.code {
        case 250, 251: break
        case 500...599: fates[recipient] = .refused(reason: Self.words(reply))
        default: fates[recipient] = .postponed(reason: Self.words(reply))
        }
        return nameRecipient()
    }

    /// The reply to DATA, or to the message itself: it is for all recipients that were not refused before.
    private mutating func settle(_ reply: NumericReply) -> Step {
        let fate: SubmissionOutcome.Fate =
            switch reply.code {
            case 250 where stage == .content: .accepted
            case 500...599: .refused(reason: Self.words(reply))
            default: .postponed(reason: Self.words(reply))
            }
        for recipient in message.to where fates[recipient] == nil { fates[recipient] = fate }
        return .sendAndFinish(Self.farewell)
    }

    private mutating func refuse(_ reason: String) -> Step {
        for recipient in message.to where fates[recipient] == nil {
            fates[recipient] = .refused(reason: reason)
        }
        return .sendAndFinish(Self.farewell)
    }

    /// Gives this try up and takes leave: what stands in the way is the relay's setup or ours, and can be mended.
    private mutating func leave(_ what: String, _ reply: NumericReply? = nil) -> Step {
        ended(reply.map { "\(what): \(Self.words($0))" } ?? what)
        return .sendAndFinish(Self.farewell)
    }

    /// A dot before each that begins a line (RFC 5321 §4.5.2), and the end.
    static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 64)
        var isAtStart = true
        for byte in bytes {
            if isAtStart, byte == UInt8(ascii: ".") { output.append(byte) }
            output.append(byte)
            isAtStart = byte == 0x0A
        }
        if !isAtStart { output += Array("\r\n".utf8) }
        return output + Array(".\r\n".utf8)
    }

    private static func words(_ reply: NumericReply) -> String {
        String(reply.lines.map(\.text).joined(separator: " ").prefix(200))
    }
}
