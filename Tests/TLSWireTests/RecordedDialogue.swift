// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TLSWire

/// A JSON value, read without a schema: what a vector expects differs from vector to vector.
enum JSON: Decodable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var object: [String: JSON] {
        guard case .object(let members) = self else { return [:] }
        return members
    }

    var array: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    var integer: Int? {
        guard case .number(let value) = self else { return nil }
        return Int(value)
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// A number written as `0x0303`.
    var hex: UInt32? { string.flatMap { UInt32($0.dropFirst(2), radix: 16) } }

    /// A list of such numbers.
    var hexes: [UInt32]? { array?.compactMap(\.hex) }
}

/// One file of Tests/Fixtures/dialogues.
struct RecordedDialogue: Decodable, Sendable {
    struct Portion: Decodable, Sendable {
        let from: String
        let hex: String

        var bytes: [UInt8] { RecordedDialogue.bytes(hex: hex) }
    }

    struct Preamble: Decodable, Sendable {
        let tlsStartsAt: Int?

        enum CodingKeys: String, CodingKey { case tlsStartsAt = "tls_starts_at" }
    }

    /// What one client said and what came back for it.
    struct Exchange: Sendable {
        let client: [UInt8]
        var server: [UInt8] = []
    }

    let name: String
    let probe: String
    let end: String
    let starttls: Preamble?
    let keylog: [String]?
    let expect: JSON
    let transcript: [Portion]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/dialogues")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    init(named name: String) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: name + ".json"))
        self = try JSONDecoder().decode(Self.self, from: data)
    }

    /// The TLS part, without what STARTTLS said before; empty if TLS never began.
    var exchanges: [Exchange] {
        let start = starttls.map { $0.tlsStartsAt ?? transcript.count } ?? 0
        var exchanges: [Exchange] = []
        for portion in transcript.dropFirst(start) {
            if portion.from == "client" {
                exchanges.append(Exchange(client: portion.bytes))
            } else if !exchanges.isEmpty {
                exchanges[exchanges.count - 1].server += portion.bytes
            }
        }
        return exchanges
    }

    var streamEnd: StreamEnd? {
        switch end {
        case "close": .closed
        case "reset": .reset
        case "timeout": .timedOut
        default: nil
        }
    }

    static func bytes(hex: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in hex.utf8.compactMap({ Character(UnicodeScalar($0)).hexDigitValue }) {
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        return bytes
    }
}

/// A hello of either format, as a client sent it.
enum RecordedHello {
    case tls(ClientHello, isSecond: Bool)
    case sslv2(SSLv2ClientHello)

    init?(_ bytes: [UInt8]) {
        let dummy: [UInt8] = [20, 3, 3, 0, 1, 1]
        let isBehindDummy = bytes.starts(with: dummy)
        if let hello = try? ClientHello(records: isBehindDummy ? bytes.dropFirst(dummy.count) : bytes[...]) {
            self = .tls(hello, isSecond: isBehindDummy || hello.recordVersion == 0x0303)
        } else if let hello = try? SSLv2ClientHello(record: bytes) {
            self = .sslv2(hello)
        } else {
            return nil
        }
    }

    func dialogue(limits: HelloDialogue.Limits) -> HelloDialogue {
        switch self {
        case .tls(let hello, let isSecond):
            HelloDialogue(hello: hello, limits: limits, isSecondHello: isSecond)
        case .sslv2(let hello): HelloDialogue(hello: hello, limits: limits)
        }
    }
}
