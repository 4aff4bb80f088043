// SPDX-License-Identifier: Apache-2.0

/// The SSL request of MySQL's and MariaDB's protocol, which no reply follows (MySQL, Protocol::SSLRequest).
struct MySQLPreamble: Preamble {
    let opening: [UInt8] = []
    let awaited = "the greeting"
    let farewell: [UInt8] = []

    /// CLIENT_PROTOCOL_41, CLIENT_SSL, CLIENT_SECURE_CONNECTION, CLIENT_PLUGIN_AUTH; packets of 16 MiB; UTF-8.
    private static let request: [UInt8] =
        [0x20, 0, 0, 1, 0x00, 0x8A, 0x08, 0x00, 0x00, 0x00, 0x00, 0x01, 0x21]
        + [UInt8](repeating: 0, count: 23)
    /// CLIENT_SSL.
    private static let bit: UInt16 = 0x0800

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        guard input.count >= 5 else { return nil }
        let header = Array(input.unread.prefix(5))
        let length = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16
        guard (1...4096).contains(length), header[3] == 0, [9, 10, 0xFF].contains(header[4]) else {
            return foreign(input)
        }
        guard input.count >= 4 + length else { return nil }
        let packet = input.take(4 + length).dropFirst(4)
        switch header[4] {
        case 10: return step(greeting: packet)
        // Version 9 is older than TLS in this protocol.
        case 9: return .end(.absent(PreambleReply("")))
        default: return .end(Self.turnedAway(packet))
        }
    }

    private func foreign(_ input: PreambleInput) -> PreambleStep {
        .end(ForeignProtocol.failure(expecting: "MySQL", found: input.unread.prefix(80)))
    }

    /// Version text, zero, thread 4, challenge 8, zero, capabilities 2, and more.
    private func step(greeting packet: ArraySlice<UInt8>) -> PreambleStep {
        guard let end = packet.firstIndex(of: 0), packet.endIndex - end >= 1 + 4 + 8 + 1 + 2 else {
            return .end(.failed("a greeting of MySQL that is too short"))
        }
        let flags = UInt16(packet[end + 14]) | UInt16(packet[end + 15]) << 8
        return flags & Self.bit == 0 ? .end(.absent(PreambleReply(""))) : .sendAndAccept(Self.request)
    }

    /// An error instead of a greeting: too many connections, or a host that may not come here.
    private static func turnedAway(_ packet: ArraySlice<UInt8>) -> PreambleEnd {
        guard packet.count >= 3 else { return .failed("an error packet without a code") }
        let bytes = Array(packet)
        let code = Int(bytes[1]) | Int(bytes[2]) << 8
        return .postponed(PreambleReply(String(code), bytes.dropFirst(3)))
    }
}
