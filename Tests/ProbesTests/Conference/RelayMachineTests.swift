// SPDX-License-Identifier: Apache-2.0
import ConferenceWire
import Facts
import Testing
import Transport

@testable import Probes

struct RelayMachineTests {
    private static let token = (0..<36).map { UInt8($0) }

    private func machine(asksBinding: Bool = true) -> RelayMachine {
        RelayMachine(userAgent: "Chancery", token: Self.token, asksBinding: asksBinding)
    }

    private func reply(
        _ kind: STUNMessage.Class,
        to request: [UInt8],
        _ attributes: STUNMessage.Attribute...
    ) throws -> [UInt8] {
        let asked = try #require(STUNMessage(request))
        return STUNMessage(kind, asked.method, transaction: asked.transaction, attributes).encoded
    }

    private static let mapped = STUNMessage.Attribute(0x0020, [0, 1, 0, 0, 0, 0, 0, 0])

    @Test(arguments: [1, 7, 4096])
    func aRelayThatAsksForCredentialsIsLeftThere(portion: Int) throws {
        var machine = machine()
        let binding = try reply(.success, to: machine.start(), Self.mapped)
        var step = DialogueStep.wait
        for start in stride(from: 0, to: binding.count, by: portion) {
            step = machine.receive(Array(binding[start..<min(start + portion, binding.count)]))
        }
        guard case .send(let allocate) = step else {
            Issue.record("\(step)")
            return
        }
        let challenge = try reply(
            .error,
            to: allocate,
            .init(0x0009, [0, 0, 4, 1]),
            .init(0x0014, Array("turn.local".utf8)),
            .init(0x0015, [1])
        )
        #expect(machine.receive(challenge) == .finish)
        #expect(
            RelayConduct(machine.outcome())
                == RelayConduct(binding: .granted, allocation: .challenged, error: 401, realm: "turn.local")
        )
    }

    @Test func whatAnOpenRelayGaveIsGivenBack() throws {
        var machine = machine(asksBinding: false)
        let granted = try reply(.success, to: machine.start(), .init(0x0016, [0, 1, 0, 0, 0, 0, 0, 0]))
        guard case .sendAndFinish(let refresh) = machine.receive(granted) else {
            Issue.record("the address is kept")
            return
        }
        let message = try #require(STUNMessage(refresh))
        #expect(message.method == .refresh && message.attributes.first == STUNMessage.lifetime(0))
        #expect(RelayConduct(machine.outcome()) == RelayConduct(binding: .silent, allocation: .granted))
    }

    @Test func answersToOtherQuestionsCountForNothing() throws {
        var machine = machine()
        let stranger = STUNMessage(.success, .binding, transaction: [9], [Self.mapped]).encoded
        _ = machine.start()
        #expect(machine.receive(stranger) == .wait)
        #expect(machine.outcome().binding == nil)
    }

    @Test func aSuccessWithoutAnAddressGrantsNothing() throws {
        var machine = machine(asksBinding: false)
        _ = machine.receive(try reply(.success, to: machine.start()))
        #expect(RelayConduct(machine.outcome()).allocation == .refused)
    }

    @Test func whatIsNoSTUNIsForeign() {
        var machine = machine()
        _ = machine.start()
        #expect(machine.receive(Array("HTTP/1.1 400 Bad Request".utf8)) == .finish)
        #expect(machine.outcome().foreign?.starts(with: "HTTP/".utf8) == true)
    }
}
