// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire
internal import Transport

/// A hello that is written out, and the dialogue that reads its answer, as a machine of bytes.
protocol HelloExchange: DialogueMachine where Outcome == HelloReply {
    var bytes: [UInt8] { get }
    var dialogue: HelloDialogue { get set }
}

extension HelloExchange {
    mutating func start() -> [UInt8] { bytes }

    mutating func receive(_ received: [UInt8]) -> DialogueStep {
        switch dialogue.receive(received) {
        case .more: .wait
        case .done: .finish
        }
    }

    mutating func ended(_ end: Transport.StreamEnd) { dialogue.end(end) }

    func outcome() -> HelloReply { dialogue.reply }
}

/// One hello and its answer as a machine of bytes.
struct HelloMachine: HelloExchange {
    let bytes: [UInt8]
    var dialogue: HelloDialogue

    init(_ hello: ClientHello, needs: HelloDialogue.Needs) throws(WireError) {
        bytes = try hello.records()
        dialogue = HelloDialogue(hello: hello, needs: needs, sent: bytes)
    }
}
