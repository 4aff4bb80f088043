// SPDX-License-Identifier: Apache-2.0
internal import ConferenceWire
internal import Transport

/// Asks a server of STUN and TURN for one's own address, then for one of the relay, without credentials.
///
/// A relay that grants one is asked at once to take it back.
struct RelayMachine: DialogueMachine {
    struct Outcome: Sendable {
        var binding: STUNMessage?
        var allocation: STUNMessage?
        /// The first bytes that are no STUN; nil where all were.
        var foreign: [UInt8]?
    }

    private let userAgent: String
    private let transactions: (binding: [UInt8], allocation: [UInt8], refresh: [UInt8])
    private var input: [UInt8] = []
    private var result = Outcome()
    private var isBinding: Bool

    /// - Parameters:
    ///   - token: 36 random bytes.
    ///   - asksBinding: false where a server is silent about it.
    init(userAgent: String, token: [UInt8], asksBinding: Bool) {
        self.userAgent = userAgent
        transactions = (
            Array(token.prefix(12)), Array(token.dropFirst(12).prefix(12)),
            Array(token.dropFirst(24).prefix(12))
        )
        isBinding = asksBinding
    }

    private var name: STUNMessage.Attribute { STUNMessage.software(userAgent) }

    private var allocate: [UInt8] {
        STUNMessage(
            .request,
            .allocate,
            transaction: transactions.allocation,
            [STUNMessage.requestedTransport, name]
        ).encoded
    }

    mutating func start() -> [UInt8] {
        isBinding
            ? STUNMessage(.request, .binding, transaction: transactions.binding, [name]).encoded : allocate
    }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        input += bytes
        while true {
            guard case .whole(let length) = STUNMessage.extent(of: input) else {
                return STUNMessage.extent(of: input) == .partial ? .wait : foreign()
            }
            guard let message = STUNMessage(input[..<length]) else { return foreign() }
            input.removeFirst(length)
            if let step = take(message) { return step }
        }
    }

    private mutating func foreign() -> DialogueStep {
        result.foreign = Array(input.prefix(64))
        return .finish
    }

    /// Nil where the message answers nothing.
    private mutating func take(_ message: STUNMessage) -> DialogueStep? {
        guard message.kind == .success || message.kind == .error else { return nil }
        if isBinding, message.transaction == transactions.binding {
            isBinding = false
            result.binding = message
            return .send(allocate)
        }
        guard message.transaction == transactions.allocation else { return nil }
        result.allocation = message
        guard message.kind == .success else { return .finish }
        let refresh = STUNMessage(
            .request,
            .refresh,
            transaction: transactions.refresh,
            [STUNMessage.lifetime(0), name]
        )
        return .sendAndFinish(refresh.encoded)
    }

    mutating func ended(_ end: StreamEnd) {}

    func outcome() -> Outcome { result }

    var patience: Duration? { .seconds(5) }
}
