// SPDX-License-Identifier: Apache-2.0
internal import ConferenceWire

/// How a relay treats those who show no credentials; as it is made, it gives them nothing.
struct RelayManners: Hashable, Sendable {
    var isOpen = false
    var realm: String
    /// What it calls itself; nil for nothing.
    var software: String?
}

/// A relay of TURN that answers as one, and relays nothing (RFC 8489, RFC 8656).
struct RelayConversation: Conversation {
    private let manners: RelayManners
    private var input: [UInt8] = []

    init(_ manners: RelayManners) { self.manners = manners }

    mutating func hear(_ bytes: [UInt8]) -> ConversationStep {
        input += bytes
        var answer: [UInt8] = []
        while true {
            switch STUNMessage.extent(of: input) {
            case .foreign: return .end(answer)
            case .partial: return answer.isEmpty ? .wait : .say(answer)
            case .whole(let length):
                guard let message = STUNMessage(input[..<length]) else { return .end(answer) }
                input.removeFirst(length)
                if message.kind == .request { answer += reply(to: message).encoded }
            }
        }
    }

    private func reply(to request: STUNMessage) -> STUNMessage {
        var attributes: [STUNMessage.Attribute] = []
        let isGranted = request.method == .binding || manners.isOpen
        switch request.method {
        case .binding: attributes.append(Self.address(0x0020))
        case _ where !manners.isOpen:
            attributes += [
                // 401 (RFC 8489 §14.8).
                STUNMessage.Attribute(0x0009, [0, 0, 4, 1] + Array("Unauthenticated".utf8)),
                STUNMessage.Attribute(0x0014, Array(manners.realm.utf8)),
                STUNMessage.Attribute(0x0015, Array("5e6f2a90c1d7".utf8)),
            ]
        case .allocate: attributes += [Self.address(0x0016), Self.address(0x0020), STUNMessage.lifetime(600)]
        default: break
        }
        if let software = manners.software { attributes.append(STUNMessage.software(software)) }
        return STUNMessage(
            isGranted ? .success : .error,
            request.method,
            transaction: request.transaction,
            attributes
        )
    }

    /// 192.0.2.1, port 50000, as XOR-MAPPED-ADDRESS writes it (RFC 8489 §14.2).
    private static func address(_ type: UInt16) -> STUNMessage.Attribute {
        STUNMessage.Attribute(type, [0, 1, 0xE2, 0x42, 0xE1, 0x12, 0xA6, 0x43])
    }
}
