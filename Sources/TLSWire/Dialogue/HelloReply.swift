// SPDX-License-Identifier: Apache-2.0

/// How a byte stream ended, as the transport saw it.
package enum StreamEnd: String, Hashable, Sendable {
    case closed, reset, timedOut
}

/// What came back for one hello, in one value.
package struct HelloReply: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
        /// A ServerHello, with what came after it.
        case serverHello(ServerFlight)
        case helloRetryRequest(ServerHello)
        /// The alert that ended the dialogue, or the first warning if none did.
        case alert(Alert)
        /// Closed without a byte.
        case closed
        /// Reset without a byte.
        case reset
        /// Silence.
        case timedOut
        /// The first bytes: one line, at most 64.
        case notTLS([UInt8])
        case sslv2ServerHello(SSLv2ServerHello)
        /// SSLv2's ERROR, so SSLv2 is spoken: 1 is "no cipher in common".
        case sslv2Error(UInt16)
        case malformed(WireError)
        /// Something began that could have become an answer.
        case incomplete
        /// The server sent the hello back.
        case echoed
    }

    /// Whether what the server named was offered; nil where it named nothing.
    package struct Offered: Hashable, Sendable {
        package let version: Bool?
        package let suite: Bool?
        package let compression: Bool?
        package let group: Bool?
    }

    package let answer: Answer
    package let offered: Offered
    /// In order, warnings too; the first sixteen, and the one that ended the dialogue.
    package let alerts: [Alert]
    package let alertCount: Int
    /// Of the first record; nil if nothing like TLS came.
    package let recordVersion: UInt16?
    /// Nil while the stream is open.
    package let end: StreamEnd?
    /// What had begun when the dialogue stopped.
    package let unfinished: [Unfinished]
    /// Which limit stopped the dialogue; nil: none.
    package let limitReached: WireLimit?
    /// Extensions in the answer that the hello did not ask for.
    package let unsolicitedExtensions: [ExtensionType]
    /// A HelloRetryRequest in answer to a second hello, which is forbidden (RFC 8446 §4.1.4).
    package let isRepeatedRetry: Bool
    /// What TLS 1.3 encrypts, and what a second hello came to; nil where nobody looked.
    package var encrypted: EncryptedFlight?

    /// The ServerHello or the HelloRetryRequest.
    package var serverHello: ServerHello? {
        switch answer {
        case .serverHello(let flight): flight.serverHello
        case .helloRetryRequest(let hello): hello
        default: nil
        }
    }

    package var flight: ServerFlight? {
        guard case .serverHello(let flight) = answer else { return nil }
        return flight
    }

    /// Whether the server agreed to something that was offered.
    ///
    /// That is a ServerHello or HelloRetryRequest whose version, suite and compression stood in the hello. A group
    /// that did not is odd, and still an agreement.
    package var acceptsOffer: Bool {
        serverHello != nil && offered.version != false && offered.suite != false
            && offered.compression != false
            && !isRepeatedRetry
    }

    /// The group of the key exchange, whichever message names it.
    package var group: NamedGroup? { serverHello?.keyShareGroup ?? flight?.keyExchange?.group }
}

/// A ServerHello and what came after it in the clear.
package struct ServerFlight: Hashable, Sendable {
    package let serverHello: ServerHello
    /// DER, the server's own first; nil: no Certificate message.
    package internal(set) var certificates: [[UInt8]]?
    package internal(set) var certificateStatus: CertificateStatus?
    package internal(set) var keyExchange: ServerKeyExchange?
    package internal(set) var certificateRequest: CertificateRequest?
    package internal(set) var newSessionTicket: NewSessionTicket?
    /// Types in the order of arrival, the ServerHello first.
    package internal(set) var messages: [HandshakeType] = [.serverHello]
    /// ServerHelloDone came.
    package internal(set) var isDone = false
    /// The server resumes a session: it changes to encryption right after the ServerHello or a new ticket.
    package internal(set) var isResumption = false
    /// What was wrong with a message after the ServerHello, which ended the dialogue.
    package internal(set) var fault: WireError?

    init(serverHello: ServerHello) { self.serverHello = serverHello }
}
