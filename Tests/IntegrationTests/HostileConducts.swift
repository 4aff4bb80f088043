// SPDX-License-Identifier: Apache-2.0
import Foundation
import TLSWire
import TestSupport
import Testing

/// One way of being hostile, by name.
struct HostileConduct: Sendable, CustomTestStringConvertible {
    let name: String
    let conduct: HostileServer.Conduct
    /// Whether it never says anything that could be believed.
    var isHopeless = true

    var testDescription: String { name }

    static let all: [HostileConduct] = [
        HostileConduct(name: "stalls", conduct: .silent),
        HostileConduct(name: "a byte a second", conduct: .dribbling(flight)),
        HostileConduct(name: "resets", conduct: .resetting(after: 0)),
        HostileConduct(name: "421", conduct: .saying(Array("421 too many connections\r\n".utf8))),
        HostileConduct(name: "SSH", conduct: .saying(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8))),
        HostileConduct(
            name: "plain HTTP",
            conduct: .saying(Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".utf8))
        ),
        HostileConduct(name: "echo", conduct: .echoing),
        HostileConduct(
            name: "a certificate message of 16 MB",
            conduct: .flooding(
                helloRecord + record(22, [11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0xFF, 0xFF, 0xF9]),
                with: record(22, [UInt8](repeating: 0x30, count: 16_384))
            ),
            isHopeless: false
        ),
        HostileConduct(
            name: "HelloRequest without end",
            conduct: .flooding(helloRecord, with: record(22, [0, 0, 0, 0])),
            isHopeless: false
        ),
        HostileConduct(
            name: "warnings without end",
            conduct: .flooding([], with: record(21, [1, 90]))
        ),
        HostileConduct(
            name: "HelloRetryRequest without end",
            conduct: .flooding([], with: retryRecord),
            isHopeless: false
        ),
        HostileConduct(
            name: "empty records without end",
            conduct: .flooding([], with: record(22, []))
        ),
        HostileConduct(
            name: "every length a lie",
            conduct: .answering { connection, _ in lies[connection % max(1, lies.count)] },
            isHopeless: false
        ),
        HostileConduct(
            name: "resets from the ninth connection on",
            conduct: .resetting(after: 8)
        ),
    ]

    /// TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.
    private static let hello =
        [2, 0, 0, 38, 3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0xC0, 0x2F, 0]
    private static let helloRecord = record(22, hello)

    /// TLS 1.3 with TLS_AES_128_GCM_SHA256, asking for P-256 (RFC 8446 §4.1.4).
    private static let retryRecord: [UInt8] = {
        let random = RecordedFlight.bytes(
            hex: "CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C"
        )
        let extensions: [UInt8] = [0, 43, 0, 2, 3, 4, 0, 51, 0, 2, 0, 23]
        let body = [3, 3] + random + [0, 0x13, 0x01, 0, 0, UInt8(extensions.count)] + extensions
        return record(22, [2, 0, 0, UInt8(body.count)] + body)
    }()

    private static let flight = RecordedFlight.of("ecdhe-p256-openssl30")
    private static let lies = ["ecdhe-p256-openssl30", "dhe-2048-openssl30", "ocsp-good-openssl30"]
        .flatMap { LengthFields(flight: RecordedFlight.of($0)).lies.map(\.flight) }

    private static func record(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type, 3, 3, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
    }
}

/// The server's part of a recorded dialogue.
enum RecordedFlight {
    private struct Recording: Decodable {
        struct Portion: Decodable {
            let from: String
            let hex: String
        }

        let transcript: [Portion]
    }

    static func of(_ name: String) -> [UInt8] {
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/dialogues/\(name).json")
        guard let data = try? Data(contentsOf: file),
            let recording = try? JSONDecoder().decode(Recording.self, from: data)
        else { return [] }
        return recording.transcript.filter { $0.from == "server" }.flatMap { bytes(hex: $0.hex) }
    }

    static func bytes(hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { offset in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
        }
    }
}
