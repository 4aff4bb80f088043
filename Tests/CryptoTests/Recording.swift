// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A recorded dialogue of Tests/Fixtures/dialogues, as far as these tests need it.
struct Recording: Decodable {
    struct Entry: Decodable {
        let from: String
        let hex: String
    }

    struct Certificate: Decodable {
        let sha256: String
        let subject: String
        let issuer: String
        let key: String
        let bits: Int?
        let signature: String
        let self_signed: Bool
        let not_after: String
    }

    struct Expectation: Decodable {
        let certificates: [Certificate]?
    }

    let name: String
    let transcript: [Entry]
    let expect: Expectation

    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/dialogues")

    init(_ name: String) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: name + ".json"))
        self = try JSONDecoder().decode(Recording.self, from: data)
    }

    /// All recordings of plain TLS whose certificates can be seen.
    static func withCertificates() throws -> [Recording] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return
            try files
            .filter { $0.hasSuffix(".json") && !$0.hasPrefix("starttls") && !$0.hasPrefix("sslv2") }
            .sorted()
            .map { try Recording(String($0.dropLast(5))) }
            .filter { $0.expect.certificates != nil && !$0.certificates.isEmpty }
    }

    /// The bodies of the server's handshake messages of one type, up to the first encrypted record.
    func messages(_ type: UInt8) -> [[UInt8]] {
        let server = transcript.filter { $0.from == "server" }.flatMap { bytes(hex: $0.hex) }
        var handshake: [UInt8] = []
        var rest = server[...]
        while rest.count >= 5, rest[rest.startIndex] == 22 {
            let length = Int(rest[rest.startIndex + 3]) << 8 | Int(rest[rest.startIndex + 4])
            handshake += rest.dropFirst(5).prefix(length)
            rest = rest.dropFirst(5 + length)
        }
        var messages: [[UInt8]] = []
        var left = handshake[...]
        while left.count >= 4 {
            let length = number(left.dropFirst().prefix(3))
            if left[left.startIndex] == type { messages.append(Array(left.dropFirst(4).prefix(length))) }
            left = left.dropFirst(4 + length)
        }
        return messages
    }

    /// DER, as sent; empty where the Certificate message was encrypted.
    var certificates: [[UInt8]] {
        guard let body = messages(11).first else { return [] }
        var rest = body.dropFirst(3)
        var certificates: [[UInt8]] = []
        while rest.count >= 3 {
            let length = number(rest.prefix(3))
            certificates.append(Array(rest.dropFirst(3).prefix(length)))
            rest = rest.dropFirst(3 + length)
        }
        return certificates
    }

    /// The OCSP response of the CertificateStatus message.
    var staple: [UInt8]? { messages(22).first.map { Array($0.dropFirst(4)) } }
}

private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// A time of day in UTC.
func utc(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
