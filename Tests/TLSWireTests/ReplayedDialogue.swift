// SPDX-License-Identifier: Apache-2.0

@testable import TLSWire

/// A recorded dialogue fed through the machine.
struct ReplayedDialogue: Sendable {
    /// One for each hello in the clear.
    private(set) var replies: [HelloReply] = []
    /// What was recognised in the clear after the last hello's answer was complete, by the client's turn.
    private(set) var aftermath: [[WireEvent]] = []

    init(_ recorded: RecordedDialogue, split: Split, seed: UInt64 = 1, limits: HelloDialogue.Limits = .init())
    {
        let exchanges = recorded.exchanges
        var stream: WireStream?
        for (index, exchange) in exchanges.enumerated() {
            let portions = split.portions(of: exchange.server, seed: seed)
            if let hello = RecordedHello(exchange.client) {
                let isLast = index == exchanges.count - 1
                var dialogue = hello.dialogue(limits: limits)
                stream = Self.feed(portions, to: &dialogue)
                if isLast, let end = recorded.streamEnd { dialogue.ended(end) }
                replies.append(dialogue.reply)
            } else if var following = stream {
                for portion in portions { following.append(portion) }
                aftermath.append(Self.events(of: &following))
                stream = following
            }
        }
    }

    /// Alerts in the clear, of the hellos' answers and of what followed.
    var alerts: [Alert] {
        replies.flatMap(\.alerts)
            + aftermath.joined().compactMap { event in
                guard case .alert(let alert) = event else { return nil }
                return alert
            }
    }

    /// Once a dialogue is done its stream goes on by itself.
    private static func feed(_ portions: [ArraySlice<UInt8>], to dialogue: inout HelloDialogue) -> WireStream
    {
        var stream: WireStream?
        for portion in portions {
            if var done = stream {
                done.append(portion)
                stream = done
            } else if dialogue.receive(portion) == .done {
                stream = dialogue.stream
            }
        }
        var rest = stream ?? dialogue.stream
        if stream != nil { _ = events(of: &rest) }
        return rest
    }

    private static func events(of stream: inout WireStream) -> [WireEvent] {
        var events: [WireEvent] = []
        while let event = stream.next() { events.append(event) }
        return events
    }
}
