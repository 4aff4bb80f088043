// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Preambles

/// A client of SMTP (RFC 5321) that hands one message to a relay: bytes in, bytes out, no socket and no TLS of its own.
///
/// Nothing but EHLO and STARTTLS is said before TLS, and what the server said before it is forgotten (RFC 3207 §4.2). The
/// password is said under TLS alone.
package struct SubmissionDialogue: Sendable {
    /// What is wanted after bytes were taken.
    package enum Step: Hashable, Sendable {
        case wait
        case send([UInt8])
        /// TLS begins behind these bytes; ``takeRemainder()`` has what the server said too early, which belongs to TLS.
        case beginTLS(after: [UInt8])
        case sendAndFinish([UInt8])
        case finish
    }

    enum Stage: Hashable { case greeting, hello, startTLS, authentication, sender, recipient, data, content }

    /// What is read of a server altogether.
    static let longestDialogue = 65_536

    let message: MailMessage
    let credentials: SubmissionCredentials?
    let clientName: String
    let security: SubmissionSecurity
    var stage = Stage.greeting
    var isSecured: Bool
    /// The keywords of the last reply to EHLO with their parameters, in upper case.
    var extensions: [String: [String]] = [:]
    var fates: [MailAddress: SubmissionOutcome.Fate] = [:]
    var asked = 0
    private var input = PreambleInput()
    private var replies = NumericReplyReader()
    private var received = 0

    /// - Parameters:
    ///   - credentials: nil where the relay asks for none; with `security` none they are never sent.
    ///   - clientName: after EHLO, a host name.
    package init(
        _ message: MailMessage,
        security: SubmissionSecurity,
        credentials: SubmissionCredentials?,
        clientName: String
    ) {
        self.message = message
        self.security = security
        self.credentials = credentials
        self.clientName = clientName
        isSecured = security == .tls
    }

    /// Whether the server still owes its greeting.
    package var isGreeting: Bool { stage == .greeting }

    /// Takes bytes of the server, under TLS or before it.
    package mutating func receive(_ bytes: [UInt8]) -> Step {
        received += bytes.count
        input.append(bytes)
        var output: [UInt8] = []
        while let line = input.take(through: 0x0A) {
            let reply: NumericReply?
            do {
                reply = try replies.take(ReplyLine(line))
            } catch {
                return give(
                    up: "the relay does not speak SMTP: \(Self.words(ReplyLine(line)))",
                    after: output
                )
            }
            guard let reply else { continue }
            switch answer(reply) {
            case .wait: continue
            case .send(let more): output += more
            case .sendAndFinish(let more): return .sendAndFinish(output + more)
            case .beginTLS(let more): return .beginTLS(after: output + more)
            case .finish: return output.isEmpty ? .finish : .sendAndFinish(output)
            }
        }
        guard received <= Self.longestDialogue else {
            return give(up: "the relay said more than \(Self.longestDialogue) bytes", after: output)
        }
        return output.isEmpty ? .wait : .send(output)
    }

    /// What came behind the server's consent to TLS, in the same breath: no plain text of it is ever taken for a reply.
    package mutating func takeRemainder() -> [UInt8] { input.takeAll() }

    /// TLS stands, and the server is who was asked.
    package mutating func secured() -> [UInt8] {
        isSecured = true
        extensions = [:]
        guard security == .starttls else { return [] }
        stage = .hello
        return Self.line("EHLO \(clientName)")
    }

    /// The server, a limit or TLS ended the dialogue; those that have no fate yet wait for another try.
    package mutating func ended(_ reason: String) {
        for recipient in message.to where isUndecided(recipient) {
            fates[recipient] = .postponed(reason: reason)
        }
    }

    /// Asked once, after the end.
    package var outcome: SubmissionOutcome {
        var fates = fates
        for recipient in message.to where isUndecided(recipient) {
            fates[recipient] = .postponed(reason: "the dialogue ended early")
        }
        return SubmissionOutcome(fates: fates)
    }

    /// Those that the relay would take it for have no fate before it has taken it.
    private func isUndecided(_ recipient: MailAddress) -> Bool { fates[recipient] == nil }

    /// The whole try comes to nothing.
    mutating func give(up reason: String, after output: [UInt8] = []) -> Step {
        ended(reason)
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    static func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }

    static func words(_ line: ReplyLine) -> String { String(line.text.prefix(200)) }
}
