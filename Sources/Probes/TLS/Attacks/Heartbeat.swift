// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// A heartbeat message, and how much payload it claims (RFC 6520 §4).
struct Heartbeat: Sendable {
    let claimed: Int
    let payload: [UInt8]

    static let withoutPayload: [UInt8] = [1, 0, 0]
    static let proper: [UInt8] = [1, 0, 32] + [UInt8](repeating: 0x5A, count: 32 + 16)
    /// 22 for 21.
    static let oneByteMore = Heartbeat(claimed: 22, payload: [UInt8](repeating: 0x5A, count: 21))
    /// With header and padding just more than the 4096 bytes that OpenSSL writes at once.
    static let filling = Heartbeat(claimed: 4080, payload: [])

    func record(version: UInt16) -> [UInt8] {
        let length = [UInt8(truncatingIfNeeded: claimed >> 8), UInt8(truncatingIfNeeded: claimed)]
        return PlainRecord.bytes(.heartbeat, version: version, [1] + length + payload)
    }

    /// Nil for what is no response.
    static func claimedLength(of message: [UInt8]) -> Int? {
        guard message.count >= 3, message[0] == 2 else { return nil }
        return Int(message[1]) << 8 | Int(message[2])
    }

    func verdict(on outcome: IntrusionMachine.Outcome) -> Trial {
        switch outcome.response {
        case nil: return .lost("the answer to the hello ended before ServerHelloDone")
        case .silence: return .nothing(Self.silence)
        case .record(.heartbeat):
            guard let message = outcome.heartbeats.first, let length = Self.claimedLength(of: message),
                length > payload.count, message.count > 3 + payload.count
            else { return .shows(.safe, evidence: "answers without more bytes than it was sent") }
            return .shows(.vulnerable, evidence: "answers a heartbeat with more bytes than it was sent")
        case .alert, .closed, .reset, .foreign, .record:
            let words = outcome.response?.words ?? ""
            return .shows(.safe, evidence: "\(words) for a heartbeat that claims too much")
        }
    }

    static let silence = Unestablished(
        phase: .reply,
        reason: "it takes up the heartbeat extension and answers no heartbeat",
        attempts: 1
    )
}
