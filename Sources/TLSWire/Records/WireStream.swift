// SPDX-License-Identifier: Apache-2.0

/// Recognises records, and in them messages and alerts, in bytes that arrive in any portions.
///
/// Put bytes in with ``append(_:)`` and take events out with ``next()`` until it has none. The same bytes make the
/// same events however they are cut. What is kept is bounded by the limits.
package struct WireStream: Sendable {
    package struct Limits: Hashable, Sendable {
        /// Of all records together.
        package var bytes = 262_144
        package var records = 1024
        /// Of one handshake message.
        package var messageBytes = 131_072

        package init() {}
    }

    private enum Framing { case undecided, tls, sslv2, foreign, ended }

    /// RFC 5246 §6.2.3; TLS 1.3 allows less.
    private static let longestRecord = 16_384 + 2048
    /// Evidence that is kept of what is not TLS.
    private static let evidenceCount = 64

    private let limits: Limits
    private var framing = Framing.undecided
    private var buffer: [UInt8] = []
    private var handshake: [UInt8] = []
    private var alerts: [UInt8] = []
    private var events: [WireEvent] = []
    private var records = 0
    private var isFinished = false
    /// What was unfinished when a limit was reached.
    private var halted: [Unfinished] = []

    package private(set) var bytesReceived = 0
    /// The version in the header of the first record; nil before it and for what is not TLS.
    package private(set) var recordVersion: UInt16?
    /// Whether the server encrypts from here on: set by its ChangeCipherSpec, or by a caller who knows better.
    package var isEncrypted = false

    package init(limits: Limits = Limits()) { self.limits = limits }

    package mutating func append(_ bytes: some Collection<UInt8>) {
        guard framing != .ended else { return }
        let room = max(0, limits.bytes - bytesReceived)
        buffer.append(contentsOf: bytes.prefix(room))
        bytesReceived += min(room, bytes.count)
    }

    /// The next event, or nil until more bytes come.
    package mutating func next() -> WireEvent? {
        while events.isEmpty {
            let before = buffer.count
            let decided = framing
            advance()
            if buffer.count == before, framing == decided, events.isEmpty {
                return limitWhenFull()
            }
        }
        return events.removeFirst()
    }

    /// Bytes that wait for the rest of their record.
    package var pending: [UInt8] { buffer }

    /// The stream is over: what was held back until it was long enough comes out.
    package mutating func finish() { isFinished = true }

    /// What has begun and is not there in full; a record before the message it is part of.
    package var unfinished: [Unfinished] {
        var parts: [Unfinished] = []
        switch framing {
        case .ended: return halted
        case .tls where buffer.count >= 5:
            let declared = Int(buffer[3]) << 8 | Int(buffer[4])
            let type = ContentType(buffer[0])
            parts.append(Unfinished(part: .record(type), declared: declared, received: buffer.count - 5))
        case .sslv2 where buffer.count >= 2:
            parts.append(
                Unfinished(part: .sslv2Record, declared: sslv2Length ?? 0, received: buffer.count - 2)
            )
        default: break
        }
        if handshake.count >= 4 {
            let declared = Self.messageLength(in: handshake)
            let type = HandshakeType(handshake[0])
            parts.append(Unfinished(part: .message(type), declared: declared, received: handshake.count - 4))
        }
        return parts
    }
}

/// Framing.
extension WireStream {
    private mutating func advance() {
        switch framing {
        case .undecided: decide()
        case .tls: takeRecord()
        case .sslv2: takeSSLv2Record()
        case .foreign: takeEvidence()
        case .ended: buffer.removeAll()
        }
    }

    /// Looks at the first bytes of all; needs two for TLS and up to seven for SSLv2.
    private mutating func decide() {
        guard let first = buffer.first else { return }
        if (20...24).contains(first) {
            guard let isTLS else { return }
            framing = isTLS ? .tls : .foreign
        } else if first & 0x80 != 0 {
            guard let isSSLv2 = looksLikeSSLv2 else { return }
            framing = isSSLv2 ? .sslv2 : .foreign
        } else {
            framing = .foreign
        }
    }

    /// Version 3, or an alert of DTLS 1.2, by which GnuTLS with TLS 1.3 alone refuses what it does not have; nil if
    /// that takes more bytes to say.
    private var isTLS: Bool? {
        guard buffer.count >= 2 else { return nil }
        guard buffer[1] != 3 else { return true }
        guard !isFinished, buffer.count < 5 else { return isDatagramAlert }
        return Self.datagramAlert.starts(with: buffer) ? nil : false
    }

    private var isDatagramAlert: Bool { records == 0 && buffer.starts(with: Self.datagramAlert) }

    private static let datagramAlert: [UInt8] = [ContentType.alert.id, 0xFE, 0xFD, 0, 2]

    private var sslv2Length: Int? {
        buffer.count >= 2 ? Int(buffer[0] & 0x7F) << 8 | Int(buffer[1]) : nil
    }

    /// A SERVER-HELLO of version 2 or an ERROR; nil if that takes more bytes to say.
    private var looksLikeSSLv2: Bool? {
        guard buffer.count >= 3, let length = sslv2Length else { return nil }
        switch buffer[2] {
        case 0: return length == 3
        case 4 where length >= 11: return buffer.count >= 7 ? buffer[5] == 0 && buffer[6] == 2 : nil
        default: return false
        }
    }

    private mutating func takeEvidence() {
        let evidence = buffer.prefix(Self.evidenceCount)
        if let end = evidence.firstIndex(of: 0x0A) {
            stop(with: .notTLS(Array(evidence[...end])))
        } else if evidence.count == Self.evidenceCount || isFinished {
            stop(with: .notTLS(Array(evidence)))
        }
    }

    private mutating func takeSSLv2Record() {
        guard let length = sslv2Length, buffer.count >= 2 + length else { return }
        events.append(.sslv2(Array(buffer[2..<(2 + length)])))
        buffer.removeFirst(2 + length)
    }

    private mutating func takeRecord() {
        guard buffer.count >= 5 else { return }
        let type = ContentType(buffer[0])
        let version = UInt16(buffer[1]) << 8 | UInt16(buffer[2])
        let length = Int(buffer[3]) << 8 | Int(buffer[4])
        guard (20...24).contains(type.id), buffer[1] == 3 || isDatagramAlert else {
            stop(
                with: .malformed(
                    .invalid(field: "record header", reason: "type \(type.id), version \(version)")
                )
            )
            return
        }
        guard length <= Self.longestRecord else {
            stop(with: .malformed(.tooLong(field: "record", count: length, limit: Self.longestRecord)))
            return
        }
        recordVersion = recordVersion ?? version
        guard buffer.count >= 5 + length else { return }
        records += 1
        guard records <= limits.records else {
            stop(with: .limit(.records))
            return
        }
        let payload = buffer[5..<(5 + length)]
        accept(type, payload)
        if framing == .tls { buffer.removeFirst(5 + length) }
    }

    private mutating func stop(with event: WireEvent) {
        events.append(event)
        framing = .ended
        buffer.removeAll()
        handshake.removeAll()
    }

    /// All bytes that may be kept are there and make nothing whole.
    private mutating func limitWhenFull() -> WireEvent? {
        guard bytesReceived >= limits.bytes, framing != .ended else { return nil }
        halted = unfinished
        framing = .ended
        return .limit(.bytes)
    }
}

/// Contents.
extension WireStream {
    private mutating func accept(_ type: ContentType, _ payload: ArraySlice<UInt8>) {
        switch type {
        case .changeCipherSpec:
            isEncrypted = true
            events.append(.changeCipherSpec)
        case .alert where !isEncrypted: acceptAlerts(payload)
        case .handshake where !isEncrypted: acceptHandshake(payload)
        case .heartbeat where !isEncrypted: events.append(.heartbeat(Array(payload)))
        default: events.append(.opaque(type, Array(payload)))
        }
    }

    /// Two bytes each, in one record or spread over several (RFC 5246 §6.2.1).
    private mutating func acceptAlerts(_ payload: ArraySlice<UInt8>) {
        alerts += payload
        var rest = alerts[...]
        while let level = rest.first, let code = rest.dropFirst().first {
            events.append(.alert(Alert(level: level, description: AlertDescription(code))))
            rest = rest.dropFirst(2)
        }
        alerts = Array(rest)
    }

    private mutating func acceptHandshake(_ payload: ArraySlice<UInt8>) {
        handshake += payload
        var rest = handshake[...]
        while rest.count >= 4, let type = rest.first {
            let length = Self.messageLength(in: rest)
            guard length <= limits.messageBytes else {
                let part = Unfinished.Part.message(HandshakeType(type))
                halted = [Unfinished(part: part, declared: length, received: rest.count - 4)]
                stop(with: .limit(.message))
                return
            }
            guard rest.count >= 4 + length else { break }
            let body = Array(rest.dropFirst(4).prefix(length))
            events.append(.message(HandshakeMessage(type: HandshakeType(type), body: body)))
            rest = rest.dropFirst(4 + length)
        }
        handshake = Array(rest)
    }

    private static func messageLength(in bytes: some Collection<UInt8>) -> Int {
        bytes.dropFirst().prefix(3).reduce(0) { $0 << 8 | Int($1) }
    }
}
