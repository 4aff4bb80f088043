// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import TLSWire

@Suite("Lengths that lie")
struct LengthFieldTests {
    /// Whole flights of ServerHello, Certificate, key exchange, status and request, by several stacks.
    static let flights = [
        "cert-good-openssl30", "cert-rsa512-md5-openssl102", "client-cert-request-tls12-openssl30",
        "dhe-1024-openssl102", "dhe-2048-openssl30", "dhe-768-jsse", "dhe-dss-tls10-openssl102",
        "ecdhe-p256-ecdsa-openssl35", "ecdhe-p256-tls10-openssl102", "ecdhe-x25519-openssl30",
        "ocsp-good-openssl30", "rsa-kx-openssl30",
    ]

    @Test("No length of a flight may be wrong unnoticed, however the bytes come", arguments: flights)
    func aLieIsNoticed(name: String) throws {
        let exchange = try #require(try RecordedDialogue(named: name).exchanges.first)
        let hello = try #require(RecordedHello(exchange.client))
        let lies = LengthFields(flight: exchange.server).lies
        #expect(lies.count > 30)
        let truth = reply(to: hello, [exchange.server[...]])
        #expect(truth.flight?.isDone == true)
        for lie in lies {
            let whole = reply(to: hello, [lie.flight[...]])
            #expect(whole != truth, "\(lie.name)")
            #expect(reply(to: hello, lie.flight.indices.map { lie.flight[$0...$0] }) == whole, "\(lie.name)")
        }
    }

    private func reply(to hello: RecordedHello, _ portions: [ArraySlice<UInt8>]) -> HelloReply {
        var dialogue = hello.dialogue(limits: .init())
        for portion in portions where dialogue.receive(portion) == .done { break }
        dialogue.ended(.closed)
        return dialogue.reply
    }
}
