// SPDX-License-Identifier: Apache-2.0
package import TLSWire
package import Transport

/// A handshake by ``ClassicClient``, one thing sent after it, and what came back.
package struct ClassicMachine: DialogueMachine {
    package struct Outcome: Sendable {
        package let state: ClassicClient.State
        package let serverHello: ServerHello?
        package let ticket: NewSessionTicket?
        package let events: [ClassicClient.Event]
        /// Nil where the machine had enough.
        package let end: Transport.StreamEnd?
    }

    private var client: ClassicClient
    private let question: @Sendable (inout ClassicClient) -> [UInt8]
    private let isAnswer: @Sendable (ClassicClient.Event) -> Bool
    private var isAsked = false
    private var end: Transport.StreamEnd?

    /// A question without bytes ends the dialogue with the handshake.
    package init(
        _ client: ClassicClient,
        question: @escaping @Sendable (inout ClassicClient) -> [UInt8] = { _ in [] },
        isAnswer: @escaping @Sendable (ClassicClient.Event) -> Bool = { _ in true }
    ) {
        self.client = client
        self.question = question
        self.isAnswer = isAnswer
    }

    package mutating func start() -> [UInt8] { client.start() }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        let output = client.receive(bytes)
        if case .failed = client.state { return .finish }
        guard client.state == .established else { return output.isEmpty ? .wait : .send(output) }
        if !isAsked {
            isAsked = true
            let asked = question(&client)
            return asked.isEmpty ? .finish : .send(output + asked)
        }
        return client.events.contains(where: isAnswer) ? .finish : .wait
    }

    package mutating func ended(_ end: Transport.StreamEnd) { self.end = end }

    package func outcome() -> Outcome {
        Outcome(
            state: client.state,
            serverHello: client.serverHello,
            ticket: client.ticket,
            events: client.events,
            end: end
        )
    }
}
