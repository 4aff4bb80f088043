// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Recorded dialogues")
struct HelloDialogueVectorTests {
    /// More than the longest recording has, so that nothing stops before its end.
    private static let patient: HelloDialogue.Limits = {
        var limits = HelloDialogue.Limits()
        limits.warningAlerts = 1000
        limits.stream.messageBytes = 1 << 24
        return limits
    }()

    @Test(
        "The machine finds in the bytes what the recording is said to show",
        arguments: RecordedDialogue.names
    )
    func agreesWithExpectation(name: String) throws {
        let recorded = try RecordedDialogue(named: name)
        for split in Split.allCases {
            let replayed = ReplayedDialogue(recorded, split: split, limits: Self.patient)
            guard let expectation = DialogueExpectation(recorded, replayed) else {
                #expect(recorded.exchanges.isEmpty, "\(name): no hello was recognised")
                continue
            }
            _ = try expectation.compareAll()
        }
    }

    @Test("However the bytes are cut, the reply is the same", arguments: RecordedDialogue.names)
    func isIndependentOfSplits(name: String) throws {
        let recorded = try RecordedDialogue(named: name)
        let whole = ReplayedDialogue(recorded, split: .whole)
        let bytewise = ReplayedDialogue(recorded, split: .bytewise)
        #expect(bytewise.replies == whole.replies)
        #expect(bytewise.aftermath == whole.aftermath)
        for seed in 1...8 {
            let random = ReplayedDialogue(recorded, split: .random, seed: UInt64(seed))
            #expect(random.replies == whole.replies)
            #expect(random.aftermath == whole.aftermath)
        }
    }

    @Test("Every recording is compared, and nothing is left out without a reason")
    func coversEveryRecording() throws {
        var byProbe: [String: Int] = [:]
        var withoutTLS: [String] = []
        var leftOut: [String: Int] = [:]
        for name in RecordedDialogue.names {
            let recorded = try RecordedDialogue(named: name)
            let replayed = ReplayedDialogue(recorded, split: .whole, limits: Self.patient)
            guard let expectation = DialogueExpectation(recorded, replayed) else {
                withoutTLS.append(name)
                continue
            }
            let result = try expectation.compareAll()
            #expect(result.compared.contains("answer"), "\(name)")
            byProbe[recorded.probe, default: 0] += 1
            for key in result.leftOut where DialogueExpectation.elsewhere[key] == nil {
                leftOut[key, default: 0] += 1
            }
        }
        #expect(withoutTLS == ["starttls-smtp-none-asyncio"])
        let expected = [
            "hello": 201, "robot": 15, "heartbeat": 13, "sslv2": 11, "fallback": 9, "ccs": 7,
            "renegotiation": 3, "injection": 3, "resume": 2,
        ]
        #expect(byProbe == expected)
        // Encrypted in these: five alerts, one ALPN of TLS 1.3, and the certificates of TLS 1.3's flights.
        #expect(
            leftOut == ["alert": 5, "alerts": 5, "alpn": 1, "certificates": 17, "certificate_request": 2]
        )
    }
}
