// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Glibc
import Model
import NIOCore
import NIOPosix
import TestSupport
import Testing
import Transport

@Suite(.serialized) struct TLSHandshakeMachineTests {
    static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    let dialer = Dialer(
        group: group,
        budget: AddressBudget(limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0))
    )

    static func identity() throws -> IssuedCertificate {
        var template = CertificateTemplate(
            commonName: "www.example",
            notBefore: Date(timeIntervalSince1970: 1_700_000_000),
            notAfter: Date(timeIntervalSince1970: 1_900_000_000)
        )
        template.dnsNames = ["www.example"]
        return try CertificateFactory.issue(template, key: try .generate(.ec(curve: "P-256")))
    }

    static func server(_ version: TLSVersion = .tls13) throws -> TLSServerContext {
        var settings = TLSServerSettings(identities: [.init(leaf: try identity())])
        settings.maximum = version
        return try TLSServerContext(settings)
    }

    @Test(arguments: [TLSVersion.tls10, .tls12, .tls13])
    func handshakeOverASocket(version: TLSVersion) async throws {
        let server = try await LoopbackServer(.tls(try Self.server(version)), on: Self.group)
        let machine = try TLSHandshakeMachine(try TLSClientContext(), serverName: "www.example")
        let dialogue = try await dialer.run(machine, to: server.target)
        guard case .established(let facts) = dialogue.outcome else {
            Issue.record("must be established, not \(dialogue.outcome)")
            return
        }
        #expect(facts.version == version.rawValue)
        #expect(facts.chain.count == 1)
        #expect(dialogue.cost.connections == 1 && dialogue.cost.bytesReceived > 300)
        try await server.close()
    }

    @Test func refusalByAlertAndByGarbage() async throws {
        var offer = TLSClientSettings()
        offer.minimum = .tls13
        let context = try TLSClientContext(offer)
        let old = try await LoopbackServer(.tls(try Self.server(.tls12)), on: Self.group)
        let refused = try await dialer.run(TLSHandshakeMachine(context, serverName: nil), to: old.target)
            .outcome
        guard case .failed(let failure) = refused else {
            Issue.record("must fail, not \(refused)")
            return
        }
        #expect(failure.alert == 70)
        let garbage = try await LoopbackServer(.say(Array("SSH-2.0-OpenSSH_9\r\n".utf8)), on: Self.group)
        let other = try await dialer.run(TLSHandshakeMachine(context, serverName: nil), to: garbage.target)
            .outcome
        guard case .failed(let reason) = other else {
            Issue.record("must fail, not \(other)")
            return
        }
        #expect(reason.alert == nil)
        try await old.close()
        try await garbage.close()
    }

    @Test func peerThatLeavesEndsTheHandshake() async throws {
        let server = try await LoopbackServer(.closeAfterRequest, on: Self.group)
        let machine = try TLSHandshakeMachine(try TLSClientContext(), serverName: nil)
        #expect(try await dialer.run(machine, to: server.target).outcome == .ended(.closed))
        try await server.close()
    }

    @Test func fiveHundredHandshakesAtOnceAllEstablish() async throws {
        let server = try await LoopbackServer(.tls(try Self.server()), on: Self.group)
        let context = try TLSClientContext()
        let dialer = dialer
        let limits = DialogueLimits(
            connectTimeout: .seconds(30),
            replyTimeout: .seconds(30),
            deadline: .seconds(60)
        )
        try await withThrowingTaskGroup(of: TLSHandshakeOutcome.self) { tasks in
            for _ in 0..<500 {
                tasks.addTask {
                    let machine = try TLSHandshakeMachine(context, serverName: "www.example")
                    return try await dialer.run(machine, to: server.target, limits: limits).outcome
                }
            }
            var established = 0
            for try await outcome in tasks {
                if case .established = outcome { established += 1 }
            }
            #expect(established == 500)
        }
        try await server.close()
    }

    @Test(arguments: ["-tls1", "-tls1_2", "-tls1_3"])
    func handshakeWithTheServerOfTheCommandLine(version: String) async throws {
        let server = try CommandLineServer(identity: try Self.identity(), arguments: [version])
        let target = SocketTarget(address: try #require(IPAddress("127.0.0.1")), port: server.port)
        var outcome = TLSHandshakeOutcome.ended(.closed)
        for _ in 0..<50 {
            let machine = try TLSHandshakeMachine(try TLSClientContext(), serverName: "www.example")
            do {
                outcome = try await dialer.run(machine, to: target).outcome
                break
            } catch {
                // The server needs a moment until it listens.
                #expect(error.reason == .refused)
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        withExtendedLifetime(server) {}
        guard case .established(let facts) = outcome else {
            Issue.record("must be established, not \(outcome)")
            return
        }
        #expect(try CertificateDetails(der: facts.chain[0]).subject.commonName == "www.example")
    }
}

/// `openssl s_server` on a free port, ended when the value goes.
final class CommandLineServer {
    let port: UInt16
    private let process: ChildProcess
    private let folder: URL

    init(identity: IssuedCertificate, arguments: [String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "identity.pem")
        try Data((identity.pem + identity.key.pem).utf8).write(to: file)
        port = UInt16(try LoopbackPorts.free())
        process = try ChildProcess(
            "/usr/bin/openssl",
            ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", file.path, "-key", file.path, "-www"]
                + ["-cipher", "DEFAULT@SECLEVEL=0"] + arguments
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
