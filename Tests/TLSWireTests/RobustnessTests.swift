// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TLSWire

@Suite("Robustness")
struct RobustnessTests {
    /// Flips, removes, doubles and cuts at seeded places.
    private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0...4, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[index] = [0x00, 0xFF, 0x7F, 0x80].randomElement(using: &generator) ?? 0
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(contentsOf: bytes[index...].prefix(8), at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }

    @Test(
        "Changed bytes are read without a trap, and cutting them differently changes nothing",
        arguments: RecordedDialogue.names
    )
    func mutations(name: String) throws {
        var generator = SeededGenerator(
            seed: UInt64(name.utf8.reduce(5381) { ($0 &* 33) &+ Int($1) }.magnitude)
        )
        for exchange in try RecordedDialogue(named: name).exchanges {
            guard let hello = RecordedHello(exchange.client) else { continue }
            for _ in 0..<40 {
                let bytes = mutated(exchange.server, &generator)
                var whole = hello.dialogue(limits: .init())
                _ = whole.receive(bytes)
                whole.ended(.closed)
                var cut = hello.dialogue(limits: .init())
                for portion in Split.random.portions(of: bytes, seed: generator.next()) {
                    _ = cut.receive(portion)
                }
                cut.ended(.closed)
                #expect(cut.reply == whole.reply)
            }
        }
    }

    @Test("Changed hellos are read or refused, and what is read is written back", arguments: 0..<300)
    func mutatedHellos(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let original = try ClientHelloPropertyTests.hello(&generator).records()
        let bytes = mutated(original, &generator)
        guard let parsed = try? ClientHello(records: bytes) else { return }
        let message = try parsed.message()
        #expect(try ClientHello(message: message, recordVersion: parsed.recordVersion).message() == message)
    }

    @Test("Random bytes are no message of any kind, and no trap", arguments: 0..<200)
    func randomBytes(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let bytes = generator.bytes(Int.random(in: 0...300, using: &generator))
        let suite = CipherSuite.all.randomElement(using: &generator) ?? CipherSuite(0)
        _ = try? ServerHello(body: bytes)
        _ = try? ServerKeyExchange(body: bytes, suite: suite, version: 0x0303)
        _ = try? CertificateMessage(body: bytes)
        _ = try? CertificateMessage13(body: bytes)
        _ = try? CertificateStatus(body: bytes)
        _ = try? CertificateRequest(body: bytes, version: 0x0303)
        _ = try? CertificateRequest13(body: bytes)
        _ = try? NewSessionTicket13(body: bytes)
        _ = try? EncryptedExtensions(body: bytes)
        _ = try? SSLv2ServerHello(message: [4] + bytes)
        #expect((try? SSLv2ClientHello(record: bytes)) == nil)
    }
}
