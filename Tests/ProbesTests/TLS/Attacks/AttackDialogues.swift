// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Reports
import TLSWire
import Testing

@testable import Probes

/// One server as an attack meets it, and what the scan document may say of it.
struct AttackDialogue: Sendable {
    let server: String
    /// By the words of ``summary(_:)``; where nothing asks for the attack, by the document's alone.
    let expected: Set<String>
    let answers: @Sendable () async throws -> [Answer]
}

/// What every attack is tested against; a member left out does not compile.
struct AttackDialogues: Sendable, CustomTestStringConvertible {
    let attack: NamedAttack
    /// The form of it, where it has several.
    var form: String?
    let has: AttackDialogue
    let hasNot: AttackDialogue
    /// The attack is gone by another way than that of `hasNot`.
    let mended: AttackDialogue
    /// Now so, now so: never a verdict that the next visit would take back.
    let flaps: AttackDialogue

    var testDescription: String { form.map { "\(attack.rawValue) as \($0)" } ?? attack.rawValue }

    var all: [AttackDialogue] { [has, hasNot, mended, flaps] }
}

extension AttackDialogue {
    /// What follows from the enumeration of a whole simulated server.
    static func enumerated(
        _ server: String,
        _ expected: String...,
        policy: ServerPolicy,
        fault: Fault = .none
    ) -> AttackDialogue {
        AttackDialogue(server: server, expected: Set(expected)) {
            await SimulatedVisit.examine(policy, fault: fault).answers
        }
    }

    /// What an inquiry that needs no connection says after the enumeration of a simulated server.
    static func derived(
        _ inquiry: any TLSInquiry,
        _ server: String,
        _ expected: String...,
        policy: ServerPolicy,
        fault: Fault = .none,
        service: Service = .https
    ) -> AttackDialogue {
        AttackDialogue(server: server, expected: Set(expected)) {
            let peer = SimulatedServer(policy, fault: fault)
            let interrogator = Interrogator(peer: peer, pause: .zero, deadline: .now + .seconds(600))
            let factory = HelloFactory(serverName: "server.example", applicationProtocols: [])
            let examination = try await TLSExaminer(interrogator: interrogator, factory: factory).examine()
            let trust = try #require(AttackInquiryTests.trust)
            let scene = TLSScene.emulated(
                peer,
                after: examination,
                interrogator: interrogator,
                service: service,
                trust: trust
            )
            return await inquiry.answered(about: scene)
        }
    }

    /// What an inquiry says of connections that are made one by one.
    static func asked(
        _ inquiry: any TLSInquiry,
        _ server: String,
        _ expected: String...,
        suites: [ProtocolVersion: [UInt16]] = [.tls12: [0xC013, 0xC014]],
        publicValues: [[UInt8]] = [],
        service: Service = .https,
        afterControl: Bool = false,
        connection: @escaping @Sendable (Int) throws -> any EmulatedConnection
    ) -> AttackDialogue {
        AttackDialogue(server: server, expected: Set(expected)) {
            let peer = EmulatedPeer { number in made { try connection(number) } }
            let scene = TLSScene.emulated(
                peer,
                suites: suites,
                publicValues: publicValues,
                service: service,
                trust: try #require(AttackInquiryTests.trust)
            )
            if afterControl { await scene.settleControl() }
            return await inquiry.answered(about: scene)
        }
    }

    /// A server of TLS 1.2 with CBC suites.
    static func classic(
        _ inquiry: any TLSInquiry,
        _ server: String,
        _ expected: String...,
        suites: [UInt16] = [0xC013, 0xC014],
        _ change: @escaping @Sendable (inout ClassicConduct, Int) -> Void
    ) -> AttackDialogue {
        var dialogue = asked(inquiry, server, suites: [.tls12: suites]) { number in
            var conduct = ClassicConduct()
            change(&conduct, number)
            return try ClassicServer(conduct, seed: UInt64(number))
        }
        dialogue = AttackDialogue(server: server, expected: Set(expected), answers: dialogue.answers)
        return dialogue
    }

    /// A server on OpenSSL; `afterControl` has answered a first connection as an enumeration would.
    static func session(
        _ inquiry: any TLSInquiry,
        _ server: String,
        _ expected: String...,
        service: Service = .https,
        afterControl: Bool = false,
        _ change: @escaping @Sendable (inout OpenSSLConduct, Int) -> Void
    ) -> AttackDialogue {
        let dialogue = asked(
            inquiry,
            server,
            suites: [.tls12: [0xC02F]],
            service: service,
            afterControl: afterControl
        ) { number in
            var conduct = OpenSSLConduct()
            change(&conduct, number)
            return try OpenSSLConnection(conduct)
        }
        return AttackDialogue(server: server, expected: Set(expected), answers: dialogue.answers)
    }

    /// What the scan document says of the attack, and what the inquiry said where there was one.
    func said(of attack: NamedAttack) async throws -> (document: String, inquiry: String?) {
        let answers = try await answers()
        let endpoint = Endpoint.sample(host: "server.example", port: 443)
        let address = try #require(IPAddress("192.0.2.1"))
        let visit = Visit(
            subject: .address(address, of: endpoint.id),
            vantage: "here",
            started: Date(timeIntervalSince1970: 0),
            finished: Date(timeIntervalSince1970: 1),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: answers.contains { $0.question == Question(Reachability.self) }
                ? answers : answers + [.fact(FactRecord(Reachability(suitesPerHello: 0)))]
        )
        let estate = Estate(ministry: Ministry(name: "Ministry"), endpoints: [endpoint])
        let document = ScanEndpointBuilder(
            evidence: RecordedEvidence(estate: estate, measurements: [visit])
        ).endpoint(endpoint, findings: [], cost: Cost())
        let own = answers.filter { $0.question == attack.question }
        return (
            try #require(document.tls.vulnerabilities[attack]).key,
            own.isEmpty ? nil : summary(own)
        )
    }
}
