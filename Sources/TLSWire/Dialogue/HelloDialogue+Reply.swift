// SPDX-License-Identifier: Apache-2.0

extension HelloDialogue {
    /// What is known so far; final once ``progress`` is `.done`.
    package var reply: HelloReply {
        let answer = summary
        let hello = HelloDialogue.serverHello(of: answer)
        var isRetry = false
        if case .helloRetryRequest = answer { isRetry = true }
        return HelloReply(
            answer: answer,
            offered: offered(in: hello),
            alerts: alerts,
            alertCount: alertCount,
            recordVersion: stream.recordVersion,
            end: end,
            unfinished: hasEnough ? [] : stream.unfinished,
            limitReached: limitReached,
            unsolicitedExtensions: unsolicited(in: hello),
            isRepeatedRetry: isRetry && isSecondHello
        )
    }

    /// Whether the dialogue stopped for what it had read; where the stream stands then depends on how the bytes came.
    private var hasEnough: Bool {
        switch limitReached {
        case .warnings, .records: true
        case .bytes, .message: false
        case nil: progress == .done && end == nil
        }
    }

    private var summary: HelloReply.Answer {
        if let answer { return answer }
        if let flight { return .serverHello(flight) }
        if let alert = alerts.first(where: \.endsDialogue) ?? alerts.first { return .alert(alert) }
        guard stream.bytesReceived == 0, let end else { return .incomplete }
        switch end {
        case .closed: return .closed
        case .reset: return .reset
        case .timedOut: return .timedOut
        }
    }

    private static func serverHello(of answer: HelloReply.Answer) -> ServerHello? {
        switch answer {
        case .serverHello(let flight): flight.serverHello
        case .helloRetryRequest(let hello): hello
        default: nil
        }
    }

    private func offered(in hello: ServerHello?) -> HelloReply.Offered {
        guard let hello else {
            return HelloReply.Offered(version: nil, suite: nil, compression: nil, group: nil)
        }
        switch offer {
        case .sslv2(let sent):
            return HelloReply.Offered(
                version: sent.offers(version: hello.version),
                suite: sent.cipherSpecs.contains(SSLv2CipherSpec(hello.suite)),
                compression: hello.compression == 0,
                group: nil
            )
        case .tls(let sent):
            return HelloReply.Offered(
                version: sent.offers(version: hello.version),
                suite: sent.offers(hello.suite),
                compression: sent.offers(compression: hello.compression),
                group: namedGroup(in: hello).map { sent.offers($0) }
            )
        }
    }

    /// Of TLS 1.3 the key share's, before it the curve; a prime is not a group that a hello must offer.
    private func namedGroup(in hello: ServerHello) -> NamedGroup? {
        if let group = hello.keyShareGroup { return group }
        guard case .ecdhe(.named(let group), _) = flight?.keyExchange?.parameters else { return nil }
        return group
    }

    private func unsolicited(in hello: ServerHello?) -> [ExtensionType] {
        guard let hello, case .tls(let sent) = offer else { return hello?.extensions.map(\.type) ?? [] }
        let offered = sent.offeredExtensions
        // A cookie comes unasked (RFC 8446 §4.2.2).
        return hello.extensions.map(\.type).filter { $0 != .cookie && !offered.contains($0) }
    }
}
