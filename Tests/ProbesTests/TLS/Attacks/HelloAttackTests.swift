// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing

import enum Transport.StreamEnd

@testable import Probes

/// Attacks that hellos alone look for, against whole simulated servers or answers made for the purpose.
struct HelloAttackTests {
    private static func hello(suite: UInt16) -> [UInt8] {
        let body =
            [3, 3] + [UInt8](repeating: 1, count: 32) + [0, UInt8(suite >> 8), UInt8(suite & 0xFF), 0]
        return PlainRecord.bytes(.handshake, version: 0x0303, PlainRecord.message(.serverHello, body))
    }

    private static func alert(_ code: UInt8) -> [UInt8] {
        PlainRecord.bytes(.alert, version: 0x0303, [2, code])
    }

    private func run(
        _ inquiry: some TLSInquiry,
        _ suites: [ProtocolVersion: [UInt16]],
        _ answer: @escaping @Sendable (Int) -> [UInt8]
    ) async throws -> String {
        let peer = EmulatedPeer { FixedAnswer(answer($0)) }
        let trust = try #require(AttackInquiryTests.trust)
        return await inquiry.said(about: .emulated(peer, suites: suites, trust: trust))
    }

    @Test(
        arguments: [
            ("alert 86", "safe", [86, 86]), ("agrees", "vulnerable", [0, 0]),
            ("another alert", "unknown", [40, 40]),
            ("flaps", "unknown", [0, 86]),
        ] as [(String, String, [UInt8])]
    )
    func fallback(name: String, expected: String, codes: [UInt8]) async throws {
        let seen: [ProtocolVersion: [UInt16]] = [.tls13: [0x1301], .tls12: [0xC02F]]
        let said = try await run(FallbackInquiry(), seen) { number in
            let code = codes[min(number, codes.count) - 1]
            return code == 0 ? Self.hello(suite: 0xC02F) : Self.alert(code)
        }
        #expect(said == expected, "\(name)")
    }

    @Test func oneVersionAloneHasNoFallback() async throws {
        #expect(try await run(FallbackInquiry(), [.tls12: [0xC02F]]) { _ in [] } == "not_applicable")
    }

    @Test(
        arguments: [
            ("fresh", "safe", [1, 2, 3]), ("always the same", "vulnerable key-reuse", [1, 1, 1]),
            ("sometimes the same", "vulnerable key-reuse", [1, 2, 1]), ("too few", "unknown", [1, 2]),
        ] as [(String, String, [UInt8])]
    )
    func raccoon(name: String, expected: String, values: [UInt8]) async throws {
        let peer = EmulatedPeer { _ in DeadConnection() }
        let scene = TLSScene.emulated(
            peer,
            suites: [.tls12: [0x009E]],
            publicValues: values.map { [UInt8](repeating: $0, count: 128) },
            trust: try #require(AttackInquiryTests.trust)
        )
        #expect(await RaccoonInquiry().said(about: scene) == expected, "\(name)")
    }

    @Test func raccoonNeedsDiffieHellman() async throws {
        #expect(try await run(RaccoonInquiry(), [.tls12: [0xC02F]]) { _ in [] } == "not_applicable")
        #expect(try await run(RaccoonInquiry(), [.tls12: [0x0031]]) { _ in [] } == "vulnerable key-reuse")
        #expect(try await run(RaccoonInquiry(), [.tls12: [0x009E]]) { _ in [] } == "unknown")
    }

    @Test func opossumIsLeftOutOnPurpose() async throws {
        #expect(try await run(OpossumInquiry(), [.tls12: [0xC02F]]) { _ in [] } == "not_tested")
    }
}
