// SPDX-License-Identifier: Apache-2.0
internal import TLSWire

/// One malformed CBC record of 80 bytes of plaintext: content, MAC and padding (RFC 5246 §6.2.3.2).
package enum PaddingVector: String, CaseIterable, Sendable {
    case wrongMACEnd = "MAC wrong at its end"
    case wrongMACStart = "MAC wrong at its start"
    case wrongPadding = "padding wrong"
    case bothWrong = "MAC and padding wrong"
    /// Padding as long as the record, so that there is no MAC.
    case onlyPadding = "nothing but padding"
    case emptyWrongMAC = "no content, MAC wrong"
    case emptyWrongPadding = "no content, padding wrong"

    private static let length = 80

    private var content: [UInt8] {
        switch self {
        case .emptyWrongMAC, .emptyWrongPadding: []
        default: [UInt8](repeating: 0x0A, count: 16)
        }
    }

    /// The encrypted record; empty before the keys are there.
    package func record(from client: inout ClassicClient) -> [UInt8] {
        let content = content
        return client.protectBare(content: content) { plaintext(content, code: $0) }
    }

    package func plaintext(_ content: [UInt8], code: [UInt8]) -> [UInt8] {
        let padding = max(1, Self.length - content.count - code.count)
        let filled = [UInt8](repeating: UInt8(truncatingIfNeeded: padding - 1), count: padding)
        switch self {
        case .wrongMACEnd, .emptyWrongMAC: return content + flipped(code, at: code.count - 1) + filled
        case .wrongMACStart: return content + flipped(code, at: 0) + filled
        // The last byte, which says how long the padding is, stays right.
        case .wrongPadding, .emptyWrongPadding: return content + code + flipped(filled, at: 0)
        case .bothWrong: return content + flipped(code, at: code.count - 1) + flipped(filled, at: 0)
        case .onlyPadding: return [UInt8](repeating: UInt8(Self.length - 1), count: Self.length)
        }
    }

    private func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
        guard bytes.indices.contains(index) else { return bytes }
        var bytes = bytes
        bytes[index] ^= 0x80
        return bytes
    }
}

/// The attacks that a way of telling the records apart allows, by the levels of their check.
package enum PaddingOracle: String, CaseIterable, Sendable {
    /// One kind of record is left without an answer while others are refused.
    case sleepingPoodle = "sleeping-poodle"
    /// Only records without content are told apart (CVE-2019-1559).
    case zeroLength = "zero-length"
    /// A wrong MAC is told from wrong padding.
    case zombiePoodle = "zombie-poodle"
    /// Among records with wrong padding a right MAC shows.
    case goldendoodle = "goldendoodle"
    /// Wrong padding under a right MAC is accepted.
    case poodleTLS = "poodle-tls"

    /// The gravest that differing responses allow.
    package init(_ responses: [PaddingVector: PeerResponse]) {
        let wrongPadding = responses[.wrongPadding]
        let refused = responses[.wrongMACEnd]
        let full = responses.filter { $0.key != .emptyWrongMAC && $0.key != .emptyWrongPadding }
        if wrongPadding?.isAcceptance == true, refused?.isAcceptance == false,
            responses[.bothWrong]?.isAcceptance == false
        {
            self = .poodleTLS
        } else if Set(full.values).count == 1 {
            self = .zeroLength
        } else if full.values.contains(.silence) {
            self = .sleepingPoodle
        } else if wrongPadding != responses[.bothWrong] {
            self = .goldendoodle
        } else {
            self = .zombiePoodle
        }
    }
}

extension PeerResponse {
    /// It went on as if nothing were wrong.
    fileprivate var isAcceptance: Bool {
        switch self {
        case .silence, .record: true
        case .alert, .closed, .reset, .foreign: false
        }
    }
}
