// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Foundation
import MailPolicy
import Model
import Testing

/// The test suite of RFC 7208 (Tests/Fixtures/spf/README.md says where it is from).
struct SPFSuite: Decodable, Sendable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let helo: String
        let host: String
        let mailFrom: String
        /// The first is preferred.
        let results: [SPFResult]
        let explanation: String?
        var testDescription: String { id }
    }

    struct Entry: Decodable, Sendable {
        let type: String
        /// Strings of a TXT record, in the hexadecimal digits of their bytes; of others their text.
        let values: [String]
    }

    let description: String
    let cases: [Case]
    let zone: [String: [Entry]]

    static let all: [SPFSuite] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/spf/rfc7208-tests.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([SPFSuite].self, from: data)) ?? []
    }()

    var lookups: ScriptedLookups {
        var lookups = ScriptedLookups()
        for (name, entries) in zone {
            guard let name = Self.name(name) else { continue }
            lookups.zone[name] = entries.compactMap(Self.entry)
        }
        return lookups
    }

    private static func name(_ text: String) -> DNSName? {
        var labels = text.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
        if labels.last?.isEmpty == true { labels.removeLast() }
        return DNSName(labels: labels)
    }

    private static func entry(_ entry: Entry) -> ScriptedLookups.Entry? {
        switch entry.type {
        case "TIMEOUT": return .timeout
        case "TXT": return .text(entry.values.flatMap(bytes))
        case "A", "AAAA": return entry.values.first.flatMap { IPAddress($0) }.map { .address($0) }
        case "PTR": return entry.values.first.flatMap(name).map { .pointer($0) }
        case "CNAME": return entry.values.first.flatMap(name).map { .alias($0) }
        case "MX":
            guard let preference = entry.values.first.flatMap({ UInt16($0) }),
                let host = entry.values.last.flatMap(name)
            else { return nil }
            return .exchange(MailExchange(preference: preference, host: host))
        default: return nil
        }
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

struct SPFSuiteTests {
    private static let cases = SPFSuite.all.flatMap { suite in suite.cases.map { ($0, suite) } }

    /// No case is skipped.
    @Test func theSuiteIsWhole() { #expect(Self.cases.count == 203) }

    @Test("RFC 7208 test suite", arguments: cases)
    func suite(_ testCase: SPFSuite.Case, _ suite: SPFSuite) async throws {
        let address = try #require(IPAddress(testCase.host))
        let sender = SPFSender(address: address, mailFrom: testCase.mailFrom, helo: testCase.helo)
        var evaluation = SPFEvaluation(sender, lookups: suite.lookups)
        let outcome = await evaluation.run()
        #expect(testCase.results.contains(outcome.result), "\(testCase.id): \(outcome)")
        if let explanation = testCase.explanation, outcome.result == .fail {
            #expect(outcome.explanation ?? "DEFAULT" == explanation, "\(testCase.id)")
        }
    }
}
