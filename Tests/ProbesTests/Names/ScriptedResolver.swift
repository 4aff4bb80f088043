// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Resolver
import Synchronization

/// A resolver out of a table; names that are not in it do not exist.
final class ScriptedResolver: Resolving {
    private let table: [String: DNSAnswer]
    private let other: DNSAnswer
    private let delay: Duration
    private let asked = Mutex<[String]>([])

    /// - Parameters:
    ///   - table: by name and type, as `mfa.example MX`.
    ///   - other: the answer to what is not in the table.
    ///   - delay: of every answer.
    init(
        _ table: [String: DNSAnswer],
        other: DNSAnswer = DNSAnswer(.noSuchName, validation: .secure),
        delay: Duration = .zero
    ) {
        self.table = table
        self.other = other
        self.delay = delay
    }

    /// Every question in its order, repeated ones too.
    var questions: [String] { asked.withLock { $0 } }

    func records(of name: String, type: UInt16) async -> DNSAnswer {
        let key = "\(name) \(RecordType(rawValue: type))"
        asked.withLock { $0.append(key) }
        if delay > .zero { try? await Task.sleep(for: delay) }
        return table[key] ?? other
    }
}

extension DNSAnswer {
    static func found(_ data: RecordData..., validation: DNSValidation = .secure) throws -> DNSAnswer {
        DNSAnswer(.found, validation: validation, records: try data.map { try $0.encoded() })
    }

    /// Text in strings of at most 255 bytes.
    static func text(_ text: String) throws -> DNSAnswer {
        let bytes = Array(text.utf8)
        let strings = stride(from: 0, to: bytes.count, by: 255).map {
            Array(bytes[$0..<min($0 + 255, bytes.count)])
        }
        return try found(.text(strings))
    }
}
