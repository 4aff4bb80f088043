// SPDX-License-Identifier: Apache-2.0
internal import ConferenceWire
internal import Transport

/// One OPTIONS, and its final response.
struct CallServerMachine: DialogueMachine {
    struct Outcome: Sendable {
        var response: SIPResponse?
        /// The first bytes of what is no SIP; nil where it is.
        var foreign: [UInt8]?
    }

    private let request: SIPRequest
    private var reader = SIPResponseReader()
    private var result = Outcome()

    init(_ request: SIPRequest) { self.request = request }

    mutating func start() -> [UInt8] { request.bytes }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        switch reader.receive(bytes) {
        case .pending: return .wait
        case .response(let response): result.response = response
        case .foreign: result.foreign = reader.beginning
        }
        return .finish
    }

    mutating func ended(_ end: StreamEnd) {}

    func outcome() -> Outcome { result }

    var patience: Duration? { .seconds(5) }
}
